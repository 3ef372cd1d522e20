"""Question in, answer out. The order in which kinds of answers are tried stands here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from bot.answer import facts as tell_facts
from bot.answer import section_facts, wording
from bot.answer.compare import compare
from bot.answer.dialogue import Dialogue, located
from bot.answer.evidence import Evidence
from bot.answer.guard import check
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge, Quantity
from bot.answer.lexicon import Lexicon
from bot.answer.lists import FindTasks, Lists
from bot.answer.matching import Match, Matcher
from bot.answer.names import Names
from bot.answer.plain import plain
from bot.answer.regimes import Regimes
from bot.answer.reply import about, plain_reply, task_listing
from bot.answer.sections import Titles
from bot.answer.topic import Topic, topic_from_memory, topic_of
from bot.answer.words import Word, Wording
from bot.records import Answer, Fact, FollowUp, Plan, Question, Section, Source, State
from bot.text.lexicon import read_lexicon

LONGEST = 400  # characters of a question
ENOUGH, NEAR = 0.42, 0.25  # coverage from which a clause is an answer, or a likeness
LEAST_WEIGHT = 0.35  # words that hold less matter name nothing
TIE = 0.97  # share of the best coverage at which another clause is as likely,
NEAR_TIE = 0.08  # if its score is not farther off than this
ASPECTS_OF_A_SECTION = ("deadline", "owner", "target", "priority")


class PlanAnswers:
    """Answers questions about one loaded plan. Built once, used for every question; holds no state."""

    def __init__(self, plan: Plan, lexicon: Lexicon, lexicon_dir: Path, find: FindTasks) -> None:
        self.knowledge = Knowledge(plan)
        self.lexicon = lexicon
        self.wording = Wording(self.knowledge, lexicon)
        self.matcher = Matcher(self.knowledge)
        self.evidence = Evidence(self.knowledge, self.matcher.past)
        self.titles = Titles(self.knowledge, self.matcher)
        self.names = Names(self.knowledge, self.titles)
        self.lists = Lists(
            self.knowledge, self.titles, find, read_lexicon("vague_amounts", lexicon_dir)["words"]
        )
        self.regimes = Regimes(self.knowledge, self.matcher)
        self.dialogue = Dialogue(self.knowledge, self.names, self._tell)

    def reply(self, question: Question) -> Answer:
        """The answer, checked, with what the next turn needs to know in its memory."""
        inquiry = Inquiry(question, self.lexicon, self.wording)
        answer = check(self._answer(inquiry), asked=question.text, year=self.knowledge.plan.year)
        return self._remember(inquiry, answer)

    def _remember(self, inquiry: Inquiry, answer: Answer) -> Answer:
        memory = {**answer.memory} if answer.memory else dict(inquiry.memory)
        memory["at"] = inquiry.question.asked_at
        if answer.kind not in ("chat", "not_understood", "not_mentioned"):
            memory["text"] = answer.text
        return replace(answer, memory=memory)

    def _answer(self, inquiry: Inquiry) -> Answer:
        if len(inquiry.question.text) > LONGEST:
            return plain_reply(wording.TOO_LONG, kind="not_understood")
        if not re.search(r"[㐀-鿿\d]", inquiry.text) or re.search(r"<\s*/?\s*\w+[^>]*>", inquiry.text):
            return plain_reply(wording.NOT_UNDERSTOOD, kind="not_understood", follow_ups=self.examples)
        ranked = self.matcher.rank(
            inquiry.words, {s: 0.15 * p for s, p in inquiry.prior.items()}, self.evidence.bonus(inquiry)
        )
        return (
            self.dialogue.answer(inquiry)
            or self._on_memory(inquiry)
            or self._other_year(inquiry, ranked)
            or self.regimes.answer(inquiry, ranked)
            or self.names.answer(inquiry)
            or (
                compare(inquiry, self._find)
                if inquiry.asks("compare") or inquiry.intends("ask_compare")
                else None
            )
            or self.lists.answer(inquiry)
            or self._on_section(inquiry, ranked)
            or self._on_clause(inquiry, ranked)
        )

    def _find(self, inquiry: Inquiry, name: str) -> Topic | None:
        words = self.wording.words(name)
        ranked = self.matcher.rank(words, {}, self.evidence.bonus(inquiry))
        if not ranked or ranked[0].coverage < ENOUGH:
            return None
        return topic_of(self.knowledge, ranked[0], ranked)

    def _both_years(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """“去年做了什么、今年做什么”: the best place of the review and of the plan, one after the other."""
        if not (re.search("去年|上年", inquiry.text) and "今年" in inquiry.text) or not inquiry.words:
            return None
        blocks: list[str] = []
        sources: list[Source] = []
        for past, name in ((True, "去年"), (False, "今年")):
            match = next((m for m in ranked if bool(self.matcher.past[m.unit.index]) == past), None)
            if match is None or match.coverage < ENOUGH:
                return None
            heading = self.knowledge.heading_of(match.unit) or self.titles.best(
                inquiry.words, at_least=0.75, past=past
            )
            answer = (
                self.names.summary(heading, shown=5)
                if heading
                else self._tell(inquiry, topic_of(self.knowledge, match, ranked), None)
            )
            blocks.append(f"{name}：{answer.text}")
            sources += answer.sources
        fact = Fact(inquiry.words[0].surface, "measure", State.STATED, None)
        return Answer("\n".join(blocks), State.STATED, "compare", (fact,), tuple(sources))

    def _other_year(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """A year that the plan neither is for, nor looks back on, nor speaks of."""
        year = self.knowledge.plan.year
        if year is None:
            return None
        asked = {int(value) for value in inquiry.values("year")}
        if "明年" in inquiry.text:
            asked.add(year + 1)
        others = [y for y in sorted(asked) if y not in (year, year - 1) and f"{y}年" not in self.wording.text]
        if not others:
            return None
        text = f"这份是{year}年的计划，没有{others[0]}年的内容。"
        follow_ups = []
        if ranked and ranked[0].coverage >= ENOUGH:
            title = topic_of(self.knowledge, ranked[0], ranked).title
            follow_ups = [FollowUp(f"{year}年：{wording.short(title, 16)}", wording.short(title, 24))]
        return plain_reply(text, kind="not_mentioned", follow_ups=follow_ups)

    def _on_section(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer | None:
        """A question about a whole section: its tasks, parts, deadlines, owners."""
        words = [word for word in inquiry.words if word.weight > 0.25] or inquiry.words
        section = self.titles.best(
            words, at_least=0.75, prior=inquiry.prior, past=inquiry.looks_back(self.knowledge.plan.year)
        ) or self._intended(inquiry, words)
        if section is None or inquiry.points_back:
            return None
        aspect = self._carried(inquiry)
        told = inquiry.memory.get("section")
        if told in self.knowledge.sections and inquiry.is_ellipsis and told != section.id:
            within = self.knowledge.within(told)
            if any(m.unit.section in within and m.coverage > 0.9 for m in ranked):
                return None  # what was talked about has a clause of its own for it
        direct = max((m.coverage for m in ranked[:20] if m.unit.section == section.id), default=0.0)
        asks_parts = inquiry.asks("summary") or inquiry.asks("children") or inquiry.asks("list")
        if asks_parts or inquiry.is_ellipsis or direct < 0.6 or aspect in ASPECTS_OF_A_SECTION:
            return self._tell_section(inquiry, section, aspect, ranked)
        return None

    def _intended(self, inquiry: Inquiry, words: Sequence[Word]) -> Section | None:
        """The section that NLU is sure of, when its content is asked and its title agrees in part."""
        section = self.knowledge.sections.get(inquiry.intent.removeprefix("section_").replace("_", "."))
        if section is None or inquiry.question.confidence < 0.5 or not inquiry.asks("summary"):
            return None
        return section if self.titles.coverage(section, words) >= 0.3 else None

    def _carried(self, inquiry: Inquiry) -> str | None:
        """The aspect; for “义务教育呢” that of the question before."""
        aspect = inquiry.aspect
        if aspect in (None, "measure") and inquiry.is_ellipsis and inquiry.memory.get("aspect"):
            return str(inquiry.memory["aspect"])
        return aspect

    def _tell_section(
        self, inquiry: Inquiry, section: Section, aspect: str | None, ranked: Sequence[Match]
    ) -> Answer:
        parts = inquiry.asks("children") and self.knowledge.children(section.id)
        if aspect in ASPECTS_OF_A_SECTION and not inquiry.asks("summary") and not parts:
            within = self.knowledge.within(section.id)
            near = next((m.unit for m in ranked if m.unit.section in within and m.unit.task), None)
            return section_facts.tell(self.knowledge, section, aspect or "", near)
        return self.names.tell(section, parts=bool(parts) or inquiry.asks("members"))

    def _on_memory(self, inquiry: Inquiry) -> Answer | None:
        """A question without matter of its own: what was last talked about is meant."""
        if inquiry.weight >= LEAST_WEIGHT or inquiry.about_everything or inquiry.asks("order"):
            return None
        topic = topic_from_memory(self.knowledge, inquiry.memory.get("topic") or {})
        if topic:
            return self._tell(inquiry, topic, inquiry.aspect)
        section = inquiry.memory.get("section")
        if section in self.knowledge.sections:
            if inquiry.aspect in ASPECTS_OF_A_SECTION:
                return section_facts.tell(
                    self.knowledge, self.knowledge.sections[section], inquiry.aspect or ""
                )
            return self.names.summary(self.knowledge.sections[section])
        return None

    def _on_clause(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer:
        best = ranked[0] if ranked else None
        if inquiry.weight < LEAST_WEIGHT:
            asked = plain_reply(
                wording.WHICH_ONE + "请说出具体工作，例如：", kind="clarify", follow_ups=self.examples
            )
            return self._which_figure(inquiry) or replace(asked, memory={"pending": inquiry.text})
        unsure = inquiry.intends("out_of_scope", at_least=0.5)
        if best is None or best.coverage < (ENOUGH + 0.2 if unsure else ENOUGH):
            return self._not_mentioned(inquiry, ranked)
        aspect = inquiry.aspect
        if aspect in (None, "measure") and inquiry.is_ellipsis:
            aspect = inquiry.memory.get("aspect") or aspect
        ties = self._ties(ranked)
        if (
            len(ties) >= 2
            and (inquiry.asks("list") or inquiry.asks("summary"))
            and all(m.unit.task for m in ties)
        ):
            tasks = [self.knowledge.tasks[m.unit.task or ""] for m in ties]
            return task_listing(self.knowledge, "计划里有：", tasks, section=best.unit.section)
        vague = inquiry.weight < 0.8 and inquiry.points_back and len(ranked) > 1
        if (vague or (len(ties) >= 3 and inquiry.weight < 1.1)) and not inquiry.memory.get("section"):
            return self._which(inquiry, ties if len(ties) > 1 else ranked[:3])
        return self._tell(inquiry, topic_of(self.knowledge, best, ranked), aspect)

    def _ties(self, ranked: Sequence[Match]) -> list[Match]:
        """The clauses that answer as well as the best, one for each task, in document order."""
        best, top = max(match.coverage for match in ranked), ranked[0].score
        found: dict[object, Match] = {}
        for match in ranked:
            if match.coverage >= TIE * best and match.score >= top - NEAR_TIE:
                found.setdefault(match.unit.task or match.unit.passage, match)
        return sorted(found.values(), key=lambda m: m.unit.start)

    def _which(self, inquiry: Inquiry, ties: Sequence[Match]) -> Answer:
        """Low evidence: ask back, with the candidates as buttons."""
        topics = [topic_of(self.knowledge, match, []) for match in ties[:5]]
        titles = [wording.short(topic.title, 28) for topic in topics]
        items = [{"start": t.focus.start, "end": t.focus.end, "title": t.title} for t in topics]
        return Answer(
            text=f"{wording.WHICH_ONE}\n{wording.numbered(titles)}",
            state=State.SILENT,
            kind="clarify",
            sources=tuple(topic.source for topic in topics),
            follow_ups=tuple(FollowUp(wording.short(title, 14), title) for title in titles[:4]),
            memory={"items": items, "lines": titles, "shown": len(titles), "pending": inquiry.text},
        )

    def _which_figure(self, inquiry: Inquiry) -> Answer | None:
        """“要建多少所”: which of the things that the plan counts in this measure?"""
        measures = set(re.findall(r"(?:几|多少)([一-鿿])", inquiry.text))
        found = [
            q
            for qs in self.knowledge.quantities.values()
            for q in qs
            if q.task and plain(q.raw)[-1:] in measures
        ]
        names = list(dict.fromkeys(q.name for q in found if q.name))[:5]
        if len(names) < 2:
            return None
        items = [{"task": q.task, "start": q.start, "end": q.end, "title": q.name} for q in found[:5]]
        return Answer(
            f"{wording.WHICH_ONE}\n{wording.numbered(names)}",
            State.SILENT,
            "clarify",
            sources=tuple(self.knowledge.source(q.start, q.end) for q in found[:5]),
            follow_ups=tuple(FollowUp(wording.short(n, 14), f"{n}{inquiry.text}") for n in names[:4]),
            memory={"items": items, "lines": names, "shown": len(names), "pending": inquiry.text},
        )

    def _not_mentioned(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer:
        near = [m for m in ranked[:8] if m.coverage >= NEAR and m.unit.task]
        titles = list(dict.fromkeys(topic_of(self.knowledge, m, []).title for m in near))[:2]
        text = wording.NOT_MENTIONED
        if titles:
            text += f"相近的有：{'；'.join(wording.short(title, 28) for title in titles)}。"
        facts = (Fact(wording.short(inquiry.question.text, 40), inquiry.aspect or "measure", State.SILENT),)
        follow_ups = tuple(FollowUp(wording.short(title, 14), title) for title in titles) or self.examples
        sources = tuple(topic_of(self.knowledge, m, []).source for m in near[:2])
        return Answer(text, State.SILENT, "not_mentioned", facts, sources, follow_ups)

    def _tell(self, inquiry: Inquiry, topic: Topic, aspect: str | None) -> Answer:
        """One aspect of one topic."""
        if aspect == "source":
            return located(topic)
        if aspect == "deadline":
            lead, fact = tell_facts.deadline(topic)
            return about(topic, self._denial(inquiry, topic) + lead, [fact], aspect=aspect)
        if aspect == "target":
            lead, found = tell_facts.figure(topic, self._likely(inquiry, topic.figures))
            return about(topic, lead, found, aspect=aspect)
        if aspect == "owner":
            lead, found = tell_facts.owner(topic)
            return about(topic, lead, found, aspect=aspect)
        if aspect == "priority":
            lead, fact = tell_facts.priority(topic)
            return about(topic, lead, [fact], aspect=aspect)
        fact = Fact(topic.title, "measure", State.STATED, topic.source.quote, topic.focus.task)
        return about(topic, self._denial(inquiry, topic), [fact], aspect=aspect)

    def _denial(self, inquiry: Inquiry, topic: Topic) -> str:
        """“不是，” when the user seeks confirmation of a day that is not the plan's."""
        deadline = topic.task.deadline if topic.task else None
        if not inquiry.asks("confirm") or deadline is None or deadline.due is None:
            return ""
        for value in inquiry.values("period"):
            last = value.split("/")[1]
            if last[5:] != deadline.due.isoformat()[5:]:
                return f"不是，原文写的是{deadline.raw}。" if inquiry.aspect != "deadline" else "不是，是"
            return "是的，" if inquiry.aspect == "deadline" else f"是的，{deadline.raw}。"
        return ""

    def _likely(self, inquiry: Inquiry, figures: Sequence[Quantity]) -> list[Quantity]:
        """The figures that the question may mean: those whose names hold its words, else all."""
        scored = []
        for quantity in figures:
            name = plain(quantity.name + quantity.raw)
            score = sum(
                word.weight * max((sure for form, sure in word.forms.items() if form in name), default=0.0)
                for word in inquiry.words
            )
            measures = set(re.findall(r"(?:几|多少)([一-鿿])", inquiry.text))
            scored.append((score + 0.5 * any(m in plain(quantity.raw) for m in measures), quantity))
        best = max((score for score, _ in scored), default=0.0)
        return [q for score, q in scored if score >= 0.8 * best]

    @cached_property
    def examples(self) -> tuple[FollowUp, ...]:
        """Questions that this plan can answer, for those who do not know what to ask."""
        tasks = self.knowledge.plan.tasks
        found = [
            next((t for t in tasks if t.deadline and t.deadline.due), None),
            next((t for t in tasks if t.targets), None),
        ]
        faces = ("{title}什么时候完成", "{title}指标是多少")
        asked = [
            face.format(title=wording.short(t.title, 16)) for face, t in zip(faces, found, strict=True) if t
        ]
        return tuple(FollowUp(text, text) for text in [*asked, "今年的重点任务有哪些"])
