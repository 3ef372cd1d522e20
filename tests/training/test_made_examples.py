"""Examples made from a plan's own words."""

from __future__ import annotations

import re

import pytest

from bot.plan import parse
from bot.settings import ROOT
from bot.text.lexicon import read_lexicon
from bot.training.examples import Maker, clauses, made_questions

LEXICON = ROOT / "data" / "lexicon"
PLAN = """2023年工作计划
一、重点任务
（一）实施校园安全行动。年底前全市学校全部配齐专职保安。新建消防站XX个。
（二）构建教师培训体系。由市教育局牵头，培训教师1000人次。
"""


@pytest.fixture(scope="module")
def questions() -> dict[str, list[str]]:
    return made_questions(parse(PLAN), LEXICON)


def test_every_section_gets_questions_by_its_title_with_and_without_its_verb(questions):
    assert any("实施校园安全行动" in question for question in questions["section_1_1"])
    assert any(question.startswith("校园安全") for question in questions["section_1_1"])


def test_questions_name_the_matters_of_the_section(questions):
    assert any("专职保安" in question for question in questions["section_1_1"])
    assert not any("专职保安" in question for question in questions["section_1_2"])


def test_nobody_is_made_to_ask_for_what_is_hidden(questions):
    asked = [question for own in questions.values() for question in own]
    assert asked
    assert not [question for question in asked if re.search(r"[xX]{2}", question)]


def test_no_placeholder_is_left_and_no_intent_drowns_the_others(questions):
    assert questions["section_1_1"] and questions["ask_compare"]
    for own in questions.values():
        assert len(own) <= 120
        assert len(own) == len(set(own))
        assert not [question for question in own if "{" in question]


def test_owners_are_asked_about(questions):
    assert any("教育局" in question for question in questions["ask_owner_tasks"])


def test_a_plan_without_regimes_gets_no_questions_about_them(questions):
    assert questions["ask_regime"] == []


def test_the_same_plan_gives_the_same_questions(questions):
    assert made_questions(parse(PLAN), LEXICON) == questions


def test_clauses_stand_under_the_section_that_says_them():
    found = clauses(parse(PLAN))
    assert "年底前全市学校全部配齐专职保安" in found["section_1_1"]
    assert not any("保安" in clause for clause in found["section_1_2"])


BARE = [
    ("校园安全", ["实施“校园安全”", "（一）加强校园安全。", "我们要持续强化校园安全", "一是实施校园安全"]),
    ("新建消防站", ["新建消防站XX个", "将新建消防站X个"]),
    ("1+x证书制度", ["1＋X证书制度"]),
]


@pytest.mark.parametrize(("matter", "text"), [(matter, text) for matter, texts in BARE for text in texts])
def test_a_matter_is_named_without_what_leads_up_to_it(matter, text):
    assert Maker(parse(PLAN), read_lexicon("question_templates", LEXICON)).bare(text) == matter
