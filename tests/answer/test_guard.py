"""What is not supported is never sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.guard import check
from bot.errors import UnsupportedFact


@pytest.mark.parametrize(
    ("said", "instead"),
    [("6月底前", "7月底前"), ("6月底前", "2025年6月底前"), ("6月底前", "三季度末前，共5项工作，30天内")],
)
def test_a_changed_figure_is_noticed(ask, said, instead):
    answer = ask("水表更换什么时候弄完")
    tampered = replace(answer, text=answer.text.replace(said, instead, 1))
    with pytest.raises(UnsupportedFact):
        check(tampered)


@pytest.mark.parametrize("more", ["另有3座水厂。", "投资2亿元。", "增长12%。", "五倍以上。", "十二个县区。"])
def test_an_added_figure_is_noticed(ask, more):
    answer = ask("水表更换什么时候弄完")
    check(answer)
    with pytest.raises(UnsupportedFact):
        check(replace(answer, text=answer.text + more))


def test_a_part_of_a_longer_number_supports_nothing(ask):
    answer = ask("老旧管网今年改造多少公里")  # 150公里以上
    with pytest.raises(UnsupportedFact):
        check(replace(answer, text=answer.text.replace("150", "50", 1)))


def test_the_service_says_the_plans_words_instead(answers, ask, monkeypatch):
    honest = answers._answer
    monkeypatch.setattr(
        answers, "_answer", lambda inquiry: replace(honest(inquiry), text="到2031年建成99座水厂。")
    )
    answer = ask("今年新建几座水厂")
    assert "99" not in answer.text
    assert "新建水厂2座" in answer.text
