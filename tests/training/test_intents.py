from __future__ import annotations

import pytest

from bot.plan import parse
from bot.training.intents import intent_at, intent_of, section_intents

TWO_PARTS = """2023年工作计划
一、去年工作回顾
去年，我们新建学校3所。
二、今年工作安排
（一）加强安全管理
1．落实安全责任。年底前各学校全部配齐保安。
2．开展安全检查。每月检查一次。
（二）提升教学质量
开展教师培训1000人次。
"""
ONE_LEVEL = """2023年工作要点
一、加强安全管理
年底前各学校全部配齐保安。
二、提升教学质量
开展教师培训1000人次。
"""


@pytest.mark.parametrize(("section", "intent"), [("2.1.1", "section_2_1_1"), ("1", "section_1")])
def test_an_intent_is_named_after_its_section(section, intent):
    assert intent_of(section) == intent


def test_the_default_plan_has_an_intent_for_every_section_that_says_something(default_plan_record):
    intents = section_intents(default_plan_record)
    assert {"section_1_7", "section_2_0", "section_2_2_1", "section_3_5_3"} <= intents.keys()
    assert {"section_0", "section_1", "section_3", "section_4"} <= intents.keys()
    assert "section_2" not in intents  # a heading, and then its sections


def test_a_part_with_nothing_below_it_is_asked_about_itself():
    assert set(section_intents(parse(ONE_LEVEL))) == {"section_1", "section_2"}


def test_a_part_is_asked_about_through_its_sections():
    intents = set(section_intents(parse(TWO_PARTS)))
    assert "section_2" not in intents
    assert {"section_2_1", "section_2_2"} <= intents


def test_text_below_the_deepest_intent_belongs_to_the_one_above(default_plan_record):
    at = intent_at(default_plan_record)
    assert at["2.2.1"] == "section_2_2_1"
    for section in default_plan_record.sections:
        if section.level > 3:
            assert at[section.id] == at[section.parent]
