"""Whether a text holds a figure or a day, however it is written: 二十个 is 20个, 12月31日 is 2022-12-31."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from bot.text.dates import find_deadlines, parse_dates
from bot.text.quantities import Quantity, find_quantities

_DASHES = re.compile(r"(?<=[0-9X个所])(?:[‐-―−~至到]|--)(?=[0-9X])")


def fold(text: str) -> str:
    """How texts are compared: one width, one case, no white space, one kind of dash and of quotation mark."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
    text = text.translate(str.maketrans("“”‘’「」『』", "\"\"''\"\"''"))
    return _DASHES.sub("-", text)


def holds(text: str, words: str) -> bool:
    """Whether the words stand in the text."""
    return fold(words) in fold(text)


def has_figure(texts: Iterable[str], figure: str) -> bool:
    """Whether one of the texts has this figure with this unit, and not as a part of a longer number."""
    wanted = list(find_quantities(figure))
    if len(wanted) != 1 or wanted[0].redacted:
        plain = re.compile(rf"(?<![\dXx.]){re.escape(fold(figure))}")
        return any(plain.search(fold(text)) for text in texts)
    return any(_same(found, wanted[0]) for text in texts for found in find_quantities(text))


def _same(found: Quantity, wanted: Quantity) -> bool:
    """Bounds and unit are the same; a comparison (不少于) counts only where the expectation has one."""
    bounds = (found.least, found.most)
    one_bound = wanted.least == wanted.most and {*bounds} - {None} == {wanted.least}
    if found.redacted or not (one_bound or bounds == (wanted.least, wanted.most)):
        return found.raw == wanted.raw
    return not wanted.unit or not found.unit or found.unit == wanted.unit


def has_day(texts: Iterable[str], day: date, today: date) -> bool:
    """Whether one of the texts names the day, or a deadline whose last day it is."""
    for text in texts:
        if any(found.due == day for found in find_deadlines(text, day.year)):
            return True
        if any(found.last == day for found in parse_dates(text, today)):
            return True
    return False
