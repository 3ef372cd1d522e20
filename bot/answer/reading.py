"""Reads from a question's words what it asks: aspect, owner, dates, ordinals.

The only place that turns words into entities; NLU's extractor calls it.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answer.knowledge import Knowledge
from bot.answer.lexicon import Lexicon
from bot.answer.plain import plain
from bot.records import Entity, Plan
from bot.text.calendar import whole
from bot.text.question_dates import parse_dates

ORDINAL = re.compile(
    r"(?:第|上面|前面)(?P<n>[一二三四五六七八九十两\d]{1,3})(?=[个条项点件位]|是|呢|展|$)|倒数第(?P<last>[一二三\d])"
)
LAST = re.compile(r"最后一?(?:个|条|项|点)|后(?:面|边|头)?(?:那|一)个|后者")
FIRST = re.compile(r"头一(?:个|条|项|点|件)|前(?:面|边|头)?(?:那|一)个|前者")
FROM_TODAY = re.compile(r"[今明后昨前]天|[今明昨]日|周|星期|礼拜|[上下这本当]个?月|[天日月]以?[前后]")
YEAR = re.compile(r"(20\d\d)年?")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d\d)年(?![级来内前后]|以)")  # 25年
NEAR_YEARS = 3  # how far from the plan's year such a number still is a year, and no span of time
OWNER_EDGES = re.compile(r"^(?:各|全市|全省|全县|我市|本市|其他|有关)+|(?:们)$")


class Reader:
    """Finds the entities of a question. Made once for a plan."""

    def __init__(self, plan: Plan, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.knowledge = Knowledge(plan)
        self._text = plain(plan.text)
        self._owners = self._owner_names(plan)

    def _owner_names(self, plan: Plan) -> list[tuple[str, str]]:
        """What people may call an owner → the owner as the plan writes it; longest first."""
        names: dict[str, str] = {}
        for task in plan.tasks:
            for name in [o.name for o in task.owners if not o.inferred] + list(task.supporters):
                folded = plain(name)
                core = OWNER_EDGES.sub("", folded)
                for form in (folded, core, core.removesuffix("部门"), core.removesuffix("单位")):
                    if len(form) >= 2 and (form == folded or form not in self.lexicon.weak):
                        names.setdefault(form, name)
        for everyday, plan_words in self.lexicon.thesaurus.items():
            for word in plan_words:
                if word in names and len(everyday) >= 2:
                    names.setdefault(everyday, names[word])
        return sorted(names.items(), key=lambda item: -len(item[0]))

    def _clock(self, text: str, today: date) -> date:
        """Days without a year are in the plan's year, unless they count from today."""
        year = self.knowledge.plan.year
        if year is None or year == today.year or FROM_TODAY.search(text):
            return today
        return date(year, today.month, min(today.day, 28))

    def _inside(self, text: str, match: re.Match[str]) -> bool:
        """Whether a cue is part of a longer expression of the plan: 负责 in 校长负责制."""
        around = text[max(0, match.start() - 1) : match.end() + 1]
        return len(around) == len(match.group()) + 2 and around in self._text

    def read(self, text: str, today: date) -> list[Entity]:
        """The entities of `text`, with positions in its folded form."""
        folded = plain(text)
        found: list[Entity] = []
        for aspect, pattern in self.lexicon.aspects.items():
            match = next((m for m in pattern.finditer(folded) if not self._inside(folded, m)), None)
            if match:
                found.append(Entity("aspect", aspect, match.start(), match.end()))
        for form, name in self._owners:
            if (at := folded.find(form)) >= 0:
                found.append(Entity("owner", name, at, at + len(form)))
                break
        for match in ORDINAL.finditer(folded):
            raw = match.group("n")
            value = whole(raw) if raw else -(whole(match.group("last")) or 1)
            if value:
                found.append(Entity("ordinal", str(value), match.start(), match.end()))
        if match := LAST.search(folded):
            found.append(Entity("ordinal", "-1", match.start(), match.end()))
        if match := FIRST.search(folded):
            found.append(Entity("ordinal", "1", match.start(), match.end()))
        for match in YEAR.finditer(folded):
            found.append(Entity("year", match.group(1), match.start(), match.end()))
        year = self.knowledge.plan.year
        for match in SHORT_YEAR.finditer(folded):
            if year is not None and abs(2000 + int(match.group(1)) - year) <= NEAR_YEARS:
                found.append(Entity("year", f"20{match.group(1)}", match.start(), match.end()))
        for when in parse_dates(folded, self._clock(folded, today)):
            span = f"{when.first.isoformat()}/{when.last.isoformat()}"
            found.append(Entity("period", span, when.start, when.end))
        return found
