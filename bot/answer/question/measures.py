"""In which measure a question wants its figure: 几所 → 所, 多少万亩 → 亩, 几百块 → 元."""

from __future__ import annotations

import re
from collections.abc import Iterable

YUAN = "元"  # how a plan writes sums of money, however they are asked for
SHARE = "%"
_OF_ALL = re.compile(r"占比|比重|比例|百分之(?:几|多少)|占(?:了|到|比|总[^,。]{0,4})?(?:多少|几成)")
_ASKED = re.compile(r"(?:几|多少)(?P<many>[十百千万]+(?=[一-鿿]))?(?P<measure>[一-鿿])")
_UNIT = re.compile(r"\d[余多]?[万亿]?(?P<unit>[一-鿿])")
_SUM = re.compile(
    r"(?:几|多少)(?:钱|[十百千万个]*亿(?![十百千万]*(?:斤|亩|人|件|度|吨|立方|千瓦|平方|株|美元))|[十百千万]+块|块钱)"
    r"|多少块|(?:花|投|掏|拨|砸)(?:了|下|进)*多少|(?:资金|经费|投资)(?:是|有)?多少"
)


def asked_measures(text: str) -> frozenset[str]:
    """The measure words of a folded question, sums of money as 元; empty where it names none."""
    if asks_money(text):
        return frozenset({YUAN})
    share = {SHARE} if _OF_ALL.search(text) else ()
    return frozenset([*(match.group("measure") for match in _ASKED.finditer(text)), *share])


def counted_in(figures: Iterable[str]) -> frozenset[str]:
    """The first characters of what a plan's figures are counted in: 学 for 48学分."""
    return frozenset(unit.group("unit") for raw in figures if (unit := _UNIT.search(raw)))


def asks_money(text: str) -> bool:
    """Whether a sum of money is asked for."""
    return _SUM.search(text) is not None
