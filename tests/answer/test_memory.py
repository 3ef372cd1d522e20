"""What is remembered counts for the plan of which it was said."""

from __future__ import annotations

import pytest

from bot.answer.question.topic import topic_from_memory

OTHER = """清河市交通局2024年工作计划
一、2024年主要任务
（一）修好农村公路。新建农村公路80公里，9月底前完成危桥改造3座。
（二）办好公共交通。新增公交线路5条，年底前更换新能源公交车20辆。
"""
FOLLOW_UPS = ("第二条展开说说", "更多", "那时间呢", "谁负责", "出处呢", "其中最早的是哪个")


def test_another_plan_has_nothing_to_do_with_what_was_said_before(ask, ask_about):
    for first in ("保障措施有哪几条", "水表更换什么时候完成", "写明时间的任务有哪些"):
        memory = ask(first, intent="ask_outline").memory
        for text in FOLLOW_UPS:
            fresh = ask_about(OTHER)(text, intent="more" if text == "更多" else "detail")
            later = _told(ask_about, text, memory)
            assert later.text == fresh.text, (first, text)


def _told(ask_about, text, memory):
    ask = ask_about(OTHER)
    return ask(text, intent="more" if text == "更多" else "detail", memory_of=memory)


def test_the_same_plan_read_again_goes_on(ask, ask_about, plan):
    memory = ask("水表更换什么时候完成").memory
    assert "保障城乡供水" in ask_about(plan.text)("出处呢", intent="ask_source", memory_of=memory).text


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"focus": 3, "units": []},
        {"focus": 3},
        {"focus": -1, "units": [-1]},
        {"focus": 3, "units": [99999]},
        {"focus": "3", "units": ["3"]},
        {"focus": None, "units": None},
    ],
)
def test_a_place_that_is_none_is_not_remembered(answers, kept):
    assert topic_from_memory(answers.knowledge, kept) is None
