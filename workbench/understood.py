"""Intents that were expected beside those that were heard, as the evaluation's pictures take them."""

from __future__ import annotations

from benchmarks.understanding import Guess, Understood
from workbench.results import Results


def guesses(results: Results) -> list[Guess]:
    """One for every turn whose intent somebody wrote down."""
    return [Guess("", intent, None, Understood(heard, None, 0.0)) for intent, heard in results.heard]
