"""A plan that is loaded again: what keeps its id, what is reported, what a failure leaves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import InvalidRecord, StoreError
from bot.records import Passage
from bot.store import queries
from bot.store.loader import load_plan

from .builder import make_plan, with_the_rest
from .conftest import MONDAY

FIRST = """
# 体系
## 强师行动
遴选名师工作室10个，年底前挂牌 | target=10个@10
选派校长赴名校跟岗学习
## 扩优行动
新建公办幼儿园五所
# 保障
落实教育经费两个只增不减
"""


def _ids(store, slug="plan"):
    with store.session() as session:
        plan = queries.load(session, slug)
    return {one.title: one.id for one in plan.sections} | {one.quote: one.id for one in plan.tasks}


def test_a_first_load_adds_everything_under_the_parsers_ids(store, put):
    plan = make_plan(FIRST)
    report = put(plan)
    assert [task for task, _ in report.added] == ["T001", "T002", "T003", "T004"]
    assert report.added[1] == ("T002", "选派校长赴名校跟岗学习")
    assert (report.changed, report.removed, report.unchanged, report.identical) == ((), (), (), False)


def test_the_same_file_gives_the_same_ids_and_says_so(store, put):
    put(make_plan(FIRST))
    before = _ids(store)
    report = put(make_plan(FIRST))
    assert report.identical
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert len(report.unchanged) == 4
    assert _ids(store) == before


def test_a_task_put_in_front_leaves_the_others_their_ids(store, put):
    put(make_plan(FIRST))
    before = _ids(store)
    report = put(make_plan(FIRST.replace("遴选名师", "建立教师发展中心\n遴选名师")))
    assert report.added == (("T005", "建立教师发展中心"),)
    assert (report.changed, report.removed) == ((), ())
    assert _ids(store) == before | {"建立教师发展中心": "T005"}
    with store.session() as session:
        assert [task.id for task in queries.tasks(session, "plan")] == [
            "T005",
            "T001",
            "T002",
            "T003",
            "T004",
        ]


def test_a_task_in_other_words_is_changed_and_not_new(store, put):
    put(make_plan(FIRST))
    report = put(make_plan(FIRST.replace("工作室10个", "工作室20个").replace("10个@10", "20个@20")))
    assert report.changed == (("T001", "遴选名师工作室20个，年底前挂牌"),)
    assert (report.added, report.removed) == ((), ())
    assert [task for task, _ in report.unchanged] == ["T002", "T003", "T004"]


def test_the_same_words_with_another_owner_are_changed(store, put):
    put(make_plan(FIRST))
    report = put(make_plan(FIRST.replace("新建公办幼儿园五所", "新建公办幼儿园五所 | owner=发改委")))
    assert [task for task, _ in report.changed] == ["T003"]


def test_a_task_that_is_gone_is_reported_and_its_number_is_not_given_away(store, put):
    put(make_plan(FIRST))
    report = put(make_plan(FIRST.replace("落实教育经费两个只增不减", "开展校园安全大排查")))
    assert report.removed == (("T004", "落实教育经费两个只增不减"),)
    assert report.added == (("T005", "开展校园安全大排查"),)
    assert _ids(store)["开展校园安全大排查"] == "T005"


def test_likeness_counts_only_within_a_section_of_one_title(store, put):
    put(make_plan("# 甲\n新建公办幼儿园五所\n# 乙\n别的事情"))
    report = put(make_plan("# 甲\n# 乙\n别的事情\n新建公办幼儿园六所"))
    assert report.added == (("T003", "新建公办幼儿园六所"),)
    assert report.removed == (("T001", "新建公办幼儿园五所"),)


def test_a_task_that_moved_to_another_section_keeps_its_id(store, put):
    put(make_plan(FIRST))
    moved = FIRST.replace("新建公办幼儿园五所\n", "") + "新建公办幼儿园五所\n"
    report = put(make_plan(moved))
    assert report.changed == (("T003", "新建公办幼儿园五所"),)
    with store.session() as session:
        (task,) = queries.tasks(session, "plan", queries.TaskFilter(ids=["T003"]))
    assert task.section == "2"


def test_tasks_of_equal_words_are_told_apart_by_section_and_order(store, put):
    put(make_plan("# 甲\n狠抓落实\n# 乙\n狠抓落实\n狠抓落实"))
    report = put(make_plan("# 丙\n狠抓落实\n# 甲\n狠抓落实\n# 乙\n狠抓落实\n狠抓落实"))
    assert report.added == (("T004", "狠抓落实"),)
    with store.session() as session:
        found = [(task.id, task.section) for task in queries.tasks(session, "plan")]
    assert found == [("T004", "3"), ("T001", "1"), ("T002", "2"), ("T003", "2")]


def test_a_section_put_in_front_gets_the_next_free_number(store, put):
    put(make_plan(FIRST))
    put(make_plan(FIRST.replace("## 强师行动", "## 铸魂行动\n办好思政课\n## 强师行动")))
    ids = _ids(store)
    assert (ids["强师行动"], ids["扩优行动"], ids["铸魂行动"]) == ("1.1", "1.2", "1.3")
    with store.session() as session:
        outline = [section.title for section in queries.sections(session, "plan")]
        assert queries.section_path(session, "plan", "1.3") == ("体系", "铸魂行动")
    assert outline == ["体系", "铸魂行动", "强师行动", "扩优行动", "保障"]


def test_the_number_of_a_section_that_is_gone_is_not_given_away(store, put):
    put(make_plan(FIRST))
    put(make_plan(FIRST.replace("## 扩优行动", "## 数字化转型工程")))
    assert _ids(store)["数字化转型工程"] == "1.3"


def test_a_new_part_keeps_the_numbers_inside_it(store, put):
    put(make_plan(FIRST))
    put(make_plan("# 总则\n## 原则\n坚持以人为本\n" + FIRST))
    ids = _ids(store)
    assert (ids["总则"], ids["原则"], ids["体系"], ids["强师行动"]) == ("3", "3.1", "1", "1.1")


def test_a_retouched_title_keeps_its_section(store, put):
    put(make_plan("# 构建更高水平教师队伍体系\n## 强师\n培训教师"))
    report = put(make_plan("# 开篇\n# 构建高水平教师队伍体系\n## 强师\n培训教师"))
    assert _ids(store)["构建高水平教师队伍体系"] == "1"
    assert _ids(store)["强师"] == "1.1"
    assert report.unchanged == (("T001", "培训教师"),)


def test_everything_that_hangs_on_a_section_moves_with_it(store, put):
    put(with_the_rest(make_plan("# 甲\n一件事")))
    put(with_the_rest(make_plan("# 全新的开篇\n# 甲\n一件事")))
    with store.session() as session:
        plan = queries.load(session, "plan")
    assert {one.section for one in (*plan.results, *plan.regimes, *plan.terms)} == {"2"}
    assert [(passage.section, passage.quote) for passage in plan.passages] == [
        ("2", "全新的开篇"),
        ("1", "甲"),
        ("1", "一件事"),
    ]


def test_a_change_outside_the_tasks_is_stored_and_is_not_identical(store, put):
    plan = make_plan(FIRST)
    put(plan)
    report = put(replace(plan, issuer="某市教育体育局"))
    assert not report.identical
    assert len(report.unchanged) == 4
    with store.session() as session:
        assert queries.default_plan(session).issuer == "某市教育体育局"


def test_a_failure_half_way_leaves_the_old_plan_untouched(store, put):
    old = make_plan(FIRST)
    put(old)
    new = make_plan(FIRST.replace("五所", "六所"))
    # Passages go in last; the database refuses this one when all the rest is there already.
    broken = replace(new, passages=(*new.passages, Passage("1", "", 9, 3)))
    with pytest.raises(StoreError, match="互相矛盾"):
        put(broken, at=MONDAY + timedelta(days=1))
    with store.session() as session:
        assert queries.load(session, "plan") == old
        assert queries.default_plan(session).loaded_at == MONDAY


def test_a_failing_first_load_leaves_no_plan(store, put):
    plan = make_plan(FIRST)
    with pytest.raises(StoreError):
        put(replace(plan, passages=(Passage("1", "", 9, 3),)))
    with store.session() as session:
        assert queries.plans(session) == []


def _with_id(plan, index, **fields):
    sections = list(plan.sections)
    sections[index] = replace(sections[index], **fields)
    return replace(plan, sections=tuple(sections))


PLAN = make_plan(FIRST)
CONTRADICTIONS = {
    "section id twice": _with_id(PLAN, 3, id="1"),
    "parent unknown": _with_id(PLAN, 1, id="9.1", parent="9"),
    "parent and id differ": _with_id(PLAN, 1, id="2.1"),
    "id no path of numbers": _with_id(PLAN, 3, id="A"),
    "task id twice": replace(PLAN, tasks=(PLAN.tasks[0], PLAN.tasks[0])),
    "task in no section": replace(PLAN, tasks=(replace(PLAN.tasks[0], section="7"),)),
    "passage in no section": replace(PLAN, passages=(Passage("7", "", 0, 0),)),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_plan_that_contradicts_itself_is_refused(store, put, name):
    with pytest.raises(InvalidRecord):
        put(CONTRADICTIONS[name])
    with store.session() as session:
        assert queries.plans(session) == []


def test_a_plan_needs_a_name(store):
    with pytest.raises(InvalidRecord, match="名称"):
        load_plan(store, PLAN, slug="", file="x.txt", loaded_at=MONDAY)


def test_several_plans_live_side_by_side_and_the_last_loaded_is_the_default(store, put):
    other = make_plan("# 财政\n编制预算", title="2023年财政要点", year=2023)
    put(PLAN, slug="edu")
    put(other, slug="fin")
    with store.session() as session:
        assert queries.load(session, "edu") == PLAN
        assert queries.load(session, "fin") == other
        assert [card.slug for card in queries.plans(session)] == ["fin", "edu"]
    # The same plan once more is also a load, even by a clock that went back.
    put(PLAN, slug="edu", at=MONDAY - timedelta(days=30))
    with store.session() as session:
        assert queries.default_plan(session).slug == "edu"
        assert queries.count_tasks(session, "fin") == 1
