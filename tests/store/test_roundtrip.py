"""What goes into the database comes out of it as it was."""

from datetime import datetime, timezone

import pytest

from bot.errors import InvalidRecord, StoreMissing
from bot.store import queries

from .builder import make_plan, with_the_rest
from .conftest import MONDAY

PLAN = with_the_rest(
    make_plan(
        """
        # 一、构建“五育并举”体系
        ## 实施“强师”行动
        年底前遴选10—20个名师工作室 | by=年底前@2022-12-31 target=10—20个@10..20 owner=市教育局 owner?=各县区
        尽快新增学位X万个，扩大覆盖 | by=尽快 target=X万个 target=扩大@5 supporter=财政局 supporter=人社局
        ## 𠮷林😀“Ⅻ”１＋Ｘ证书 ﷽ e\u0301
        把%和_写进'制度'； DROP TABLE plan;-- | priority=首要政治任务
        # 二、保障
        """
    )
)


def test_a_plan_comes_back_as_it_was(store, put):
    put(PLAN)
    with store.session() as session:
        assert queries.load(session, "plan") == PLAN


def test_a_plan_without_anything_but_text_comes_back(store, put):
    bare = make_plan("# 只有标题", title="", year=None)
    put(bare)
    with store.session() as session:
        assert queries.load(session, "plan") == bare


def test_the_text_alone(store, put):
    put(PLAN)
    with store.session() as session:
        assert queries.plan_text(session, "plan") == PLAN.text


def test_a_plans_card(store, put):
    put(PLAN, slug="2022-教体")
    with store.session() as session:
        (card,) = queries.plans(session)
    assert (card.slug, card.title, card.year, card.issuer, card.file) == (
        "2022-教体",
        "2022年工作计划",
        2022,
        "某市教育局",
        "2022-教体.txt",
    )
    assert card.loaded_at == MONDAY
    assert card.characters == len(PLAN.text)


def test_a_moment_without_a_zone_is_local_time(store, put):
    naive = datetime(2022, 3, 7, 9, 30)
    put(PLAN, at=naive)
    with store.session() as session:
        assert queries.default_plan(session).loaded_at == naive.astimezone(timezone.utc)


@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_characters_that_no_database_holds_are_named_before_anything_is_stored(store, put, character):
    with pytest.raises(InvalidRecord, match="不能保存"):
        put(make_plan(f"# 标题{character}"))
    with store.session() as session:
        assert queries.plans(session) == []


READERS = [
    queries.load,
    queries.plan_text,
    queries.sections,
    queries.tasks,
    queries.count_tasks,
    queries.count_by_section,
    queries.count_by_owner,
    queries.earliest_deadline,
    queries.latest_deadline,
    queries.owners,
    queries.results,
    queries.regimes,
    queries.terms,
    queries.passages,
    lambda session, slug: queries.section_path(session, slug, "1"),
]


@pytest.mark.parametrize("read", READERS)
def test_a_plan_that_is_not_there_is_missing_for_every_query(store, put, read):
    put(PLAN)
    with store.session() as session, pytest.raises(StoreMissing, match="去年") as caught:
        read(session, "去年")
    assert "载入" in caught.value.advice


@pytest.mark.parametrize("read", READERS)
def test_a_plan_without_tasks_is_not_missing(store, put, read):
    put(make_plan("# 标题"))
    with store.session() as session:
        read(session, "plan")


def test_no_plan_at_all(store):
    with store.session() as session, pytest.raises(StoreMissing, match="还没有工作计划"):
        queries.default_plan(session)
