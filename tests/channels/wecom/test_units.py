"""What people say of their unit."""

from __future__ import annotations

import pytest

from bot.channels.wecom.units import UnitSaid, UnitWords, owners_of
from tests.store.builder import make_plan

from .plan import PLAN

WORDS = UnitWords()
OWNERS = ["市教育体育局", "各县区", "学校", "教育部门"]
SAID = [
    ("市教育体育局", ["我是教育体育局的", "我是教体局的。", "我单位是市教育体育局", "换成教体局"]),
    ("学校", ["我是学校的", "我在学校工作", "我的单位是学校！"]),
    ("财政局", ["我是财政局的", "我们单位是财政局", "单位改成财政局", "设置单位：财政局"]),
    ("实验一中", ["我是实验一中的", "我在实验一中上班"]),
]
NOT_SAID = [
    "我是谁",
    "我是新来的",
    "我是一名教师",
    "我是校长",
    "我是老师的",
    "我是做教育的",
    "我是想问教育局的",
    "我在想体育怎么办",
    "教体局有哪些任务",
    "你好",
    "",
    "我是" + "长" * 40 + "局的",
]


@pytest.mark.parametrize(("unit", "text"), [(unit, text) for unit, texts in SAID for text in texts])
def test_ways_to_say_a_unit(unit, text):
    assert WORDS.said(text, OWNERS) == UnitSaid(unit, "")


@pytest.mark.parametrize("text", NOT_SAID)
def test_no_unit_is_heard_where_none_is_said(text):
    assert WORDS.said(text, OWNERS) is None


def test_what_is_asked_beside_is_kept():
    said = WORDS.said("我是教体局的，课桌椅，什么时候换", OWNERS)
    assert said == UnitSaid("市教育体育局", "课桌椅，什么时候换")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("我的任务", "财政局有哪些任务"),
        ("我们该做什么？", "财政局有哪些任务"),
        ("我的任务里6月前的", "财政局的任务里6月前的"),
        ("我单位6月前要完成什么", "财政局6月前要完成什么"),
        ("本单位的指标", "财政局的指标"),
    ],
)
def test_ones_own_unit_is_meant(text, asked):
    assert WORDS.asks_of_mine(text)
    assert WORDS.with_unit(text, "财政局") == asked


@pytest.mark.parametrize("text", ["自我局限怎么办", "任务有哪些", "课桌椅"])
def test_ones_own_unit_is_not_meant(text):
    assert not WORDS.asks_of_mine(text)


@pytest.mark.parametrize("text", ["导出表格", "导出", "导出Excel", "发我表格。"])
def test_a_table_is_wanted(text):
    assert WORDS.wants_a_table(text) and not WORDS.wants_to_change(text)


@pytest.mark.parametrize("text", ["换单位", "我的单位？", "选择单位"])
def test_the_unit_is_to_change(text):
    assert WORDS.wants_to_change(text) and not WORDS.wants_a_table(text)


def test_owners_with_most_tasks_come_first():
    assert owners_of(make_plan(PLAN)) == ["市教育局", "各县区", "市体育局"]


@pytest.mark.parametrize(
    ("text", "needs"),
    [("我的任务", True), ("我单位6月前要完成什么", True), ("我们学校想问下课桌椅啥时候换", False)],
)
def test_a_unit_in_passing_is_not_asked_for(text, needs):
    words = UnitWords()
    assert words.asks_of_mine(text)
    assert words.needs_unit(text) is needs
