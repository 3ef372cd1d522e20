"""Answers about working rules with clocks: what they demand, and date arithmetic with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match, Matcher
from bot.answer.question.topic import topic_of
from bot.answer.saying import phrases
from bot.records import Answer, Fact, FollowUp, Part, Precision, Regime, RegimeStep, Source, State
from bot.text.durations import add_duration, find_within
from bot.text.plain import plain, shared_runs

SPAN = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十])(?:天|个月|周)(?!内|之内|以内)")
ENOUGH, SURE, FULL, LEAST_MATTER = 0.42, 0.6, 0.9, 0.5
ALIKE = 0.12  # coverage by which clauses do not differ
BRIEF = 14  # characters of a question that may only repeat a step's words, and of when that step is due
NAMES = 0.5  # weight of a noun that names a matter
PICKING = 0.9  # weight of a question's words below which a number alone says which step is meant
STEP_QUOTE = 90  # characters around a step that are quoted with it
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ASSUMPTION = "按自然日推算；原文没有说明是否扣除节假日。"
# Confidence of NLU that a regime is meant: at first, and while another matter is talked of.
MEANT, IN_A_TALK = 0.3, 0.6
DAY = re.compile(
    r"\d日|月[\d一二三四五六七八九十]|[号周]|星期|礼拜|今[天日]|[明昨后]天|\d[-./]\d"
)  # words that name a day, and no end of a month


class Regimes:
    """Finds the regime or the step that a question is about."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self._matcher = matcher

    def answer(self, inquiry: Inquiry) -> Answer | None:
        if inquiry.supposed and inquiry.asks("overdue"):
            return None  # what is due by then stands in the whole plan
        if len(named := self._named(inquiry)) > 1 and (self._is_asked(inquiry) or inquiry.asks("compare")):
            return self._beside(named)
        regime = self._meant(inquiry)
        if regime is None:
            return self._which(inquiry) if self._is_asked(inquiry) else None
        name = plain(regime.name)
        recent = inquiry.memory.get("regime") == regime.name
        meant = name in inquiry.text or self._is_asked(inquiry, recent=recent)
        best = self._best(regime, inquiry) if meant or recent else None
        best = best or (inquiry.ranked[0] if inquiry.ranked else None)
        step = self._clocked(regime, inquiry) if meant or recent else None
        step = step or (self._echoed(regime, inquiry) if recent else None)
        step = step or (self._step(regime, best) if best and best.coverage >= ENOUGH else None)
        day = self._day(inquiry)
        start = day or (self._counted_from(inquiry, step) if recent or inquiry.pending else None)
        if start and step and step.within and (inquiry.aspect == "deadline" or meant or recent):
            return self._due(regime, step, start)
        if start and (day or inquiry.pending) and (meant or recent):
            return self._all_due(regime, start)
        matter = sum(word.weight for word in inquiry.words if name not in word.surface)
        if meant and matter < LEAST_MATTER and not step:
            return self._whole(regime)
        if step and (meant or recent or (inquiry.ranked and inquiry.ranked[0].coverage > SURE)):
            return self._one(regime, step, inquiry)
        elsewhere = best and best.coverage >= ENOUGH and not self._step(regime, best)
        if meant and (name in inquiry.text or not elsewhere):
            return self._whole(regime)
        return None

    def numbered(self, inquiry: Inquiry) -> Answer | None:
        """“第二步呢”, after a day from which the clocks run: the day of that step."""
        told = inquiry.memory.get("regime")
        regime = next((regime for regime in self.knowledge.regimes if regime.name == told), None)
        numbers = [int(value) for value in inquiry.values("ordinal")]
        start = inquiry.memory.get("counted_from")
        if regime is None or len(numbers) != 1 or not start or inquiry.weight >= PICKING:
            return None
        number = numbers[0] - 1 if numbers[0] > 0 else numbers[0]
        if not -len(regime.steps) <= number < len(regime.steps):
            return None
        step = regime.steps[number]
        return self._due(regime, step, date.fromisoformat(start)) if step.within else None

    def _is_asked(self, inquiry: Inquiry, *, recent: bool = False) -> bool:
        """Whether NLU takes the question to be about a regime, whichever it is."""
        at_least = IN_A_TALK if inquiry.memory.get("section") and not recent else MEANT
        return inquiry.intends("ask_regime", at_least=at_least)

    def _named(self, inquiry: Inquiry) -> list[Regime]:
        """The regimes that are named; 12345, not 1234 in it."""
        named = [regime for regime in self.knowledge.regimes if plain(regime.name) in inquiry.text]
        return [r for r in named if not any(r is not other and r.name in other.name for other in named)]

    def _meant(self, inquiry: Inquiry) -> Regime | None:
        """The regime that is named, spoken of, talked about or the only one; None where that is open."""
        regimes = self.knowledge.regimes
        if named := self._named(inquiry):
            return named[0]
        told = next((regime for regime in regimes if regime.name == inquiry.memory.get("regime")), None)
        best = next((m for m in inquiry.ranked[:1] if m.coverage >= ENOUGH), None)
        spoken = next((regime for regime in regimes if best and self._step(regime, best)), None)
        if spoken and best and (best.coverage >= FULL or not (told and inquiry.is_bare)):
            return spoken
        if told or len(regimes) == 1:
            return told or regimes[0]
        clocked = [regime for regime in regimes if self._clocked(regime, inquiry)]
        if len(clocked) == 1:
            return clocked[0]
        near = [regime for regime in regimes if best and best.unit.section == regime.section]
        return near[0] if len(near) == 1 else None

    def _which(self, inquiry: Inquiry) -> Answer | None:
        """Asks back which of several regimes is meant, where none of them is named."""
        regimes = self.knowledge.regimes
        if len(regimes) < 2 or not inquiry.is_bare:
            return None
        day = self._day(inquiry)
        names = "、".join(f"“{regime.name}”" for regime in regimes)
        sources = [self._opening(r) or self._source(r.steps[0], r) for r in regimes]
        return Answer(
            f"{phrases.WHICH_ONE}计划里有{names}。",
            State.SILENT,
            "clarify",
            sources=tuple(sources),
            follow_ups=tuple(FollowUp(r.name, f"{r.name}：{inquiry.question.text}") for r in regimes),
            memory={"pending": inquiry.text, "counted_from": day.isoformat() if day else None},
        )

    def _beside(self, regimes: Sequence[Regime]) -> Answer:
        """Several regimes that one question names, each as a whole."""
        answers = [self._whole(regime) for regime in regimes]
        parts = tuple(Part(r.name, a.text, a.sources) for r, a in zip(regimes, answers, strict=True))
        return Answer(
            "\n".join(part.text for part in parts),
            State.STATED,
            "compare",
            tuple(fact for answer in answers for fact in answer.facts),
            tuple(source for part in parts for source in part.sources),
            parts=parts,
        )

    def names_clock(self, inquiry: Inquiry) -> bool:
        """Whether a question names the clock of some step, or a day to count from."""
        return self._day(inquiry) is not None or any(
            self._clocked(regime, inquiry) for regime in self.knowledge.regimes
        )

    def _clocked(self, regime: Regime, inquiry: Inquiry) -> RegimeStep | None:
        """The step whose clock the question names: “七天呢”."""
        asked = {iso for _, _, iso in find_within(SPAN.sub(r"\g<0>内", inquiry.text))}
        steps = [step for step in regime.steps if step.within in asked]
        return steps[0] if len({step.within for step in steps}) == 1 else None

    def _best(self, regime: Regime, inquiry: Inquiry) -> Match | None:
        """The regime's clause that fits best; of those that fit alike, the one that is named last.

        What is asked stands at the end: 局党组布置的活，几号前得反馈.
        """
        own = [m for m in inquiry.ranked if m.unit.section == regime.section]
        alike = [m for m in own if m.coverage >= own[0].coverage - ALIKE]

        def named(match: Match) -> int:
            hits = [n for n, w in enumerate(inquiry.words) if any(f in match.unit.text for f in w.forms)]
            return max(hits, default=-1)

        return max(alike, key=named, default=None)

    def _echoed(self, regime: Regime, inquiry: Inquiry) -> RegimeStep | None:
        """The one step whose words a brief question repeats: “一般的问题” after another step."""
        if len(inquiry.text) > BRIEF:
            return None
        shared = [shared_runs(inquiry.text, plain(step.quote)) for step in regime.steps]
        most = max(shared, default=0)
        return regime.steps[shared.index(most)] if most and shared.count(most) == 1 else None

    def _day(self, inquiry: Inquiry) -> date | None:
        """The day from which a clock is to run: one that the question names, or takes for today."""
        for entity in inquiry.entities:
            if entity.entity == "period" and DAY.search(inquiry.text[entity.start : entity.end]):
                first, last = entity.value.split("/")
                if first == last:
                    return date.fromisoformat(first)
        return inquiry.supposed

    def _counted_from(self, inquiry: Inquiry, step: RegimeStep | None) -> date | None:
        """The day of which was spoken before: “要是重大问题呢”, “一般的问题” are of that day too."""
        said = inquiry.memory.get("counted_from")
        asked_alike = inquiry.is_ellipsis or inquiry.aspect == "deadline" or self._is_of(inquiry, step)
        return date.fromisoformat(said) if said and (asked_alike or inquiry.pending) else None

    def _is_of(self, inquiry: Inquiry, step: RegimeStep | None) -> bool:
        """Whether few words ask what one step demands, and name nothing else."""
        if step is None or len(inquiry.text) > BRIEF or inquiry.aspect not in (None, "measure"):
            return False
        quote = plain(step.quote)
        nouns = [word for word in inquiry.words if word.noun and word.weight >= NAMES]
        return all(any(form in quote for form in word.forms) for word in nouns)

    def _step(self, regime: Regime, best: Match) -> RegimeStep | None:
        """The step that a clause stands in."""
        return next((step for step in regime.steps if step.start <= best.unit.start < step.end), None)

    def _due(self, regime: Regime, step: RegimeStep, start: date) -> Answer:
        due = add_duration(start, step.within or "P0D")
        source = self._source(step, regime)
        lead = f"最迟{_day(due, start)}（{WEEKDAYS[due.weekday()]}，从{_day(start)}算起）。"
        fact = _clock(step, due, start)
        text = f"{phrases.with_source(lead, source)}\n说明：{ASSUMPTION}"
        return Answer(
            text,
            State.STATED,
            "regime",
            (fact,),
            (source,),
            self._offers(regime),
            self._memory(regime, start),
        )

    def _all_due(self, regime: Regime, start: date) -> Answer:
        lines, facts, sources = [], [], []
        for step in regime.steps:
            if step.within:
                due = add_duration(start, step.within)
                lines.append(f"{_day(due, start)}：{step.quote}")
                facts.append(_clock(step, due, start))
                sources.append(self._source(step, regime))
        text = f"从{_day(start)}算起，最迟：\n{phrases.numbered(lines)}\n说明：{ASSUMPTION}"
        return Answer(
            text, State.STATED, "regime", tuple(facts), tuple(sources), (), self._memory(regime, start)
        )

    def _whole(self, regime: Regime) -> Answer:
        sources = [self._source(s, regime) for s in regime.steps]
        facts = tuple(Fact(s.what, "regime", State.STATED, s.quote) for s in regime.steps)
        text = f"“{regime.name}”制度要求：\n{phrases.numbered([s.quote for s in regime.steps])}"
        if opening := self._opening(regime):
            text += f"\n原文：{phrases.quoted(opening.quote)}"
            sources.insert(0, opening)
        text += f"\n出处：{phrases.place(self.knowledge.path(regime.section))}"
        return Answer(
            text, State.STATED, "regime", facts, tuple(sources), self._offers(regime), self._memory(regime)
        )

    def _source(self, step: RegimeStep, regime: Regime) -> Source:
        return self.knowledge.source(step.start, step.end, regime.section)

    def _opening(self, regime: Regime) -> Source | None:
        """What the plan says before the first clock: for whom the regime is, and from when."""
        first = regime.steps[0].start
        passage = self.knowledge.passage_of(first)
        return self.knowledge.source(passage.start, first, regime.section) if passage else None

    def _one(self, regime: Regime, step: RegimeStep, inquiry: Inquiry) -> Answer:
        unit = self.knowledge.unit_at(step.start)
        source = topic_of(self.knowledge, Match(unit, 1.0, 1.0), [], limit=STEP_QUOTE).source
        fact = Fact(step.what, "regime", State.STATED, step.quote)
        text, memory = phrases.with_source("", source), self._memory(regime)
        memory["counted_from"] = inquiry.memory.get("counted_from")  # the next step may be asked for its day
        return Answer(text, State.STATED, "regime", (fact,), (source,), self._offers(regime), memory)

    def _offers(self, regime: Regime) -> tuple[FollowUp, ...]:
        return (
            FollowUp("完整要求", f"{regime.name}是什么要求"),
            FollowUp("按今天推算", f"{regime.name}今天交办的最迟哪天"),
        )

    def _memory(self, regime: Regime, start: date | None = None) -> dict[str, object]:
        lines = [s.quote for s in regime.steps]
        items = [{"title": s.quote, "start": s.start, "end": s.end} for s in regime.steps]
        return {
            "regime": regime.name,
            "section": regime.section,
            "items": items,
            "lines": lines,
            "shown": len(lines),
            "counted_from": start.isoformat() if start else None,
        }


def _clock(step: RegimeStep, due: date, start: date) -> Fact:
    """The day by which a step must be done, counted from `start`."""
    return Fact(step.what, "deadline", State.STATED, _day(due, start), due=due, precision=Precision.RELATIVE)


def _day(day: date, beside: date | None = None) -> str:
    """A day in words; the year only where it differs from its neighbour's."""
    year = f"{day.year}年" if beside is not None and beside.year != day.year else ""
    return f"{year}{day.month}月{day.day}日"
