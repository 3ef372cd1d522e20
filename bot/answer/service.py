"""Question in, answer out. The order in which kinds of answers are tried stands here."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.answer import section_facts, wording
from bot.answer.among import Among
from bot.answer.compare import Side, compare
from bot.answer.dialogue import Dialogue
from bot.answer.document import Document
from bot.answer.evidence import Evidence
from bot.answer.figures import Figures
from bot.answer.guard import check
from bot.answer.horizons import Horizons
from bot.answer.inquiry import LEANING, Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.lexicon import Lexicon
from bot.answer.lists import FindTasks, Lists
from bot.answer.matching import Match, Matcher
from bot.answer.names import Names
from bot.answer.numbering import Numbering
from bot.answer.outline import Outline
from bot.answer.overview import Overview
from bot.answer.places import ENOUGH, Places
from bot.answer.plain import plain
from bot.answer.regimes import Regimes
from bot.answer.reply import plain_reply
from bot.answer.sections import Titles
from bot.answer.thread import Thread
from bot.answer.topic import topic_from_memory, topic_of
from bot.answer.wholes import ASPECTS, Wholes
from bot.answer.words import WEAK, Wording
from bot.errors import UnsupportedFact
from bot.records import Answer, FollowUp, Plan, Question
from bot.text.lexicon import read_lexicon

logger = logging.getLogger(__name__)
LONGEST = 400  # characters of a question
CONFINED_SHARE = 0.85  # of the best coverage anywhere, to believe that a section is meant as a wall
SIDE_TASKS_EACH, SIDE_SECTIONS = 3, 2  # where two sections are about one side
SIDE_TASKS = 5  # of a section that is compared with another
TOLD = 0.3  # of the likelihood of what speaks of another time than the question
BRIEF, QUOTED = 12, 0.95  # characters of a question, and its coverage, that means what was just quoted
INTENT_WEIGHT = 0.55  # by how much a section is favoured that NLU is sure of
NEXT_YEAR = re.compile(r"^明年|明年(?:要|将|会|计划|打算|准备|的|目标|任务|安排|有)")
MARKUP = re.compile(r"<\s*/?\s*\w+[^>]*>")
SAYS_SOMETHING = re.compile(r"[㐀-鿿\d]")


class PlanAnswers:
    """Answers questions about one loaded plan. Built once, used for every question; holds no state."""

    def __init__(self, plan: Plan, lexicon: Lexicon, lexicon_dir: Path, find: FindTasks) -> None:
        self.knowledge = Knowledge(plan)
        self.lexicon = lexicon
        self.wording = Wording(self.knowledge, lexicon)
        self.matcher = Matcher(self.knowledge)
        self.evidence = Evidence(self.knowledge, self.matcher.past, lexicon.marks)
        self.titles = Titles(self.knowledge, self.matcher)
        self.outline = Outline(self.knowledge)
        self.overview = Overview(self.knowledge, self.outline)
        self.document = Document(self.knowledge)
        self.numbering = Numbering(self.knowledge, self.titles, self.outline)
        self.names = Names(self.knowledge, self.titles, self.outline, self.numbering)
        vague = read_lexicon("vague_amounts", lexicon_dir)["words"]
        self.regimes = Regimes(self.knowledge, self.matcher)
        self.places = Places(self.knowledge, vague)
        self.horizons = Horizons(self.knowledge, read_lexicon("deadlines", lexicon_dir)["periods"])
        self.figures = Figures(self.knowledge, self.horizons, self.places.tell)
        self.lists = Lists(self.knowledge, self.titles, find, vague, self.places.tell)
        self.wholes = Wholes(self.knowledge, self.matcher, self.titles, self.outline, self.places)
        self.dialogue = Dialogue(self.knowledge, self.outline, self.places.tell)
        self.among = Among(self.knowledge, self.matcher)
        self.thread = Thread(self.knowledge, self.matcher, self.evidence, self.places)

    def reply(self, question: Question) -> Answer:
        """The answer, checked, with what the next turn needs to know in its memory."""
        inquiry = Inquiry(question, self.lexicon, self.wording)
        answer = self._answer(inquiry)
        if answer.kind == "repeat":  # checked when it was said first
            return self._remember(inquiry, answer)
        try:
            check(answer, asked=f"{question.text} {question.typed}", year=self.knowledge.plan.year)
        except UnsupportedFact as fault:  # what is not supported is not said: the plan's own words are
            logger.error("Not said, since unsupported: %r to %r: %s", answer.text, question.text, fault)
            answer = replace(answer, text=wording.only_quotes(answer.sources))
        return self._remember(inquiry, answer)

    def _remember(self, inquiry: Inquiry, answer: Answer) -> Answer:
        memory = {**answer.memory} if answer.memory else dict(inquiry.memory)
        memory["at"] = inquiry.question.asked_at
        memory.setdefault("aspect", inquiry.aspect)  # for “干部培训呢”
        memory.update(self._thread(inquiry, memory))
        memory["matter"] = (
            "".join(w.surface for w in inquiry.words)
            if (inquiry.weight >= LEANING and not self._stays(inquiry, memory))
            or self._moves_on(inquiry, memory)
            else inquiry.memory.get("matter")
        )
        picks = memory.get("items") or inquiry.memory.get("picks")
        if picks:
            memory.setdefault("picks", picks)  # what “第二个” means
        if answer.kind not in ("chat", "not_understood", "not_mentioned"):
            memory["text"], memory["state"] = answer.text, answer.state.value
        return replace(answer, memory=memory)

    def _moves_on(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> bool:
        """Whether few words have led to another place: “那灾后的学校呢” is the new matter."""
        before, now = inquiry.memory.get("topic") or {}, memory.get("topic") or {}
        named = any(word.noun and word.known and len(word.surface) > 1 for word in inquiry.words)
        return named and before.get("focus") != now.get("focus")

    def _stays(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> bool:
        """Whether “别的市呢” is told of the very clause that was talked about: the matter is the same."""
        before, now = inquiry.memory.get("topic") or {}, memory.get("topic") or {}
        return inquiry.is_ellipsis and bool(before) and before.get("focus") == now.get("focus")

    def _thread(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> dict[str, str | None]:
        """What the turn was about, in words that stories and people can read; Rasa shows them as slots."""
        section = self.knowledge.sections.get(memory.get("section") or "")
        item = (memory.get("topic") or {}).get("title") or memory.get("term")
        return {
            "item": item or (section.title if section else None),
            "owner": inquiry.asked_owner,
            "period": next(iter(inquiry.values("period")), None),
            "ordinal": next(iter(inquiry.values("ordinal")), None),
        }

    def _answer(self, inquiry: Inquiry) -> Answer:
        if len(inquiry.question.text) > LONGEST:
            return plain_reply(wording.TOO_LONG, kind="not_understood")
        if not SAYS_SOMETHING.search(inquiry.text) or MARKUP.search(inquiry.text):
            return plain_reply(wording.NOT_UNDERSTOOD, kind="not_understood", follow_ups=self.places.examples)
        prior = {
            section: INTENT_WEIGHT * p * self._of_its_time(inquiry, section)
            for section, p in inquiry.prior.items()
        }
        bonus = self.evidence.bonus(inquiry) + self.horizons.bonus(inquiry)
        ranked = self.matcher.rank(inquiry.words, prior, bonus, near=self._near(inquiry))
        return (
            self.among.answer(inquiry)
            or self.dialogue.answer(inquiry)
            or self._other_year(inquiry, ranked)
            or self._other_place(inquiry)
            or self.document.answer(inquiry)
            or self.numbering.answer(inquiry)
            or self.regimes.answer(inquiry, ranked)
            or self.dialogue.nth(inquiry, self.names.answer(inquiry))
            or self.thread.answer(inquiry)
            or self.figures.answer(inquiry)
            or self._on_memory(inquiry)
            or self._in_quote(inquiry, ranked)
            or self._confined(inquiry, ranked)
            or self.wholes.both_years(inquiry, ranked)
            or self._compared(inquiry)
            or self.places.counted(inquiry, ranked)
            or self.lists.answer(inquiry)
            or self.overview.answer(inquiry)
            or self._chosen(inquiry)
            or self.dialogue.nth(inquiry, self.wholes.answer(inquiry, ranked))
            or self.places.ask_back(inquiry, self.matcher.rank(inquiry.words))
            or self.places.alike(inquiry, self.matcher.rank(inquiry.words))
            or self.places.answer(inquiry, ranked)
        )

    def _of_its_time(self, inquiry: Inquiry, section: str) -> float:
        """By how much NLU's guess counts: a deadline or an owner is asked of what is to be done."""
        if self.horizons.is_other(inquiry, section):
            return TOLD
        ahead = {"deadline", "owner"} & set(inquiry.aspects)
        if inquiry.looks_back(self.knowledge.plan.year):
            return 1.0
        return TOLD if ahead and self.knowledge.is_past(section) else 1.0

    def _near(self, inquiry: Inquiry) -> dict[int, float]:
        """How sure NLU is of the clauses that it takes the question to be about, by their index.

        A few words that lean on what was said mean that, whatever they would mean alone.
        """
        found: dict[int, float] = {}
        if inquiry.intends("out_of_scope", at_least=0.4) or inquiry.is_put_right:
            return found
        if inquiry.memory.get("section") and (inquiry.points_back or inquiry.is_bare):
            return found
        for clause in inquiry.question.clauses:
            if clause.confidence <= 0:  # surely about something else, such as a section as a whole
                continue
            for unit in self.knowledge.units_of(clause.about)[:1]:
                found[unit.index] = clause.confidence * self._of_its_time(inquiry, unit.section)
        return found

    def _confined(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """“守住安全那条里，体育方面说了什么”: sought in that section only, if it is to be found there."""
        scope = self.wholes.scoped(inquiry)
        if scope is None:
            return None
        inside = self.matcher.rank(scope.words, {}, self.evidence.bonus(inquiry), scope.within)
        overall = ranked[0].coverage if ranked else 0.0
        if not inside or inside[0].coverage < max(ENOUGH, CONFINED_SHARE * overall):
            return None
        return self.places.answer(inquiry, inside)

    def _chosen(self, inquiry: Inquiry) -> Answer | None:
        """“教师的” after “您问的是哪一项？”: the one of those offered that has the words."""
        if not inquiry.pending or not inquiry.memory.get("items"):
            return None
        said = inquiry.wording.words(plain(inquiry.question.text))
        offered = [
            unit
            for item in inquiry.memory["items"]
            for unit in self.knowledge.units_of(self.knowledge.plan.text[item["start"] : item["end"]])
        ]
        within = {unit.index for unit in offered}
        match = next((m for m in self.matcher.rank(said) if m.unit.index in within), None)
        if match is None or match.coverage < ENOUGH:
            return None
        return self.places.tell(inquiry, topic_of(self.knowledge, match, []), inquiry.aspect)

    def _in_quote(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """“教室哪天配齐”, “那督导抓什么”: an aspect of something that stands in what was just quoted."""
        topic = topic_from_memory(self.knowledge, inquiry.memory.get("topic") or {})
        asked = inquiry.aspect in (*ASPECTS, "source") or inquiry.is_ellipsis or inquiry.text.startswith("那")
        if topic is None or not asked or len(inquiry.text) > BRIEF or inquiry.asks("list"):
            return None
        if inquiry.names_year(self.knowledge.plan.year) is not None or inquiry.is_put_right:
            return None
        words = [word for word in inquiry.words if word.weight > WEAK]
        quoted = {unit.index for unit in topic.units}
        alone = self.matcher.rank(words)
        match = next((m for m in alone if m.unit.index in quoted), None)
        if match is None or match.coverage < QUOTED or not any(word.noun for word in words):
            return None
        best = next(iter(ranked), None)
        if best and best.unit.index not in quoted and best.coverage > match.coverage + 0.01:
            return None
        return self.places.tell(inquiry, topic_of(self.knowledge, match, []), inquiry.carried_aspect)

    def _on_memory(self, inquiry: Inquiry) -> Answer | None:
        """A question without matter of its own: what was last talked about is meant."""
        topic = topic_from_memory(self.knowledge, inquiry.memory.get("topic") or {})
        owner = inquiry.asked_owner
        if owner and topic and inquiry.is_ellipsis and plain(owner) in plain(topic.source.quote):
            return self.places.tell(inquiry, topic, None)  # “学校呢”, of who does what in one sentence
        if not inquiry.is_bare or owner or inquiry.about_everything or inquiry.asks("order"):
            return None
        if inquiry.memory.get("regime") and self.regimes.names_clock(inquiry):
            return None
        back = inquiry.names_year(self.knowledge.plan.year)
        if topic and back is not None and back != self.knowledge.is_past(topic.section):
            return None  # “去年关停了多少家”: of the other year
        if topic:
            return self.places.tell(inquiry, topic, inquiry.aspect)
        section = self.knowledge.sections.get(inquiry.memory.get("section") or "")
        if section is None:
            return None
        if inquiry.aspect in ASPECTS:
            return section_facts.tell(self.knowledge, section, inquiry.aspect or "")
        return self.outline.summary(section)

    def _compared(self, inquiry: Inquiry) -> Answer | None:
        if not inquiry.asks("compare") and not inquiry.intends("ask_compare"):
            return None
        return compare(inquiry, self._side)

    def _side(self, inquiry: Inquiry, name: str) -> Side | None:
        """What the plan says of one of two matters: a section's tasks, or the best clause."""
        words = self.wording.words(self.lexicon.cut.sub(",", name))
        section = self.titles.best(words, at_least=0.75, past=inquiry.looks_back(self.knowledge.plan.year))
        if section is not None:
            alike = self.titles.alike(section, words)
            shown = SIDE_TASKS if len(alike) == 1 else SIDE_TASKS_EACH
            answers = [self.outline.summary(each, shown=shown) for each in alike[:SIDE_SECTIONS]]
            text = "\n".join(answer.text for answer in answers)
            sources = tuple(source for answer in answers for source in answer.sources[:shown])
            return Side(name, text, section.id, sources)
        prior = {section: INTENT_WEIGHT * p for section, p in inquiry.prior.items()}
        ranked = self.matcher.rank(words, prior, self.evidence.bonus(inquiry))
        if not ranked or ranked[0].coverage < ENOUGH:
            return None
        topic = topic_of(self.knowledge, ranked[0], ranked)
        source = topic.source
        if inquiry.aspect in ASPECTS:
            answer = self.places.tell(inquiry, topic, inquiry.aspect)
            due = next((fact.due for fact in answer.facts if fact.due), None)
            return Side(name, answer.text, source.quote, answer.sources, due)
        text = f"{wording.quoted(source.quote)}（{wording.place(source.path[-1:])}）"
        return Side(name, text, source.quote, (source,))

    def _other_place(self, inquiry: Inquiry) -> Answer | None:
        """A place that the plan does not name, or the neighbours."""
        place = inquiry.wording.foreign_place(inquiry.text)
        away = inquiry.lexicon.phrases["elsewhere"].search(inquiry.text)
        if place is None and (away is None or away.group() in inquiry.wording.text):
            return None  # nowhere else, or a place of which the plan speaks
        text = f"计划里没有提到{place}。" if place else "这份计划只讲本单位的工作，没有提到别处。"
        return plain_reply(text, kind="not_mentioned", follow_ups=self.places.examples)

    def _other_year(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """A year that the plan neither is for, nor looks back on, nor speaks of."""
        year = self.knowledge.plan.year
        if year is None:
            return None
        asked = {int(value) for value in inquiry.values("year")}
        if NEXT_YEAR.search(inquiry.text) and "今年" not in inquiry.text:
            asked.add(year + 1)
        best = topic_of(self.knowledge, ranked[0], []) if ranked and ranked[0].coverage >= ENOUGH else None
        due = best.task.deadline.due if best and best.task and best.task.deadline else None
        known = range(year - 1, max(year, due.year if due else year) + 1)  # 十四五期间 reaches 2025
        others = [y for y in sorted(asked) if y not in known and f"{y}年" not in self.wording.text]
        if not others:
            return None
        follow_ups = []
        if best:
            title = wording.short(best.title, 24)
            follow_ups = [FollowUp(f"{year}年：{wording.short(title, 16)}", title)]
        text = f"这份是{year}年的计划，没有{others[0]}年的内容。"
        answer = plain_reply(text, kind="not_mentioned", follow_ups=follow_ups)
        return replace(answer, memory={**inquiry.memory, "other_year": others[0], "aspect": inquiry.aspect})
