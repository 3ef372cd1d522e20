"""What NLU takes a question to be about, beside its words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.records import Answer, Clause, Question

TODAY = date(2024, 3, 1)


@pytest.fixture
def told(answers):
    """The answer to words that the plan does not have, with what NLU makes of them."""

    def reply(text: str, *clauses: Clause, intent: str = "nlu_fallback", confidence: float = 0.9) -> Answer:
        return answers.reply(
            Question(text, intent, confidence, (), (), {}, TODAY, 0.0, clauses=tuple(clauses))
        )

    return reply


@pytest.fixture
def clause(answers):
    """A clause of the plan that is to be done, with the intent of its section."""
    unit = next(u for u in answers.knowledge.units if u.task and len(u.text) > 12)
    quote = answers.knowledge.source(unit.start, unit.end).quote
    return quote, "section_" + unit.section.replace(".", "_")


def test_a_sure_clause_answers_words_that_the_plan_does_not_have(told, clause):
    quote, intent = clause
    answer = told("叽里咕噜那桩事咋样", Clause(quote, intent, 0.9), intent=intent)
    assert answer.kind == "fact"
    assert quote in answer.sources[0].quote


def test_without_any_clause_such_words_find_nothing(told):
    assert told("叽里咕噜那桩事咋样").kind in ("not_mentioned", "clarify")


def test_what_is_out_of_scope_stays_so(told, clause):
    quote, intent = clause
    answer = told("叽里咕噜那桩事咋样", Clause(quote, intent, 0.9), intent="out_of_scope")
    assert quote not in answer.text


def test_a_section_as_a_whole_leaves_no_clause_any_chance(told, answers, clause):
    quote, intent = clause
    answer = told(
        "叽里咕噜那一摊今年干啥", Clause("", intent, 1.0), Clause(quote, intent, 0.0), intent=intent
    )
    assert answer.kind in ("list", "outline")
    assert answers.knowledge.sections[intent.removeprefix("section_").replace("_", ".")].title in answer.text


def test_clauses_that_the_plan_has_no_longer_are_passed_over(told):
    assert told("叽里咕噜那桩事咋样", Clause("没有这一句话", "section_1", 0.9)).kind != "fact"
