"""Answers about working rules with clocks: what they demand, and date arithmetic with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer import wording
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.matching import Match, Matcher
from bot.answer.plain import plain
from bot.records import Answer, Fact, FollowUp, Regime, RegimeStep, State
from bot.text.durations import add_duration

ASSUMPTION = "按自然日推算；原文没有说明是否扣除节假日。"


class Regimes:
    """Finds the regime or the step that a question is about."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self._matcher = matcher

    def answer(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        for regime in self.knowledge.regimes:
            named = plain(regime.name) in inquiry.text
            start = self._day(inquiry)
            step = self._step(regime, ranked, named)
            recent = inquiry.memory.get("regime") == regime.name
            if (
                start
                and step
                and step.within
                and (inquiry.aspect == "deadline" or inquiry.intends("ask_regime"))
            ):
                return self._due(regime, step, start)
            if start and (named or recent or inquiry.intends("ask_regime", at_least=0.6)):
                return self._all_due(regime, start)
            matter = [word for word in inquiry.words if plain(regime.name) not in word.surface]
            if named and not (matter and step):
                return self._whole(regime)
            if step and (named or inquiry.intends("ask_regime") or ranked[0].coverage > 0.6):
                return self._one(regime, step)
        return None

    def _day(self, inquiry: Inquiry) -> date | None:
        for value in inquiry.values("period"):
            first, last = value.split("/")
            if first == last:
                return date.fromisoformat(first)
        return None

    def _step(self, regime: Regime, ranked: Sequence[Match], named: bool) -> RegimeStep | None:
        """The step that holds the best clause; when the regime is named, the best clause among its steps."""
        for match in ranked[: None if named else 1]:
            for step in regime.steps:
                if step.start <= match.unit.start < step.end:
                    return step
        return None

    def _due(self, regime: Regime, step: RegimeStep, start: date) -> Answer:
        due = add_duration(start, step.within or "P0D")
        source = self.knowledge.source(step.start, step.end, regime.section)
        lead = f"最迟{_day(due, start)}（从{_day(start)}算起）。"
        fact = Fact(step.what, "deadline", State.STATED, _day(due, start), due=due)
        text = f"{wording.with_source(lead, source)}\n说明：{ASSUMPTION}"
        return Answer(
            text, State.STATED, "regime", (fact,), (source,), self._offers(regime), self._memory(regime, step)
        )

    def _all_due(self, regime: Regime, start: date) -> Answer:
        lines, facts, sources = [], [], []
        for step in regime.steps:
            if step.within:
                due = add_duration(start, step.within)
                lines.append(f"{_day(due, start)}：{step.quote}")
                facts.append(Fact(step.what, "deadline", State.STATED, _day(due, start), due=due))
                sources.append(self.knowledge.source(step.start, step.end, regime.section))
        text = f"从{_day(start)}算起，最迟：\n{wording.numbered(lines)}\n说明：{ASSUMPTION}"
        return Answer(text, State.STATED, "regime", tuple(facts), tuple(sources), (), self._memory(regime))

    def _whole(self, regime: Regime) -> Answer:
        sources = tuple(self.knowledge.source(s.start, s.end, regime.section) for s in regime.steps)
        facts = tuple(Fact(s.what, "regime", State.STATED, s.quote) for s in regime.steps)
        text = f"“{regime.name}”制度要求：\n{wording.numbered([s.quote for s in regime.steps])}"
        text += f"\n出处：{wording.place(self.knowledge.path(regime.section))}"
        return Answer(
            text, State.STATED, "regime", facts, sources, self._offers(regime), self._memory(regime)
        )

    def _one(self, regime: Regime, step: RegimeStep) -> Answer:
        source = self.knowledge.source(step.start, step.end, regime.section)
        fact = Fact(step.what, "regime", State.STATED, step.quote)
        return Answer(
            wording.with_source("", source),
            State.STATED,
            "regime",
            (fact,),
            (source,),
            self._offers(regime),
            self._memory(regime, step),
        )

    def _offers(self, regime: Regime) -> tuple[FollowUp, ...]:
        return (
            FollowUp("完整要求", f"{regime.name}是什么要求"),
            FollowUp("按今天推算", f"{regime.name}今天交办的最迟哪天"),
        )

    def _memory(self, regime: Regime, step: RegimeStep | None = None) -> dict[str, object]:
        lines = [s.quote for s in regime.steps]
        items = [{"title": s.quote, "start": s.start, "end": s.end} for s in regime.steps]
        return {
            "regime": regime.name,
            "section": regime.section,
            "items": items,
            "lines": lines,
            "shown": len(lines),
        }


def _day(day: date, beside: date | None = None) -> str:
    """A day in words; the year only where it differs from its neighbour's."""
    year = f"{day.year}年" if beside is not None and beside.year != day.year else ""
    return f"{year}{day.month}月{day.day}日"
