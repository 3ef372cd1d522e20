"""Questions about the document itself: who issued it, on which day, at which meeting it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.saying import phrases
from bot.records import Answer, Fact, Source, State
from bot.text.plain import plain

HAN = "〇○零一二三四五六七八九十"
DAY = re.compile(rf"[\d{HAN}]{{4}}年[\d{HAN}]{{1,2}}月[\d{HAN}]{{1,3}}日|\d{{4}}-\d{{2}}-\d{{2}}")
FIRST_LINES, LONGEST = 6, 60  # lines of a title page; characters of a line that signs or dates
NO_ISSUER, NO_DAY = "原文没有写明是谁发的。", "原文没有写明日期。"
MEETING = re.compile(r"(?:召开|举行|在(?!这里|此))(?P<name>[^，。、：；\n]+?(?:会议|大会))")
NO_MEETING = "原文没有写明是在什么会上讲的。"


class Document:
    """Tells what the title page and the signature say."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """What is asked of the document, as far as it is written; None where something else is asked."""
        if inquiry.asks("meeting"):
            return self._meeting(inquiry)
        if inquiry.asks("speaker") and (told := self._speaker(inquiry)):
            return told
        asks_who, asks_day = inquiry.asks("issuer"), inquiry.asks("issued")
        if not asks_who and not asks_day:
            return None
        lines = list(self._signing())
        leads, facts, sources = [], [], []
        if asks_who:
            issuer = self.knowledge.plan.issuer
            names = issuer.split("、") if issuer else []
            held = [s for s in lines if any(plain(name) in plain(s.quote) for name in names)]
            issuer = issuer if held else None  # what no line says is only inferred, and not said
            leads.append(f"{issuer}。" if issuer else NO_ISSUER)
            facts.append(Fact("发文单位", "owner", State.STATED if issuer else State.SILENT, issuer))
            sources += held[:2]
        if asks_day:
            dated = [(day.group(), s) for s in lines if (day := DAY.search(s.quote))]
            leads.append(f"{dated[0][0]}。" if dated else NO_DAY)
            facts.append(
                Fact(
                    "日期",
                    "deadline",
                    State.STATED if dated else State.SILENT,
                    dated[0][0] if dated else None,
                )
            )
            sources += [s for _, s in dated[:1] if s not in sources]
        text = "\n".join([*leads, *(f"原文：{phrases.quoted(s.quote)}" for s in sources)])
        states = {fact.state for fact in facts}
        state = states.pop() if len(states) == 1 else State.STATED
        return Answer(text, state, "fact", tuple(facts), tuple(sources), memory=dict(inquiry.memory))

    def _speaker(self, inquiry: Inquiry) -> Answer | None:
        """Who reads it, as the title page names him behind his office; None where it does not."""
        ends = "|".join(map(re.escape, inquiry.lexicon.offices))
        for source in self._signing():
            named = re.search(rf"(?:{ends})[ \u3000:：]+(?P<name>[㐀-鿿·]{{2,8}})$", source.quote)
            if named:
                fact = Fact("报告人", "owner", State.STATED, named.group("name"))
                said = f"{fact.value}。\n原文：{phrases.quoted(source.quote)}"
                return Answer(said, State.STATED, "fact", (fact,), (source,), memory=dict(inquiry.memory))
        return None

    def _meeting(self, inquiry: Inquiry) -> Answer:
        """The meeting, as the title or the opening lines name it."""
        lines = self.knowledge.plan.text.splitlines(keepends=True)[:FIRST_LINES]
        named = MEETING.search("".join(lines))
        state = State.STATED if named else State.SILENT
        fact = Fact("会议", "term", state, named.group("name") if named else None)
        sources = (self.knowledge.source(*named.span()),) if named else ()
        said = f"{fact.value}。\n原文：{phrases.quoted(named.group())}" if named else NO_MEETING
        return Answer(said, state, "fact", (fact,), sources, memory=dict(inquiry.memory))

    def _signing(self) -> Iterator[Source]:
        """The short lines of the title page and of the signatures below, which say who and when."""
        at = 0
        for number, line in enumerate(self.knowledge.plan.text.splitlines(keepends=True)):
            said = line.strip()
            signs = said == self.knowledge.plan.issuer or DAY.fullmatch(said)
            if said and len(said) <= LONGEST and (number < FIRST_LINES or signs):
                yield self.knowledge.source(at, at + len(line))
            at += len(line)
