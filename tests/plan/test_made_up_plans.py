"""What holds for every plan, on plans that are made up."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan import parse, plan_as_json
from bot.records import Plan

NUMBERS = ["一、", "二、", "（一）", "（二）", "(三)", "1.", "2．", "（1）", "①", "第一章", "§1.", "【任务1】", "——", "附件1", ""]
RUN_INS = ["", "", "一是", "二是", "三是", "首先，", "其次，", "一要", "二要", "；", "\n", "\r\n", "　", "\t", " "]
WORDS = [
    "加强队伍建设", "建设示范校XX所", "新建幼儿园3所", "培训教师万余人", "各县区要加快建设", "2022年底前全部完成",
    "秋季开学前竣工", "今年我们将开展培训", "“三个一体化”", "五项管理", "《工作方案（试行）》", "提升水平", "1天内研究",
    "7天内解决", "落实“13710”制度", "增长5%以上", "10—20个", "重点是", "作业、睡眠、手机、读物、体质", "由教育局负责",
    "联合公安等部门", "“未闭合", "（括号", "同志们", "2021年是", "总体思路是：", "去年已经完成", "𠀀", "😀", "\ufeff", "X", "第",
]  # fmt: skip
ENDS = ["，", "。", "；", "：", "、", "。\n", "\n", "\n\n", ""]

pieces = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(RUN_INS), st.sampled_from(WORDS), st.sampled_from(ENDS))
made_up = st.lists(pieces, min_size=1, max_size=40).map(lambda parts: "".join("".join(part) for part in parts))
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.one_of(made_up, any_text))
def test_every_plan_keeps_what_is_promised(text: str) -> None:
    plan = parse(text)
    every_character_has_one_innermost_section(plan)
    children_lie_in_their_parents_in_order(plan)
    quotes_stand_where_they_say(plan)
    passages_cover_the_text(plan)
    tasks_do_not_overlap(plan)
    assert parse(text) == plan, "the same text gives the same ids"
    assert plan_as_json(plan)["characters"] == len(text)


def every_character_has_one_innermost_section(plan: Plan) -> None:
    owners: list[str | None] = [None] * len(plan.text)
    for section in plan.sections:  # parents come first
        for position in range(section.start, section.end):
            assert owners[position] == section.parent, f"{section.id} overlaps {owners[position]}"
            owners[position] = section.id
    assert not plan.text.strip() or None not in owners


def children_lie_in_their_parents_in_order(plan: Plan) -> None:
    known = {section.id: section for section in plan.sections}
    assert len(known) == len(plan.sections)
    for section in plan.sections:
        assert section.start <= section.end
        assert section.level == section.id.count(".") + 1
        if section.parent is None:
            continue
        parent = known[section.parent]
        assert section.id.rpartition(".")[0] == section.parent
        assert parent.start <= section.start
        assert section.end <= parent.end


def quotes_stand_where_they_say(plan: Plan) -> None:
    for start, end, quote in quotes(plan):
        assert plan.text[start:end] == quote
        assert quote.strip()


def quotes(plan: Plan) -> Iterator[tuple[int, int, str]]:
    for task in plan.tasks:
        yield task.start, task.end, task.quote
        if task.deadline:
            assert task.start <= task.deadline.start < task.deadline.end <= task.end
            yield task.deadline.start, task.deadline.end, task.deadline.raw
        for target in task.targets:
            assert task.start <= target.start < target.end <= task.end
            yield target.start, target.end, target.raw
    for result in plan.results:
        yield result.start, result.end, result.raw
    for regime in plan.regimes:
        yield from ((step.start, step.end, step.quote) for step in regime.steps)
    yield from ((term.start, term.end, term.quote) for term in plan.terms)


def passages_cover_the_text(plan: Plan) -> None:
    known = {section.id: section for section in plan.sections}
    position = 0
    for passage in plan.passages:
        assert plan.text[position : passage.start].strip(" \t\r\n\f\v\u3000\xa0\ufeff\u200b") == ""
        assert plan.text[passage.start : passage.end] == passage.quote
        section = known[passage.section]
        assert section.start <= passage.start
        assert passage.end <= section.end
        position = passage.end
    assert plan.text[position:].strip(" \t\r\n\f\v\u3000\xa0\ufeff\u200b") == ""


def tasks_do_not_overlap(plan: Plan) -> None:
    assert [task.id for task in plan.tasks] == [f"T{number:03d}" for number in range(1, len(plan.tasks) + 1)]
    for first, second in zip(plan.tasks, plan.tasks[1:]):
        assert first.end <= second.start
    assert all(0 < len(task.title) <= 24 for task in plan.tasks)
