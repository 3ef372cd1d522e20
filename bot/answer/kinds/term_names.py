"""Which number-name of the plan a question names, in the words that people use for it."""

from __future__ import annotations

import re
from itertools import chain

from bot.answer.kinds.numbering import MEASURE, NUMERAL, spellings
from bot.answer.knowledge import Knowledge
from bot.answer.question.lexicon import Lexicon
from bot.records import Term
from bot.text.calendar import whole
from bot.text.plain import plain

GENERIC = re.compile(r"(?:制度|工程|行动|计划|活动|机制|体系|模式)$")  # what a name is called by without
SHORTEST_NAME = 4  # characters
NAME = re.compile(rf"(?P<n>{NUMERAL}){MEASURE}?(?P<noun>.+)")


def split_name(name: str) -> tuple[int | None, str]:
    """A number-name in its number and its noun: 六大体系 → (6, 体系); (None, name) without a number."""
    match = NAME.fullmatch(plain(name).strip("“”\"'"))
    if not match or re.search(rf"{NUMERAL}", match.group("noun")[1:2]):
        return None, plain(name)
    return whole(match.group("n")), match.group("noun")


class TermNames:
    """Finds a term by its name, or by its number and noun. `split`: each term with those two."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.split = [(term, *split_name(term.name)) for term in knowledge.plan.terms]
        self._kinds = frozenset(chain(*lexicon.kinds.values()))

    def named(self, text: str) -> Term | None:
        """The term whose name stands in the question, the longest if several."""
        best: tuple[int, Term] | None = None
        for term, number, noun in self.split:
            name = plain(term.name)
            if name in text:
                size = len(name)
            elif (short := GENERIC.sub("", name)) != name and len(short) >= SHORTEST_NAME and short in text:
                size = len(short)
            elif (
                number is not None
                and len(noun) >= 2
                and re.search(rf"(?:{spellings(number)}){MEASURE}?{re.escape(noun)}", text)
            ):
                size = len(noun) + 1
            elif number is not None and (head := self._head_said(number, noun, text)):
                size = len(head)
            else:
                continue
            if best is None or size > best[0]:
                best = (size, term)
        return best[1] if best else None

    def without(self, term: Term, text: str) -> str:
        """The text without the term's name."""
        number, noun = split_name(term.name)
        said = rf"|(?:{spellings(number)}){MEASURE}?{re.escape(noun)}" if number is not None else ""
        return re.sub(f'[“"]?(?:{re.escape(plain(term.name))}{said})[”"]?', "", text)

    def _head_said(self, number: int, noun: str, text: str) -> str | None:
        """The end of a term's noun, said with its number: 五项治理 for 五项专项治理.

        None if others fit, or where people call sections of the plan so: 三个行动.
        """
        said = re.search(rf"(?<![第每])(?:{spellings(number)}){MEASURE}(?P<noun>[㐀-鿿]+)", text)
        head = next(
            (noun[i:] for i in range(1, len(noun) - 1) if said and said["noun"].startswith(noun[i:])), None
        )
        alike = [other for _, n, other in self.split if n == number and head and other.endswith(head)]
        return head if len(alike) == 1 and head not in self._kinds else None
