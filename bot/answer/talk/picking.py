"""The n-th of a list: of one that was given before, or of what the question itself names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.kinds.term_names import TermNames
from bot.answer.kinds.wholes import ASPECTS
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.steps import Step, Tell
from bot.answer.question.topic import Topic, topic_of
from bot.answer.saying import phrases, section_facts
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import item_of, overall, plain_reply
from bot.answer.search.sections import Titles
from bot.answer.talk.ordinals import Counted, counted_kinds, measure_of, numbered_kind
from bot.records import Answer, Fact, Section, SectionKind, State
from bot.text.calendar import whole
from bot.text.plain import plain

LISTS = ("outline", "term", "list")  # kinds of answers of which one can be picked
PICKING = 0.9  # weight of a question's words below which it leans on what was said
IN_TITLE = 0.7  # share of the words before an ordinal that the title of the section meant has to hold
OF_SO_MANY = re.compile(
    r"(?<![第一二三四五六七八九十\d])(?P<n>[一二两三四五六七八九十\d]{1,3})[个项大条点样](?:里|当中|中间|之中)"
)
NEXT = re.compile(r"(?<!最)(?:后面|下面|后|下)(?:的|那)?(?:一|那)(?:个|条|项|点)")
PREVIOUS = re.compile(r"(?<!最)(?:前面|上面|前|上)(?:的|那)?(?:一|那)(?:个|条|项|点)")


class Picking:
    """Tells the n-th of a list. `tell` answers about one topic."""

    def __init__(
        self, knowledge: Knowledge, titles: Titles, outline: Outline, terms: TermNames, tell: Tell
    ) -> None:
        self.knowledge = knowledge
        self.titles = titles
        self.outline = outline
        self._terms = terms
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """The n-th of the list that the question means; None when it means none."""
        memory = inquiry.memory
        ordinals = _ordinals(inquiry)
        kind = numbered_kind(inquiry)
        if kind and (sections := self._below(inquiry, kind)):
            return self._picked(inquiry, [kind.number], {"picks": [item_of(s) for s in sections]})
        if inquiry.weight >= PICKING:
            return None
        if memory.get("picks") and (beside := self._beside(inquiry, memory)) is not None:
            return self.pick(inquiry, beside, memory)
        if not ordinals or self._names_another(inquiry):
            return None
        if kind and (sections := self._of_kind(inquiry, kind)):
            return self._picked(inquiry, ordinals[-1:], {"picks": [item_of(s) for s in sections]})
        if memory.get("picks"):
            return self._picked(inquiry, ordinals, self._of_so_many(inquiry) or _meant(inquiry))
        children = self.knowledge.children(memory["section"]) if memory.get("section") else []
        if len(children) >= 2:  # 第二点 of what is talked about
            return self._each(ordinals, len(children), lambda n: self._child(children, n))
        return None

    def choosing(self, step: Step) -> Step:
        """The step, with only the one that an ordinal wants of what it lists."""
        return lambda inquiry: self._nth(inquiry, step(inquiry))

    def _nth(self, inquiry: Inquiry, answer: Answer | None) -> Answer | None:
        """The one that the question wants of what it names: “九大行动第三个叫啥”; else the answer itself."""
        ordinals = _ordinals(inquiry)
        items = answer.memory.get("items") if answer else None
        if answer is None or not ordinals or not items or answer.kind not in LISTS:
            return answer
        kind = numbered_kind(inquiry)
        if "section" in items[0] and kind and self.knowledge.sections[items[0]["section"]].kind != kind.kind:
            return answer  # “第一个体系底下是哪些行动” wants all of them
        if not any(-len(items) <= ordinal <= len(items) for ordinal in ordinals):
            return replace(answer, text=f"{_too_few(len(items), inquiry)}\n{answer.text}")
        return self._picked(inquiry, ordinals, {**answer.memory, "picks": items})

    def _names_another(self, inquiry: Inquiry) -> bool:
        """Whether the question names a term with members that is not the one talked about."""
        term = self._terms.named(inquiry.text)
        return term is not None and bool(term.members) and term.name != inquiry.memory.get("term")

    def _below(self, inquiry: Inquiry, counted: Counted) -> list[Section]:
        """The sections that “职业教育体系第二个行动” counts: those below the one that stands before it."""
        first, *others = counted_kinds(inquiry)
        if others and first.kind is not counted.kind:  # 第三个体系的第二个行动
            above = [section for section in self.knowledge.plan.sections if section.kind is first.kind]
            index = first.number - 1 if first.number > 0 else len(above) + first.number
            parent = above[index] if 0 <= index < len(above) else None
        else:
            rest = f"{inquiry.text[: counted.start]},{inquiry.text[counted.end :]}"
            words = [word for word in inquiry.words_of(rest) if word.known]
            parent = self.titles.best(words, at_least=IN_TITLE, past=inquiry.looks_back)
        within = self.knowledge.within(parent.id) - {parent.id} if parent else ()
        return [s for s in self.knowledge.plan.sections if s.id in within and s.kind is counted.kind]

    def _of_so_many(self, inquiry: Inquiry) -> Mapping[str, Any] | None:
        """The list of the number that the question says: “六个里最后那个”, after one of the six was told."""
        said = OF_SO_MANY.search(inquiry.text)
        number = whole(said["n"]) if said else None
        if number is None:
            return None
        memory = inquiry.memory
        if number == len(memory["picks"]):
            return memory
        if number == len((memory.get("beside") or {}).get("picks") or ()):
            return {**memory, **memory["beside"]}
        for kind in map(SectionKind, reversed(list(inquiry.lexicon.kinds))):  # a 部分 is called so
            found = [section for section in self.knowledge.plan.sections if section.kind is kind]
            if len(found) == number:
                return {"picks": [item_of(section) for section in found]}
        return None

    def _of_kind(self, inquiry: Inquiry, counted: Counted) -> list[Section]:
        """The sections that “第一个体系” counts: those of a list that was given, or the plan's own.

        A noun that people also use of other things (措施) counts the plan's sections only where no list of
        such things was given.
        """
        memory, sections, kind = inquiry.memory, self.knowledge.sections, counted.kind
        lists = [memory.get("items"), memory.get("picks"), (memory.get("beside") or {}).get("picks")]
        for items in filter(None, lists):
            listed = [sections[item["section"]] for item in items if item.get("section") in sections]
            enough = len(items) >= max(map(abs, _ordinals(inquiry)))
            if enough and len(listed) == len(items) and all(section.kind is kind for section in listed):
                return listed
        found = [section for section in self.knowledge.plan.sections if section.kind is kind]
        own = kind is SectionKind.PART or all(counted.noun in plain(section.title) for section in found)
        return found if len(found) > 1 and (own or not memory.get("picks")) else []

    def _beside(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> int | None:
        """The number of the one that stands behind or before the one just told: “后面一个呢”."""
        told = int(memory.get("picked") or 0)
        step = 1 if NEXT.search(inquiry.text) else -1 if PREVIOUS.search(inquiry.text) else 0
        return told + step if told and step and 1 <= told + step <= len(memory["picks"]) else None

    def _picked(self, inquiry: Inquiry, ordinals: Sequence[int], memory: Mapping[str, Any]) -> Answer:
        answer = self._each(ordinals, len(memory["picks"]), lambda n: self.pick(inquiry, n, memory))
        kept = {"picks": memory["picks"], "measure": measure_of(inquiry) or memory.get("measure")}
        if memory.get("beside") and not answer.memory.get("items"):
            kept["beside"] = memory["beside"]
        return replace(answer, memory={**answer.memory, **kept})

    def _each(self, ordinals: Sequence[int], count: int, tell: Callable[[int], Answer]) -> Answer:
        """What `tell` says of one, or of each of several, of so many: “第一、第二条谁负责”."""
        several = list(dict.fromkeys(n if n > 0 else count + 1 + n for n in ordinals))
        there = [n for n in several if 1 <= n <= count] or several[:1]
        if len(there) == 1:
            return tell(there[0])
        answers = {n: tell(n) for n in there}
        text = "\n".join(f"第{n}条：{answer.text}" for n, answer in answers.items())
        facts = tuple(fact for answer in answers.values() for fact in answer.facts)
        sources = tuple(source for answer in answers.values() for source in answer.sources)
        last = next(reversed(answers.values()))
        memory = {key: last.memory.get(key) for key in ("section", "aspect", "picks", "picked")}
        return Answer(text, overall(facts), "list", facts, sources, memory=memory)

    def pick(self, inquiry: Inquiry, ordinal: int, memory: Mapping[str, Any]) -> Answer:
        """The n-th of what was listed, as `memory` has it; counted from the end when negative."""
        items = memory["picks"]
        index = ordinal - 1 if ordinal > 0 else len(items) + ordinal
        if not 0 <= index < len(items):
            return self._beyond(inquiry, memory)
        answer = self._item(inquiry, index, memory)
        return replace(answer, memory={**answer.memory, "picked": index + 1})

    def _beyond(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> Answer:
        """That there are not so many, with all there are where they are sections."""
        items = memory["picks"]
        lead = _too_few(len(items), inquiry)
        sections = [self.knowledge.sections[item["section"]] for item in items if "section" in item]
        if not sections or len(sections) < len(items):
            return replace(plain_reply(lead, kind="chat", state=State.STATED), memory=dict(memory))
        return self.outline.listed(lead, sections)

    def _item(self, inquiry: Inquiry, index: int, memory: Mapping[str, Any]) -> Answer:
        """What is to say of one of the things listed."""
        items = memory["picks"]
        item = items[index]
        if "section" in item:
            kinds = [noun for names in inquiry.lexicon.kinds.values() for noun in names]
            parts = inquiry.asks("children") or any(noun in inquiry.text for noun in kinds)
            parts = parts or bool(memory.get("parts") and inquiry.is_ellipsis)  # “第六个呢”, asked alike
            section = self.knowledge.sections[item["section"]]
            if inquiry.aspect in ASPECTS and not inquiry.asks("children"):
                answer = section_facts.tell(self.knowledge, section, inquiry.aspect or "")
            else:
                answer = self.outline.tell(section, parts=parts)
            return replace(answer, memory={**answer.memory, "picks": items, "parts": parts})
        if "task" not in item and memory.get("term"):
            return self._member(inquiry, index, memory)
        topic = self._topic_at(item)
        if topic is None:
            return plain_reply(str(item["title"]), kind="chat")
        if inquiry.aspect in (None, "measure"):  # more than the list said: the sentence around it
            topic = topic_of(self.knowledge, Match(topic.focus, 1.0, 1.0), [])
        answer = self._tell(inquiry, topic, inquiry.aspect)
        return replace(answer, memory={**answer.memory, "picks": items})

    def _member(self, inquiry: Inquiry, index: int, memory: Mapping[str, Any]) -> Answer:
        """One of what a term consists of: its name, or what the plan says of it elsewhere in the section."""
        items = memory["picks"]
        item = items[index]
        topic = self._topic_at(item)
        named = plain(str(item["title"]))
        said = [u for u in self.knowledge.units if named in u.text and topic and u.section == topic.section]
        beyond = next((u for u in said if u.passage != topic.focus.passage), None) if topic else None
        if beyond:
            found = topic_of(self.knowledge, Match(beyond, 1.0, 1.0), [])
            answer = self._tell(inquiry, found, inquiry.aspect)
            return replace(answer, memory={**answer.memory, "picks": items, "term": memory["term"]})
        source = topic.source if topic else None
        lead = f"第{index + 1}个是{item['title']}。"
        lead += phrases.NOT_EXPLAINED if inquiry.asks("explained") else ""
        fact = Fact(memory["term"], "term", State.STATED, item["title"])
        text = phrases.with_source(lead, source) if source else lead
        return Answer(text, State.STATED, "term", (fact,), (source,) if source else (), memory=dict(memory))

    def _child(self, children: Sequence[Section], ordinal: int) -> Answer:
        index = ordinal - 1 if ordinal > 0 else len(children) + ordinal
        if not 0 <= index < len(children):
            return plain_reply(f"这一节一共分{len(children)}点，没有您说的这一点。", kind="chat")
        answer = self.outline.summary(children[index])
        return replace(answer, memory={**answer.memory, "picks": [item_of(s) for s in children]})

    def _topic_at(self, item: Mapping[str, Any]) -> Topic | None:
        units = self.knowledge.units_between(item["start"], item["end"])
        return Topic(self.knowledge, units[0], tuple(units[:12])) if units else None


def _ordinals(inquiry: Inquiry) -> list[int]:
    return [int(value) for value in inquiry.values("ordinal")]


def _too_few(count: int, inquiry: Inquiry) -> str:
    measure = measure_of(inquiry) or "条"
    return f"一共只有{count}{measure}，没有您说的这一{measure}。"


def _meant(inquiry: Inquiry) -> Mapping[str, Any]:
    """The memory with the list that an ordinal means where one stands inside the other.

    After “九大行动第三个”, whose tasks were then listed, “第五个呢” counts the nine, as it counts in the same
    measure word; “第五条” counts the tasks.
    """
    memory = inquiry.memory
    inner, measure = memory.get("beside"), measure_of(inquiry)
    if not inner or measure is None or memory.get("measure") in (None, measure):
        return memory
    if inner.get("measure") not in (None, measure):
        return memory
    outer = {key: memory[key] for key in ("picks", "measure", "term", "parts", "picked") if key in memory}
    kept = {key: value for key, value in memory.items() if key not in outer}
    return {**kept, **inner, "beside": outer}
