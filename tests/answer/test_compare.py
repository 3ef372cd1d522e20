"""Two matters side by side."""

from __future__ import annotations

import pytest

SOONER = [
    "水表更换和病险水库除险加固哪个先完成",
    "水表更换和病险水库除险加固谁更早",
    "水表更换和病险水库除险加固哪一项时间更急",
]


@pytest.mark.parametrize("question", SOONER)
def test_which_comes_first_is_told_by_the_days(ask, question):
    answer = ask(question, intent="ask_compare")
    assert answer.kind == "compare"
    assert answer.text.startswith("先到期的是病险水库除险加固")
    assert "6月底前" in answer.text and "汛期前" in answer.text


def test_which_comes_first_without_a_day_is_not_made_up(ask):
    answer = ask("新建水厂和病险水库除险加固哪个先完成", intent="ask_compare")
    assert "先到期" not in answer.text
    assert "原文未设时限" in answer.text and "汛期前" in answer.text
