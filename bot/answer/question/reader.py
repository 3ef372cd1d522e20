"""Reads from a question's words what it asks: aspect, owner, dates, ordinals.

The only place that turns words into entities; NLU's extractor calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.answer.knowledge import Knowledge
from bot.answer.question.lexicon import Lexicon
from bot.records import Entity, Plan
from bot.text.calendar import whole
from bot.text.plain import plain
from bot.text.question_dates import parse_dates

ORDINAL = re.compile(
    r"第(?P<n>[一二三四五六七八九十两\d]{1,3})(?=[个条项点件位步]|[类种](?:呢|是|指|有|包|讲|说|\?|$)|是|呢|展|$)|倒数第(?P<last>[一二三\d])"
)
N = "[一二三四五六七八九十两\\d]{1,3}"
OF_LIST = r"(?=[个条项点件位步](?!月|季|年|学期|星期|小时|工作日)|是|呢|展|[?!。]*$)"
# “第一、第二条”, “第一和三项”, “第二到第四条”; “前面三项”; “最后两条”
SEVERAL = re.compile(rf"第{N}[个条项点件位]?(?:(?:、|,|和|与|跟|及|以及|到|至|-|~)第?{N})+{OF_LIST}")
LEADING = re.compile(
    rf"(?<![之以年月日号天周期底初末内学])(?:前面|上面|前|头)(?P<n>{N}){OF_LIST}"
)  # “前面三项”
TRAILING = re.compile(rf"(?:最后|后面|后)(?P<n>{N}){OF_LIST}")
LAST = re.compile(r"(?:最后|末了|最末|末尾)(?:的|那)?一?(?:个|条|项|点|步)|后(?:面|边|头)?(?:那|一)个|后者")
FIRST = re.compile(r"头一(?:个|条|项|点|件|步)|前(?:面|边|头)?(?:那|一)个|前者")
FROM_TODAY = re.compile(
    r"[今明后昨前]天|[今明昨]日|周|星期|礼拜|[上下这本当]个?月"
    r"|(?<![\d一二三四五六七八九十月])[\d一二两三四五六七八九十半]{1,3}(?:天|日|个月)[以之]?[前后]"
)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d\d)年(?![级来内前后]|以)")  # 25年
MIDDLE, MID_CENTURY = re.compile(r"(?:本|这个?)?世纪中叶"), 2050
RELATIVE_YEARS = {"大前年": -3, "前年": -2, "明年": 1, "来年": 1, "后年": 2, "大后年": 3}
RELATIVE_YEAR = re.compile(
    r"(?:大|(?<![目以之]))前年(?![度均龄轻级])|(?:大|(?<![今以之最往\d]))后年(?![度均龄轻级])|(?<!声)明年|(?<![以本原历])来年"
)
MOST = 10  # of a list, that are told at once
LARGEST = 10_000  # number that is a year or a place in a list
NEAR_YEARS = 3  # how far from the plan's year such a number still is a year, and no span of time
OWNER_EDGES = re.compile(r"^(?:各|全市|全省|全县|我市|本市|其他|有关)+|(?:们)$")


class Reader:
    """Finds the entities of a question. Made once for a plan."""

    def __init__(self, plan: Plan, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.knowledge = Knowledge(plan)
        self._text = plain(plan.text)
        self._owners = self._owner_names(plan)
        self._suppose = re.compile(f"(?:{lexicon.phrases['supposed'].pattern})$")

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

    def _supposed(self, text: str, today: date) -> tuple[date, int, int] | None:
        """The day that the question takes for today (假如今天是9月20号), and where it says so."""
        for when in parse_dates(text, today):
            lead = self._suppose.search(text[: when.start])
            if lead:
                clock = self._clock(text[when.start : when.end], today)
                said = next(w for w in parse_dates(text, clock) if w.start == when.start)
                past = lead.group().endswith("过了")
                return said.last + timedelta(days=1) if past else said.first, lead.start(), when.end
        return None

    def _years(self, text: str) -> Iterator[Entity]:
        """The years that are named. 明年 is the plan's next; without a year of the plan, so far from it."""
        year = self.knowledge.plan.year
        for match in YEAR.finditer(text):
            yield Entity("year", match.group(1), match.start(), match.end())
        for match in SHORT_YEAR.finditer(text):
            short = 2000 + int(match.group(1))
            if f"{short}年" in self._text or (year is not None and abs(short - year) <= NEAR_YEARS):
                yield Entity("year", str(short), match.start(), match.end())
        if f"{MID_CENTURY}年" in self._text:
            for match in MIDDLE.finditer(text):
                yield Entity("year", str(MID_CENTURY), match.start(), match.end())
        for match in RELATIVE_YEAR.finditer(text):
            away = RELATIVE_YEARS[match.group()]
            value = f"{away:+d}" if year is None else str(year + away)
            yield Entity("year", value, match.start(), match.end())

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
        found += _ordinals(folded)
        if supposed := self._supposed(folded, today):
            today, start, end = supposed
            found.append(Entity("today", today.isoformat(), start, end))
            folded = f"{folded[:start]}{',' * (end - start)}{folded[end:]}"  # no period that is asked of
        found += self._years(folded)
        for when in parse_dates(folded, self._clock(folded, today)):
            span = f"{when.first.isoformat()}/{when.last.isoformat()}"
            found.append(Entity("period", span, when.start, when.end))
        return found


def _ordinals(folded: str) -> Iterator[Entity]:
    """Which of a list: “第二条”, “最后一项”, and several at once, one entity for each."""
    taken = folded
    for pattern in (SEVERAL, LEADING, TRAILING):
        for match in pattern.finditer(taken):
            for value in _several(match):
                yield Entity("ordinal", str(value), match.start(), match.end())
            taken = taken.replace(match.group(), "|" * len(match.group()))
    for match in ORDINAL.finditer(taken):
        raw = match.group("n")
        number = whole(raw) if raw else -(whole(match.group("last")) or 1)
        if number:
            yield Entity("ordinal", str(number), match.start(), match.end())
    for pattern, at in ((LAST, "-1"), (FIRST, "1")):
        if one := pattern.search(taken):
            yield Entity("ordinal", at, one.start(), one.end())


def _several(match: re.Match[str]) -> Sequence[int]:
    """The numbers that one expression names, counted from the end when negative."""
    if match.re is not SEVERAL:
        count = min(whole(match.group("n")) or 0, MOST)
        if count == 1:
            return [1] if match.re is LEADING else [-1]
        return range(1, count + 1) if match.re is LEADING else range(-count, 0)
    numbers = [number for raw in re.findall(N, match.group()) if (number := whole(raw))]
    if re.search("[到至~-]", match.group()) and len(numbers) == 2:
        return range(numbers[0], min(numbers[1], numbers[0] + MOST) + 1)
    return numbers


def is_sound(entity: Entity, lexicon: Lexicon) -> bool:
    """Whether the value is one that the answers know; a model of an older lexicon may give others."""
    try:
        if entity.entity == "period":
            first, last = map(date.fromisoformat, entity.value.split("/"))
            return first <= last
        if entity.entity == "today":
            return bool(date.fromisoformat(entity.value))
        if entity.entity in ("ordinal", "year"):
            return abs(int(entity.value)) < LARGEST
    except ValueError:
        return False
    return entity.entity != "aspect" or entity.value in lexicon.aspects
