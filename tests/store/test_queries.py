"""Questions to the database and what they must bring up."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.records import SectionKind, State
from bot.store import queries
from bot.store.queries import TaskFilter

from .builder import make_plan, with_the_rest

PLAN = with_the_rest(
    make_plan(
        """
        # 体系
        ## 学前教育
        ### 扩容行动
        6月底前新建幼儿园10所 | by=6月底前@2022-06-30 target=10所@10 owner=市教育局
        年底前改造幼儿园X所 | by=年底前@2022-12-31 target=X所 owner=教育局 owner=市财政局
        尽快推进学前教育立法 | by=尽快 priority=重点
        ## 义务教育
        ### 提质行动
        8月31日前配齐STEAM教师2%_名 | by=8月31日前@2022-08-31 target=2%_名@2 owner?=市教育局
        加强家校共育 | priority=首要
        ## 高中
        ### 多样行动
        # 保障
        ## 十项
        年底前完成督导 | by=年底前@2022-12-31 owner=县（市、区）
        # 三
        # 四
        # 五
        # 六
        # 七
        # 八
        # 九
        # 十
        ## 甲
        扫尾工作
        """
    )
)


@pytest.fixture
def session(store, put):
    put(make_plan("# 别的计划\n年底前不该出现 | by=年底前@2022-12-31 owner=市教育局"), slug="other")
    put(PLAN)
    with store.session() as session:
        yield session


BEFORE_AUTUMN = date(2022, 8, 31)
CHOICES = [
    (TaskFilter(), "1 2 3 4 5 6 7"),
    (TaskFilter(ids=["T004", "T002", "T999"]), "2 4"),
    (TaskFilter(ids=[]), ""),
    (TaskFilter(section="1"), "1 2 3 4 5"),
    (TaskFilter(section="1.1"), "1 2 3"),
    (TaskFilter(section="1.1.1"), "1 2 3"),
    (TaskFilter(section="10"), "7"),
    (TaskFilter(section="1.3"), ""),
    (TaskFilter(section="1%"), ""),
    (TaskFilter(owner="教育局"), "1 2 4"),
    (TaskFilter(owner="市教育局和市财政局"), "1 2 4"),
    (TaskFilter(owner="财政"), "2"),
    (TaskFilter(owner="县（市、区）"), "6"),
    (TaskFilter(owner="%"), ""),
    (TaskFilter(owner="公安局"), ""),
    (TaskFilter(owner=""), "1 2 3 4 5 6 7"),
    (TaskFilter(words=["幼儿园"]), "1 2"),
    (TaskFilter(words=["幼儿园", "改造"]), "2"),
    (TaskFilter(words=["steam"]), "4"),
    (TaskFilter(words=["2%_名"]), "4"),
    (TaskFilter(words=["%"]), "4"),
    (TaskFilter(words=["_"]), "4"),
    (TaskFilter(words=["' OR 1=1 --"]), ""),
    (TaskFilter(words=["", " "]), "1 2 3 4 5 6 7"),
    (TaskFilter(has_deadline=True), "1 2 3 4 6"),
    (TaskFilter(has_deadline=False), "5 7"),
    (TaskFilter(has_target=True), "1 2 4"),
    (TaskFilter(has_target=False), "3 5 6 7"),
    (TaskFilter(has_priority=True), "3 5"),
    (TaskFilter(has_priority=False), "1 2 4 6 7"),
    (TaskFilter(target_state=State.STATED), "1 4"),
    (TaskFilter(target_state=State.REDACTED), "2"),
    (TaskFilter(target_state=State.SILENT), "3 5 6 7"),
    (TaskFilter(due_to=BEFORE_AUTUMN), "1 4"),
    (TaskFilter(due_from=BEFORE_AUTUMN), "2 4 6"),
    (TaskFilter(due_from=BEFORE_AUTUMN, due_to=BEFORE_AUTUMN), "4"),
    (TaskFilter(order="deadline"), "1 4 2 6 3 5 7"),
    (TaskFilter(order="deadline", limit=2), "1 4"),
    (TaskFilter(order="deadline", limit=2, offset=2), "2 6"),
    (TaskFilter(offset=5), "6 7"),
    (TaskFilter(limit=0), ""),
    (
        TaskFilter(section="1", owner="教育局", has_target=True, words=["园"], due_to=date(2022, 12, 31)),
        "1 2",
    ),
]


@pytest.mark.parametrize(("where", "numbers"), CHOICES)
def test_the_tasks_that_a_filter_chooses(session, where, numbers):
    tasks = queries.tasks(session, "plan", where)
    assert [task.id for task in tasks] == [f"T00{number}" for number in numbers.split()]
    by_id = {task.id: task for task in PLAN.tasks}
    assert tasks == [by_id[task.id] for task in tasks]


@pytest.mark.parametrize(("where", "numbers"), [c for c in CHOICES if c[0].limit is None and not c[0].offset])
def test_counts_agree_with_lists(session, where, numbers):
    assert queries.count_tasks(session, "plan", where) == len(numbers.split())


@pytest.mark.parametrize("page", [{"limit": -1}, {"offset": -1}])
def test_no_negative_pages(page):
    with pytest.raises(ValueError, match="negative"):
        TaskFilter(**page)


def test_first_and_last_day(session):
    assert queries.earliest_deadline(session, "plan") == date(2022, 6, 30)
    assert queries.latest_deadline(session, "plan") == date(2022, 12, 31)
    inside = TaskFilter(section="1.2")
    assert queries.earliest_deadline(session, "plan", inside) == date(2022, 8, 31)
    assert queries.latest_deadline(session, "plan", TaskFilter(ids=["T003", "T005"])) is None


def test_tasks_of_each_section_with_what_is_below_it(session):
    assert list(queries.count_by_section(session, "plan").items()) == [
        ("1", 5),
        ("1.1", 3),
        ("1.1.1", 3),
        ("1.2", 2),
        ("1.2.1", 2),
        ("2", 1),
        ("2.1", 1),
        ("10", 1),
        ("10.1", 1),
    ]
    assert queries.count_by_section(session, "plan", TaskFilter(has_priority=True))["1.1"] == 1


def test_owners_with_what_is_only_inferred(session):
    assert queries.owners(session, "plan") == [
        ("市教育局", 2, 1),
        ("教育局", 1, 0),
        ("市财政局", 1, 0),
        ("县（市、区）", 1, 0),
    ]
    assert queries.count_by_owner(session, "plan", TaskFilter(section="1.2")) == [("市教育局", 1)]


def test_the_outline_and_its_pieces(session):
    everything = queries.sections(session, "plan")
    assert everything == list(PLAN.sections)
    under = queries.sections(session, "plan", under="1")
    assert [one.id for one in under] == ["1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"]
    systems = queries.sections(session, "plan", kind=SectionKind.SYSTEM, under="1")
    assert [one.title for one in systems] == ["学前教育", "义务教育", "高中"]


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("1.1.1", ("体系", "学前教育", "扩容行动")),
        ("10", ("十",)),
        ("1.9", ()),
        ("", ()),
    ],
)
def test_the_path_of_titles(session, section, path):
    assert queries.section_path(session, "plan", section) == path


def test_passages_and_results_of_a_section_and_below(session):
    assert queries.passages(session, "plan") == list(PLAN.passages)
    here = queries.passages(session, "plan", under="1.2")
    assert [passage.section for passage in here] == ["1.2", "1.2.1", "1.2.1", "1.2.1"]
    assert queries.results(session, "plan") == list(PLAN.results)
    assert queries.results(session, "plan", under="1") == list(PLAN.results)
    assert queries.results(session, "plan", under="2") == []


def test_regimes_and_terms(session):
    assert queries.regimes(session, "plan") == list(PLAN.regimes)
    assert queries.terms(session, "plan") == list(PLAN.terms)


def _count_statements(session, read):
    statements = []
    engine = session.get_bind()

    def count(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        read()
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
    return len(statements)


def test_the_number_of_statements_does_not_grow_with_the_plan(store, put, session):
    session.rollback()  # in memory there is one connection only
    many = "\n".join(f"第{n}件事 | owner=某局 target=第{n}件@{n}" for n in range(1, 800))
    put(make_plan(f"# 甲\n{many}"), slug="large")
    for read in (
        lambda slug: queries.load(session, slug),
        lambda slug: queries.tasks(session, slug, TaskFilter(has_target=True)),
    ):
        small = _count_statements(session, lambda read=read: read("plan"))
        large = _count_statements(session, lambda read=read: read("large"))
        assert 0 < large <= small


def test_more_tasks_than_a_statement_takes_parameters(store, put):
    many = "\n".join(f"第{n}件事 | target=第{n}件@{n}" for n in range(1, 1200))
    plan = make_plan(f"# 甲\n{many}")
    put(plan)
    with store.session() as session:
        assert queries.tasks(session, "plan", TaskFilter(has_target=True)) == list(plan.tasks)
