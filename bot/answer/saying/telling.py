"""What the plan says at one place of what is asked: a day, a figure, who, whether it is a priority."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.answer.knowledge import Knowledge, Quantity
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.measures import YUAN, asked_measures, asks_money
from bot.answer.question.topic import Topic, topic_of
from bot.answer.saying import facts as tell_facts
from bot.answer.saying import phrases
from bot.answer.saying.located import located
from bot.answer.saying.reply import about
from bot.answer.saying.verdicts import verdict
from bot.answer.saying.years import DATED
from bot.records import Answer, Fact, State
from bot.text.plain import plain

EXACT = frozenset("人名亩")  # measures that count one sort of thing only
WHICH = re.compile(r"[哪啥谁]|什么|何")
NEARLY = 0.9  # share of the best fit from which a figure may be meant as well
NUMBERED = (
    r"(?:第[一二三四五六七八九十百\d]+|[一二三四五六七八九十百]+|(?<![a-z])[ivx]+)"  # Ⅲ is folded to iii
)
WHOLE_YEAR = timedelta(days=360)
FIGURE = re.compile(r"\d")
LASTING = re.compile(r"\d(?:秒|分钟|小时|天|周|个月|年)")
SUM = re.compile(r"元|[\dx]亿")
PAID = re.compile(r"投资|资金|投入|经费|造价")
CLAIMED = re.compile(r"\d(?:个)?(?:[万亿%]|千|百)")  # an amount, and no number of a point


class Teller:
    """Tells one aspect of one topic, with its source."""

    def __init__(self, knowledge: Knowledge, vague: Sequence[str] = ()) -> None:
        """`vague`: amounts that are no figure, like 一批."""
        self.knowledge = knowledge
        self._vague = tuple(plain(word) for word in vague)

    def tell(self, inquiry: Inquiry, topic: Topic, aspect: str | None) -> Answer:
        """One aspect of one topic."""
        aspect = self._premise(inquiry, topic) or aspect
        if aspect == "deadline" and inquiry.asks("lasting") and self._lasting(topic):
            aspect = "target"
        if aspect == "source":
            return located(topic)
        if aspect == "deadline":
            topic = topic.dated()
            lead, fact = tell_facts.deadline(topic)
            said = verdict(inquiry, self.knowledge, topic.task.deadline if topic.task else None)
            return about(_fair(topic, fact), said + lead, [fact], aspect=aspect)
        if aspect == "target":
            own = topic.focus.index in self.knowledge.quantities
            only_vague = not own and any(word in topic.focus.text for word in self._vague)
            if not topic.figures and not only_vague:
                topic = self._counting(inquiry, topic)
            figures = [] if only_vague else self._likely(inquiry, topic.figures, topic.focus.index)
            if not figures and asks_money(inquiry.text) and (paid := self._paid(topic)):
                topic, figures = paid, self._likely(inquiry, paid.figures, paid.focus.index)
            if not figures and self._says_which(inquiry, topic):
                lead = f"{self.knowledge.source(topic.focus.start, topic.focus.end).quote}。"
                stated = Fact(topic.title, "target", State.STATED, topic.source.quote, topic.focus.task)
                return about(topic, lead, [stated], aspect=aspect)
            lead, found = tell_facts.figure(topic, figures)
            if not figures and asks_money(inquiry.text) and not SUM.search(plain(topic.focus.text)):
                lead, found = phrases.SILENT_FIGURE, [replace(found[0], state=State.SILENT)]
            return about(_fair(topic, found[0]), lead, found, aspect=aspect)
        if aspect == "owner":
            lead, found = tell_facts.owner(topic, inquiry.text, with_whom=inquiry.asks("partner"))
            return about(_fair(topic, found[0]), lead, found, aspect=aspect)
        if aspect == "priority":
            spelt_out = self._spelt_out(inquiry, topic)
            lead, fact = tell_facts.priority(spelt_out or topic)
            if spelt_out:
                focus = self.knowledge.source(spelt_out.focus.start, spelt_out.focus.end)
                topic, lead, aspect = spelt_out, f"{focus.quote}。", None  # 最暖心的呢: no priority is asked
            return about(topic, lead, [fact], aspect=aspect)
        fact = Fact(topic.title, "measure", State.STATED, topic.source.quote, topic.focus.task)
        said = verdict(inquiry, self.knowledge, topic.task.deadline if topic.task else None)
        return about(topic, said and said + tell_facts.deadline(topic)[0], [fact], aspect=aspect)

    def _says_which(self, inquiry: Inquiry, topic: Topic) -> bool:
        """Whether a clause numbers what is asked for, and counts nothing: 几类 and Ⅲ类, 第几届 and 第三届."""
        numbered = (f"{NUMBERED}{re.escape(measure)}" for measure in asked_measures(inquiry.text))
        return any(re.search(number, topic.focus.text) for number in numbered)

    def _paid(self, topic: Topic) -> Topic | None:
        """The topic at the next clause of its sentence, where that says what is paid: …，完成投资1万亿元."""
        after = next(iter(self.knowledge.units[topic.focus.index + 1 :]), None)
        if after is None or after.passage != topic.focus.passage:
            return None
        sums = [q for q in self.knowledge.quantities.get(after.index, ()) if SUM.search(plain(q.raw))]
        if not any(PAID.search(q.name) for q in sums):
            return None
        return topic_of(self.knowledge, Match(after, 1.0, 1.0), [])

    def _lasting(self, topic: Topic) -> bool:
        """Whether a clause says how long something takes, and sets no day: 外语90分钟."""
        if topic.task and topic.task.deadline:
            return False
        own = self.knowledge.quantities.get(topic.focus.index, ())
        return any(LASTING.search(plain(quantity.raw)) for quantity in own)

    def _spelt_out(self, inquiry: Inquiry, topic: Topic) -> Topic | None:
        """“重点是哪些地方”: the topic at the clause of its sentence that has the very word that is asked."""
        cue = inquiry.lexicon.aspects["priority"].search(inquiry.text)
        wants = inquiry.asks("list") or inquiry.asks("members") or WHICH.search(inquiry.text)
        if cue is None or not wants:
            return None
        spoken = [u for u in self.knowledge.units if u.passage == topic.focus.passage and cue[0] in u.text]
        return topic_of(self.knowledge, Match(spoken[0], 1.0, 1.0), []) if spoken else None

    def _counting(self, inquiry: Inquiry, topic: Topic) -> Topic:
        """The topic at the clause of its sentence that counts what is asked for in more words.

        思政课 is 思政精品课程, whose number stands three clauses later.
        """
        named = [word.surface for word in inquiry.words if word.noun and len(word.surface) > 2]
        sentence = (u for u in self.knowledge.units if u.passage == topic.focus.passage)
        for unit in sentence:
            for quantity in self.knowledge.quantities.get(unit.index, ()):
                if any(is_spelt_out(word, plain(quantity.name)) for word in named):
                    return topic_of(self.knowledge, Match(unit, 1.0, 1.0), [])
        return topic

    def _premise(self, inquiry: Inquiry, topic: Topic) -> str | None:
        """The aspect of what the user takes for granted: “9月起都得派书记，没错吧” asks for the deadline."""
        if not inquiry.asks("confirm") or topic.task is None:
            return None
        spans = [value.split("/") for value in inquiry.values("period")]
        if any(date.fromisoformat(last) - date.fromisoformat(first) < WHOLE_YEAR for first, last in spans):
            return "deadline"
        rest = DATED.sub("", inquiry.text)
        counted = CLAIMED.search(rest) is not None or (FIGURE.search(rest) and topic.figures)
        return "target" if counted else None

    def _likely(self, inquiry: Inquiry, figures: Sequence[Quantity], focus: int) -> list[Quantity]:
        """The figures that the question may mean: those whose names hold its words, else all.

        `focus` is the index of the clause that the question is about.
        """
        measures = asked_measures(inquiry.text)
        scored = []
        for quantity in figures:
            name = plain(quantity.name + quantity.raw)
            score = sum(
                word.weight * max((sure for form, sure in word.forms.items() if form in name), default=0.0)
                for word in inquiry.words
            )
            scored.append((score + 0.5 * any(m in plain(quantity.raw) for m in measures), quantity))
        fitting = [(score, q) for score, q in scored if any(m in plain(q.raw) for m in measures)]
        beside = all(q.unit != focus for _, q in scored)
        if not fitting and (YUAN in measures or (measures & EXACT and beside)):
            return []  # a figure that counts something else
        scored = fitting or scored  # 多少人 wants people, whatever else stands beside them
        best = max((score for score, _ in scored), default=0.0)
        return [q for score, q in scored if score >= NEARLY * best]


def is_spelt_out(word: str, name: str) -> bool:
    """Whether a name holds the characters of a word in their order."""
    rest = iter(name)
    return all(character in rest for character in word)


def _fair(topic: Topic, fact: Fact) -> Topic:
    """The topic, narrowed where a neighbouring clause would seem to give what its own task does not."""
    if fact.state is not State.SILENT:
        return topic
    others = [u for u in topic.units if u.task != topic.focus.task]
    tasks = [topic.knowledge.tasks[u.task] for u in others if u.task]
    misleading = {
        "deadline": any(task.deadline for task in tasks),
        "owner": any(not owner.inferred for task in tasks for owner in task.owners),
        "target": any(u.index in topic.knowledge.quantities for u in others),
    }
    return topic.narrowed() if misleading.get(fact.aspect) else topic
