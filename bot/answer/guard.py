"""The last look at an answer: no figure or date that its facts and sources do not hold."""

from __future__ import annotations

import re

from bot.answer.plain import plain
from bot.errors import UnsupportedFact
from bot.records import Answer

# A figure is a run of digits, or Chinese numerals with the measure that makes them one.
FIGURE = re.compile(
    r"\d+(?:\.\d+)?%?|[一二两三四五六七八九十百千万亿]+(?:余|多)?(?:月|日|号|倍|亿|万|[个项所名家人处套门场次期天元条年](?!方面))"
)
OWN = re.compile(
    r"^\d+\. |共\d+项|还有\d+项|第\d+条|分\d+点|计划里是\d+[个项]|从\d+月\d+日算起|不是[\d一二三四五六七八九十]+个|没有“[^”]*”",
    re.M,
)


def check(answer: Answer, *, asked: str = "") -> Answer:
    """The answer itself. Raises UnsupportedFact when it says a figure from nowhere.

    Figures may come from the quoted sources, the facts, the section paths, or the user's own
    words (`asked`) where the answer repeats them; what the answer counts itself (OWN) is its own.
    """
    held = plain(
        " ".join(
            [source.quote + " " + " ".join(source.path) for source in answer.sources]
            + [f"{fact.item} {fact.value or ''}" for fact in answer.facts]
            + [asked]
        )
    )
    for match in FIGURE.finditer(OWN.sub("", plain(answer.text))):
        if match.group() not in held:
            raise UnsupportedFact(f"答案里的“{match.group()}”没有出处", "请换个说法再问一次。")
    return answer
