"""Whether a clause tells of the deed that a question asks of: who are hired is not who are trained."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.knowledge import Knowledge, Unit
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.words import WEAK, Word

NAMES = 0.5  # weight of the other words from which they name the matter, whatever is done with it


def missing(inquiry: Inquiry, text: str) -> list[Word]:
    """The telling verbs of a question that a text (folded) lacks, where its other words name little.

    Beside a matter of weight a verb is mostly a manner of speaking; 做 or 办 tell nothing anyhow.
    """
    verbs = [word for word in inquiry.words if word.known and not word.noun and word.weight > WEAK]
    rest = sum(word.weight for word in inquiry.words if word not in verbs)
    return [word for word in verbs if not _holds(text, word)] if rest < NAMES else []


def counted(knowledge: Knowledge, inquiry: Inquiry, verbs: Sequence[Word]) -> Unit | None:
    """The clause with a figure that has the verbs, and the nouns beside them."""
    words = [*verbs, *(word for word in inquiry.words if word.noun)]
    units = (knowledge.units[index] for index in sorted(knowledge.quantities))
    return next((unit for unit in units if all(_holds(unit.text, word) for word in words)), None)


def _holds(text: str, word: Word) -> bool:
    return any(form in text for form in word.forms)
