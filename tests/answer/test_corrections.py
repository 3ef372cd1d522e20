"""What was not meant is left out; what is only asked back is kept."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.question.corrections import without_denial
from bot.records import Question

PUT_RIGHT = [  # said, what is meant, whether something is named that is not
    ("不是审计,我问的是巡察", "巡察", True),
    ("不是审计我问的是巡察", "巡察", True),
    ("不是问督学,我问的是法治副校长", "法治副校长", True),
    ("不是小学是初中", "初中", True),
    ("不是前面说的那些病险水库,我是想问水表", "水表", True),
    ("不是水表,病险水库什么时候完成", "病险水库什么时候完成", True),
    ("不是怎么干,是啥时候干完", "啥时候干完", True),
    ("不对,不是水表,是水厂", "水厂", True),
    ("不是,我问的是巡察", "巡察", False),
    ("错了错了,我问的是安全", "安全", False),
    ("不对吧,我记得是3到5个", "我记得是3到5个", False),
    ("你理解错了,我问的是指标", "指标", False),
    ("打错字了,是学前教育", "学前教育", False),
]
KEPT = [
    "不是说6月底前换水表吗",
    "不是说6月底前换水表吗,什么时候换完",
    "不是要新建两座水厂吗什么时候完成",
    "不是说6月底前换完水表,怎么还没动静",
    "不是全市都要换水表么,谁负责",
    "不是所有的学校都是示范校的话怎么办",
    "不对口帮扶的学校,是哪些",
    "不是独生子女的学生,补助多少",
    "我问的不是这个",
    "水表不是6月底换完吗",
]


@pytest.mark.parametrize(("said", "meant", "named"), PUT_RIGHT)
def test_what_is_meant_is_left(answers, said, meant, named):
    assert without_denial(said, answers.inquiry(_question(said)).lexicon) == (meant, named)


@pytest.mark.parametrize("said", KEPT)
def test_nothing_is_lost_where_nothing_is_put_right(answers, said):
    assert without_denial(said, answers.inquiry(_question(said)).lexicon) == (said, False)


def _question(text: str) -> Question:
    return Question(text, "nlu_fallback", 0.9, (), (), {}, date(2024, 3, 1), 0.0)


def test_who_asks_whether_it_is_not_so_is_told_yes_or_no(ask):
    assert "是的，6月底前" in ask("不是说6月底前换水表吗").text
    assert "不是，原文写的是6月底前" in ask("不是说9月底前换水表吗").text


def test_a_premise_does_not_hide_what_is_asked(ask):
    answer = ask("不是要新建两座水厂吗什么时候完成")
    assert answer.facts[0].aspect == "deadline"
    assert "新建水厂" in answer.sources[0].quote


def test_positions_fit_the_text_that_is_left(ask):
    for said in ("各县区要做什么", "   各县区要做什么", "不对，我问的是各县区要做什么"):
        assert ask(said).memory["owner"] == "各县区", said


def test_an_aspect_that_was_not_meant_is_not_asked(ask):
    answer = ask("不是问什么时候，我问的是水表谁负责", intent="correct")
    assert [fact.aspect for fact in answer.facts] == ["owner"]
