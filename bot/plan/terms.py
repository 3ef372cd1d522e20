"""Name-numbers and abbreviations, and what the plan says that they consist of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.plan.layout import Layout
from bot.records import Section, Term
from bot.text.lexicon import LEXICON


def read_terms(layout: Layout, sections: Sequence[Section], directory: Path = LEXICON) -> list[Term]:
    """The terms of the plan, each once, in the order in which they are explained or first named."""
    return []
