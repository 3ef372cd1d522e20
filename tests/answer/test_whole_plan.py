"""The plan as a whole: what it consists of; and questions that only seem to ask for it."""

from __future__ import annotations

import pytest

HEAD = "清河市2024年水务工作计划\n"
FLAT = f"""{HEAD}一、保障供水
新建水厂2座。
二、推进节水
推广工业用水循环利用。
三、强化资金保障
加大财政投入。
"""
ONE_PART = f"""{HEAD}一、主要任务
（一）保障供水。新建水厂2座。
（二）推进节水。推广滴灌。
（三）抓好防汛。修订预案。
"""
SHORT = f"""{HEAD}一、主要任务
（一）保障供水。新建水厂2座。
（二）推进节水。推广滴灌。
二、保障措施
加大财政投入。
"""


@pytest.fixture
def lines(ask_about):
    """What the plan of a text is said to consist of."""

    def told(text: str) -> list[str]:
        answer = ask_about(text)("讲讲这份计划", intent="ask_outline")
        return answer.text.split("\n") if answer.kind == "outline" else []

    return told


def test_a_plan_of_parts_alone_is_told_by_its_parts(lines):
    parts = ["保障供水", "推进节水", "强化资金保障"]
    lead = "计划依次讲" + "".join(f"“{part}”" for part in parts) + "。任务分在："
    assert lines(FLAT) == [lead, *(f"{n}. {part}" for n, part in enumerate(parts, 1))]


def test_a_part_of_few_sections_stands_for_them(lines):
    text = SHORT.replace("加大财政投入。", "加大财政投入。\n三、监督检查\n开展督查2次。")
    assert lines(text)[1:] == ["1. 主要任务", "2. 保障措施", "3. 监督检查"]


def test_a_single_part_is_not_named_before_its_sections(lines):
    assert lines(ONE_PART) == ["任务分在：", "1. 保障供水", "2. 推进节水", "3. 抓好防汛"]


def test_a_plan_of_few_sections_is_not_told_by_them(lines):
    assert lines(SHORT) == []


def test_a_review_holds_no_tasks(ask):
    answer = ask("讲讲这份计划", intent="ask_outline")
    assert "2023年工作回顾”" in answer.text.split("\n")[0]
    assert "2023年工作回顾" not in answer.text.split("\n", 1)[1]


def test_each_section_that_is_named_is_a_source(ask, plan):
    answer = ask("讲讲这份计划", intent="ask_outline")
    quotes = {source.quote for source in answer.sources}
    assert {"一、2023年工作回顾", "（一）保障城乡供水", "三、保障措施"} <= quotes
    counted = ask("今年总共多少项任务", intent="ask_count")
    assert "一、2023年工作回顾" not in {source.quote for source in counted.sources}


def test_one_of_the_sections_can_be_picked(ask):
    ask("讲讲这份计划", intent="ask_outline")
    assert ask("第二个是什么", intent="detail").text.startswith("抓好防汛抗旱")


@pytest.mark.parametrize("noun", ["任务", "工作", "事", "事项", "活儿"])
def test_no_total_of_tasks(ask, noun):
    assert ask(f"今年总共多少{noun}", intent="ask_count").text.startswith("原文没有写任务的总数。")


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("去年全文讲了啥", "ask_outline"),  # of the review
        ("去年总共多少项任务", "ask_count"),
        ("总共多少", "ask_count"),  # of what?
        ("今年的任务", "ask_count"),  # counts nothing
        ("有多少工作队", "ask_count"),
        ("计划总共多少体系", "ask_outline"),  # of a kind of section that this plan has not
        ("这份计划讲了水表什么", "ask_outline"),  # of a matter
        ("各县区要做什么", "ask_outline"),
        ("整份计划最早的是哪个", "ask_outline"),
        ("计划里最晚的是哪项", "ask_outline"),
        ("整份计划的先后顺序", "ask_outline"),
        ("按先后讲讲这份计划", "ask_outline"),
        ("计划里有逾期的吗", "ask_outline"),
        ("计划里哪些数字没公布", "ask_outline"),
        ("整个计划哪些没写", "ask_outline"),
        ("计划里哪些是量化的", "ask_outline"),
        ("计划里其中有哪些", "ask_outline"),
    ],
)
def test_what_is_not_the_plan_as_a_whole(ask, question, intent):
    assert "任务分在" not in ask(question, intent=intent).text


@pytest.mark.parametrize(
    "question",
    [
        "今年最早的是哪项",
        "今年最晚的是哪项",
        "今年的先后顺序",
        "今年有逾期的吗",
        "今年哪些隐去了",
        "今年哪些没写",
    ],
)
def test_an_order_of_what_has_no_day_is_not_the_plan_as_a_whole(ask_about, question):
    assert "任务分在" not in ask_about(FLAT)(question, intent="ask_outline").text


def test_a_guess_that_is_not_sure_tells_no_outline(answers):
    from bot.records import Question
    from tests.answer.conftest import TODAY

    unsure = Question("讲讲这份计划", "ask_outline", 0.5, (), (), {}, TODAY, 0.0)
    assert "任务分在" not in answers.reply(unsure).text
