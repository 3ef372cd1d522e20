"""Which of several is meant: asked back, told where only one fits, and completed by a few words."""

from __future__ import annotations

import pytest

from bot.records import Clause, State

PLAN = """清河市文旅局2024年工作计划
一、2023年工作回顾
2023年，投入300万元，新建改建乡镇文化站8个，投入45万元为山区学校配备流动图书车，投入60万元培训讲解员200人次。
招聘讲解员12人。荣获全省群众文化先进集体。
数字文博平台上线运行，全市展馆统一预约。平台通过省级验收，荣获全国文博创新大赛二等奖。
联合市慈善会开展“815守护古树公益行动”，募集资金20万元。
二、2024年主要任务
（一）丰富群众生活。办好全国旅游定向赛等3项重点赛事，组队参加省书画大展等5项省级赛事。
（二）建强阵地。打造6个研学基地，打造一批特色明显的非遗传习基地，6月底前完成图书馆改造。
（三）培养人才。各县区要加强讲解员队伍建设，开展讲解员培训500人次，开展干部培训4期。
（四）完善制度。出台讲解员星级评定办法，出台古树保护管理办法，制定书画市场管理方案。
"""


@pytest.fixture
def culture(ask_about):
    return ask_about(PLAN)


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("投了多少钱", ["文化站", "流动图书车", "60万元"]),  # 投了 is 投入 in the plan
        ("比赛办几个", ["3项重点赛事", "5项省级赛事"]),
        ("那个基地建几个啊", ["研学基地", "一批特色明显的非遗传习基地"]),  # counted, if only vaguely
        ("要培训多少", ["500人次", "4期"]),
    ],
)
def test_an_amount_that_several_have_is_asked_back(culture, question, offered):
    answer = culture(question)
    assert answer.kind == "clarify"
    assert answer.state is State.SILENT
    assert all(words in answer.text for words in offered)


@pytest.mark.parametrize(
    ("question", "figure"),
    [("研学基地建几个", "6个"), ("去年招聘讲解员多少人", "12人"), ("文化站建了几个", "8个")],
)
def test_one_that_is_named_is_told(culture, question, figure):
    answer = culture(question)
    assert answer.kind == "fact"
    assert figure in answer.text


def test_what_the_plan_does_not_know_is_not_asked_back(culture):
    assert culture("讲解员面试几号报名", intent="out_of_scope").kind == "not_mentioned"


def test_money_is_asked_back_of_what_costs_money(culture):
    assert "12人" not in culture("投了多少钱").text


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("投了多少钱", "图书车那笔", "45万元"),
        ("比赛办几个", "组队出去参加的", "5项"),
        ("那个基地建几个啊", "非遗的那个", "没有写明具体数字"),
        ("要培训多少", "干部的", "4期"),
        ("要培训多少", "讲解员的", "500人次"),  # of this year, as 要 asks
    ],
)
def test_a_few_words_choose_of_those_offered(culture, question, words, told):
    assert culture(question).kind == "clarify"
    assert told in culture(words).text


def test_a_button_chooses_its_own_line(culture):
    offer = next(
        o for o in culture("投了多少钱").follow_ups if "图书车" in o.message or "60万元" in o.message
    )
    answer = culture(offer.message)
    assert answer.text.startswith("投入：")
    assert offer.message[:6] in answer.text


def test_who_does_each_is_told_with_the_question(ask_about):
    ask = ask_about(
        "清河市卫健局2024年工作计划\n一、2024年主要任务\n（一）强基层。各县区要加强乡镇卫生院建设，"
        "2024年底前完成卫生院改造。\n（二）强服务。新建卫生院2所。\n"
    )
    answer = ask("卫生院这块谁来做")
    assert answer.kind == "clarify"
    assert "（各县区）" in answer.text
    assert "（原文没有点名）" in answer.text


def test_words_complete_what_was_answered_as_likely(culture):
    likely = Clause("section_1", "荣获全省群众文化先进集体", 0.4)
    first = culture("得了啥奖", clauses=(likely,))
    assert first.kind == "likely"
    answer = culture("数字文博平台的")
    assert "二等奖" in answer.text


def test_words_that_fit_no_such_place_are_a_question_of_their_own(culture):
    culture("得了啥奖")
    assert "6月底前" in culture("图书馆的改造").text


def test_another_deed_than_the_plans_is_no_fact(culture):
    answer = culture("今年打算招聘多少讲解员")
    assert "500人次" not in answer.text
    assert "没有写明今年" in answer.text
    assert "12人" in answer.text


def test_a_single_candidate_is_told_with_its_aspect(culture):
    assert culture("要出台哪些办法").kind == "list"
    answer = culture("管讲解员的那份几月出来")
    assert answer.kind == "fact"
    assert "未设时限" in answer.text
    assert "星级评定" in answer.text


def test_a_number_that_opens_a_name_is_a_matter(culture):
    culture("文化站建了几个")
    answer = culture("换一个，815那个呢")
    assert "古树公益行动" in answer.text
    assert "20万元" in culture("募了多少钱").text
