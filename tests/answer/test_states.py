"""The three honest states stay apart, whatever is asked: stated, redacted, silent."""

from __future__ import annotations

import pytest

from bot.records import State

STATED, REDACTED, SILENT = State.STATED, State.REDACTED, State.SILENT


@pytest.mark.parametrize(
    ("question", "state", "said", "never"),
    [
        # when
        ("水表更换什么时候弄完", STATED, "6月底前", "未设时限"),
        ("公共机构节水型单位哪天前建成", STATED, "2024年底前", "未设时限"),
        ("老旧管网改造有没有时间表", SILENT, "未设时限", "6月"),
        ("供水服务热线几月开通", SILENT, "未设时限", "月底"),
        # how much
        ("今年新建几座水厂", STATED, "2座", "未公布"),
        ("老旧管网今年改造多少公里", STATED, "150公里以上", "120公里"),
        ("病险水库要加固多少座", REDACTED, "未公布", "没有写明"),
        ("去年新建供水管网多少公里", REDACTED, "未公布", "没有写明"),
        ("去年农村自来水普及率多少", STATED, "92％", "未公布"),
        ("财政投入加大多少", SILENT, "没有写明具体数字", "亿"),
        # who
        ("村级水站谁来管", STATED, "各县区", "未明确"),
        ("谁来修订防汛预案", SILENT, "未明确责任单位", "各县区。"),
        ("演练要联合哪些部门", STATED, "气象", "县区"),
    ],
)
def test_state_and_words(ask, question, state, said, never):
    answer = ask(question)
    assert said in answer.text
    assert never not in answer.text
    assert answer.state is state
    assert answer.sources, "every fact carries the plan's own words"


def test_source_is_the_plans_own_words(ask, plan):
    for source in ask("水表更换什么时候弄完").sources:
        assert plan.text[source.start : source.end] == source.quote


@pytest.mark.parametrize(
    "question",
    [
        "食堂的饭菜多少钱一份",
        "明天会不会下雨",
        "办公楼什么时候装修",
        "张科长的手机号是多少",
        "职工宿舍分给谁",
    ],
)
def test_what_the_plan_does_not_mention(ask, question):
    answer = ask(question, intent="out_of_scope")
    assert answer.kind in ("not_mentioned", "clarify")
    assert answer.state is SILENT


def test_false_premise_is_corrected(ask):
    wrong = ask("水表是3月底前换完对吧").text
    assert wrong.startswith("不是") and "6月底前" in wrong
    right = ask("水表是6月底前换完对吧").text
    assert right.startswith("是的") and "6月底前" in right


def test_another_year_is_refused(ask):
    answer = ask("2026年要新建几座水厂")
    assert "没有2026年的内容" in answer.text
    assert "2座" not in answer.text


def test_money_is_not_answered_with_what_counts_something_else(ask_about):
    ask = ask_about("一、培训\n（一）培训医生。培训乡村医生300名。\n（二）建站。新建卫生站5座。\n")
    assert "300名" in ask("乡村医生培训多少人").text
    answer = ask("要花多少钱")
    assert answer.state.value == "silent"
    assert "没有写明" in answer.text
