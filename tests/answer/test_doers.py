"""Who did what the review tells, and with whom: only what its clauses begin with."""

from __future__ import annotations

import pytest

from bot.plan.doers import doers_of
from bot.plan.layout import Layout
from bot.plan.words import task_words

REVIEW = (
    "2023年，XX区试点开展水表智能抄读，抄表服务模式被评为全省典型案例。"
    "南山县联合中国水利基金会启动“一村一井”项目，补充管护人员。"
    "联合市慈善总会开展送水活动。市第二水厂“零漏损”案例入选全国名录。"
    "全市新建供水管网40公里。"
)


@pytest.fixture
def ask_review(ask_about, plan):
    at = plan.text.index("2023年，")
    return ask_about(plan.text[:at] + REVIEW + plan.text[at:])


def test_whom_the_clause_begins_with(ask_review):
    answer = ask_review("去年智能抄读是哪个区试点的")
    assert answer.text.startswith("XX区") and "未公布" in answer.text
    assert ask_review("去年一村一井谁弄的").text.startswith("南山县")


def test_with_whom(ask_review):
    answer = ask_review("去年一村一井是跟谁一起弄的")
    assert answer.text.startswith("合作方：中国水利基金会。南山县。")
    answer = ask_review("去年送水活动跟谁一块儿办的")
    assert answer.text.startswith("合作方：市慈善总会。") and "未明确" in answer.text


def test_who_is_named_before_another_clause_is_told_as_such(ask_review):
    answer = ask_review("去年补充管护人员是谁干的")
    assert "未单独写明" in answer.text and "南山县" in answer.text


def test_nobody_is_made_up(ask_review):
    assert "未明确责任单位" in ask_review("去年供水管网40公里谁建的").text
    assert "没有写明合作方" in ask_review("去年智能抄读是跟谁一起弄的").text


def test_whom_the_question_names_did_not_do_it_to_himself(ask_review):
    assert not ask_review("去年市第二水厂零漏损案例是谁评的").text.startswith("市第二水厂")


CLAUSES = [
    ("XX区在全区30所学校安装设备", ("XX区",)),
    ("XX区去年招聘教师", ("XX区",)),
    ("市一小学、市二小学被评为示范校", ("市一小学", "市二小学")),
    ("市第一中学“翻转课堂”案例入选名录", ("市第一中学",)),
    ("学校覆盖率达90％", ()),  # anybody's
    ("全市先后启用安置点20个", ()),
    ("我们县成立突击队", ()),
    ("全力承担群众安置工作", ()),
    ("法治政府建设取得新成效", ()),
    ("投入300万元更换课桌椅", ()),
    ("剩余学校谋划项目30个", ()),
]


@pytest.mark.parametrize(("clause", "names"), CLAUSES)
def test_the_head_of_a_clause(clause, names):
    assert doers_of(Layout(clause), 0, len(clause), task_words()) == names
