"""The words that jieba should not cut, as the loaded plan and the thesaurus have them."""

from __future__ import annotations

from bot.answer.question.lexicon import Lexicon
from bot.records import Plan
from bot.text.plain import plain

SHORTEST, LONGEST = 2, 8  # characters


def plan_words(plan: Plan, lexicon: Lexicon) -> list[str]:
    """Names of terms, regimes, targets and owners, and both sides of the thesaurus; sorted, folded."""
    text = plain(plan.text)
    words = {plain(term.name) for term in plan.terms}
    words |= {plain(regime.name) for regime in plan.regimes}
    words |= {plain(target.name) for task in plan.tasks for target in task.targets}
    words |= {plain(owner.name) for task in plan.tasks for owner in task.owners}
    words |= {word for word in lexicon.plan_words if word in text}
    words |= set(lexicon.thesaurus)
    return sorted(word for word in words if SHORTEST <= len(word) <= LONGEST)
