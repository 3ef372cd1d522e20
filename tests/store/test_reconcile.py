"""Whatever an edition changes, ids stay unique, and the same edition once more changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.reconcile import reconcile

from .builder import make_plan

# Few words, so that titles and tasks are often equal, much alike, moved or gone.
TITLES = st.sampled_from(["甲", "乙", "实施强师行动计划", "实施强师行动计划二", "保障"])
TASKS = st.sampled_from(["狠抓落实", "新建公办幼儿园五所", "新建公办幼儿园六所", "办好思政课"])


@st.composite
def editions(draw):
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        lines.append(f"# {draw(TITLES)}")
        lines += draw(st.lists(TASKS, max_size=3))
        for _ in range(draw(st.integers(0, 3))):
            lines.append(f"## {draw(TITLES)}")
            lines += draw(st.lists(TASKS, max_size=3))
    return make_plan("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(editions(), editions())
def test_an_edition_over_another(old, new):
    found = reconcile(old, new)
    plan = found.plan

    for records in (plan.sections, plan.tasks):
        ids = [one.id for one in records]
        assert len(set(ids)) == len(ids)
    assert all(one.parent == (one.id.rpartition(".")[0] or None) for one in plan.sections)
    assert [one.quote for one in plan.tasks] == [one.quote for one in new.tasks]
    titles, own = ({one.id: one.title for one in edition.sections} for edition in (plan, new))
    assert [titles[one.section] for one in plan.tasks] == [own[one.section] for one in new.tasks]

    reported = [task for group in (found.added, found.changed, found.unchanged) for task, _ in group]
    assert sorted(reported) == sorted(one.id for one in plan.tasks)
    assert {task for task, _ in found.added}.isdisjoint(one.id for one in old.tasks)
    gone = {one.id for one in old.tasks} - {one.id for one in plan.tasks}
    assert {task for task, _ in found.removed} == gone

    again = reconcile(plan, new)
    assert again.plan == plan
    assert (again.added, again.changed, again.removed) == ((), (), ())
