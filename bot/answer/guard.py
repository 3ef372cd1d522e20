"""The last look at an answer: no figure or date that its facts and sources do not hold."""

from __future__ import annotations

import re

from bot.errors import UnsupportedFact
from bot.records import Answer
from bot.text.plain import plain

# A figure is a number with what it counts: 2座 supports no 2亿元.
FIGURE = re.compile(
    r"\d+(?:\.\d+)?[余多]?[万亿]?(?:%|个月|[㐀-鿿])?"
    r"|(?:[二两三四五六七八九十百千]|一(?=[十百千万亿两二三四五六七八九月日号倍]))[一二两三四五六七八九十百千万亿]*"
    r"(?:余|多)?(?:月|日|号|倍|亿|万|[个项所名家人处套门场次期天元条])"
)
OWN = re.compile(
    r"^\d+\. |共\d+[项个]|里有\d+个|还有\d+项|第\d+[条个]|分\d+点|计划里是\d+[个项]"
    r"|(?:含|不止|超过|多于|至少)\d+[个项]|没有\d{4}年的内容|一共(?:只有)?\d+[条项点个件位种类大]|从\d+月\d+日算起"
    r"|不是[\d一二两三四五六七八九十]+个|没有“[^”]*”|到\d+年\d+月\d+日(?:已|还没)到期",
    re.M,
)


def check(answer: Answer, *, asked: str = "", year: int | None = None) -> Answer:
    """The answer itself. Raises UnsupportedFact when it says a figure from nowhere.

    Figures may come from the quoted sources, the facts, the section paths, or the user's own words
    (`asked`) where the answer repeats them, or be the plan's `year`; what an answer counts itself
    (OWN) is its own.
    """
    held = plain(
        " ".join(
            [source.quote + " " + " ".join(source.path) for source in answer.sources]
            + [f"{fact.item} {fact.value or ''}" for fact in answer.facts]
            + [asked, f"{year}年" if year else ""]
        )
    )
    for match in FIGURE.finditer(OWN.sub("", plain(answer.text))):
        figure = match.group()
        end = r"(?!\d|\.\d)" if figure[-1].isdigit() else ""  # 2 is not in 2022, 3月 is in 3月8日
        if not re.search(rf"(?<![\d.]){re.escape(figure)}{end}", held):
            raise UnsupportedFact(f"答案里的“{figure}”没有出处", "请换个说法再问一次。")
    return answer
