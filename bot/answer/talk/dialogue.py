"""Moves that lean on what was said before: again, more, the n-th of a list, where does it say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.matching import Match
from bot.answer.question.steps import Step, Tell
from bot.answer.question.topic import Topic, topic_from_memory, topic_of
from bot.answer.saying import phrases
from bot.answer.saying.located import located, located_section
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import (
    LIST_SHOWN,
    all_items,
    entries,
    listing,
    overall,
    plain_reply,
    task_listing,
)
from bot.records import Answer, Fact, Section, State
from bot.text.plain import plain

WHOLE_PLAN = ("order", "all_deadlines", "unquantified", "redacted", "stated")  # manners of asking for lists
LISTS = ("outline", "term", "list")  # kinds of answers of which one can be picked
BARE, PICKING = 0.5, 0.9  # weight of a question's words below which it leans on what was said
AGAIN = 0.9  # confidence of NLU that the last answer is to be said again
SURELY_MORE = 0.85  # the same, that more is wanted, where no word says so
HOW_MANY = re.compile(
    r"(?:那|这)?(?:一共|总共|共|加起来|合计)?(?:有|是)?(?:几|多少)[个项条件点样](?:任务|工作)?[呢啊呀?？]*"
)
UNDER = re.compile(r"(?:底|下|里|里头|里面)(?:下|面|边|头|设|挂|放|有)")
WHICH = re.compile(
    r"(?:那|都|分别|各|具体)*(?:是|有|叫)(?:啥|什么|哪些|哪几[个项条样]|哪[三四五六七八九十]+[个项条样]?)[呢啊呀?？]*"
)
NEXT = re.compile(r"(?:后面|下面|后|下)(?:的|那)?(?:一|那)(?:个|条|项|点)")
PREVIOUS = re.compile(r"(?:前面|上面|前|上)(?:的|那)?(?:一|那)(?:个|条|项|点)")


class Dialogue:
    """Answers what makes sense only after another answer. `tell` answers about one topic."""

    def __init__(self, knowledge: Knowledge, outline: Outline, tell: Tell) -> None:
        self.knowledge = knowledge
        self.outline = outline
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        memory = inquiry.memory
        ordinals = [int(value) for value in inquiry.values("ordinal")]
        if memory.get("picks") and inquiry.weight < PICKING:
            if (beside := self._beside(inquiry, memory)) is not None:
                return self.pick(inquiry, beside, memory)
            if ordinals:
                return self._picked(inquiry, ordinals, memory)
        children = self.knowledge.children(memory["section"]) if memory.get("section") else []
        if ordinals and len(children) >= 2 and inquiry.weight < PICKING:  # 第二点 of what is talked about
            return self._each(ordinals, len(children), lambda n: self._child(children, n))
        if any(map(inquiry.asks, WHOLE_PLAN)):
            return None
        if inquiry.is_bare and memory.get("lines") and not memory.get("topic"):
            if HOW_MANY.fullmatch(inquiry.text):
                return self._counted(memory)
            if WHICH.fullmatch(inquiry.text) and inquiry.aspects[:1] != ["deadline"]:
                return self._again(memory)
        if children and inquiry.is_bare and UNDER.search(inquiry.text):
            return self.outline.tell(self.knowledge.sections[memory["section"]], parts=True)
        known = any(word.known and word.weight >= BARE for word in inquiry.words)
        if inquiry.intends("repeat", at_least=AGAIN) and not known:
            return self._again(memory)
        bare = inquiry.weight < BARE
        if not bare and not (inquiry.asks("more") and inquiry.intends("more") and inquiry.points_back):
            return None
        if inquiry.intends("repeat") and not inquiry.words:
            return self._again(memory)
        sure = 0.4 if inquiry.asks("more") else SURELY_MORE
        telling = inquiry.aspect in ("deadline", "owner", "target")  # 剩下的呢，最晚啥时候
        if inquiry.intends("more", at_least=sure) and not memory.get("other_year") and not telling:
            return self._more(memory)
        if inquiry.aspect == "source":
            return self._place(memory)
        return None

    def _again(self, memory: Mapping[str, Any]) -> Answer:
        if not memory.get("text"):
            return plain_reply("还没有说过什么。请先问一项工作，例如它的时限、指标或责任单位。", kind="chat")
        topic = topic_from_memory(self.knowledge, memory.get("topic") or {})
        sources = (topic.source,) if topic else ()
        state = State(memory.get("state", State.STATED))
        return Answer(memory["text"], state, "repeat", sources=sources, memory=dict(memory))

    def _counted(self, memory: Mapping[str, Any]) -> Answer:
        """How many there are in the list that was just given."""
        answer = plain_reply(f"上面一共{len(memory['lines'])}项。", kind="chat", state=State.STATED)
        return replace(answer, memory=dict(memory))

    def _more(self, memory: Mapping[str, Any]) -> Answer:
        lines, items, shown = (
            memory.get("lines") or [],
            memory.get("items") or [],
            int(memory.get("shown") or 0),
        )
        if shown < len(lines):
            last = min(shown + LIST_SHOWN, len(lines))
            text = "接着上面：\n" + phrases.numbered(lines[shown:last], shown + 1)
            if last < len(lines):
                text += f"\n还有{len(lines) - last}项，回复“更多”继续看。"
            sources = [
                self.knowledge.source(item["start"], item["end"])
                for item in items[shown:last]
                if "start" in item
            ]
            return Answer(
                text,
                State.STATED,
                "list",
                facts=tuple(entries(items[shown:last])),
                sources=tuple(sources),
                memory={**memory, "shown": last},
                items=all_items(items),
            )
        section = memory.get("section")
        if not section:
            return plain_reply("没有更多内容了。您可以换一项工作再问。", kind="chat")
        topic = topic_from_memory(self.knowledge, memory.get("topic") or {})
        told = {unit.task for unit in topic.units} if topic else set()
        told |= {item.get("task") for item in items}
        within = self.knowledge.within(section)
        rest = [task for task in self.knowledge.plan.tasks if task.section in within and task.id not in told]
        title = self.knowledge.sections[section].title
        if rest:
            return task_listing(self.knowledge, f"“{title}”还有：", rest, section=section)
        left = [
            p
            for p in self.knowledge.plan.passages
            if p.section in within and not (topic and p.start <= topic.start < p.end)
        ]
        if not left or told - {None}:
            return plain_reply(f"“{title}”这一节没有其他内容了。", kind="chat")
        lines = [phrases.short(p.quote, 70) for p in left]
        items = [{"start": p.start, "end": p.end, "title": phrases.short(p.quote, 24)} for p in left]
        sources = [self.knowledge.source(p.start, p.end, p.section) for p in left]
        return listing(f"“{title}”还有：", lines, items, sources=sources, section=section, shown=5)

    def choosing(self, step: Step) -> Step:
        """The step, with only the one that an ordinal wants of what it lists."""
        return lambda inquiry: self._nth(inquiry, step(inquiry))

    def _nth(self, inquiry: Inquiry, answer: Answer | None) -> Answer | None:
        """The one that the question wants of what it names: “九大行动第三个叫啥”; else the answer itself."""
        ordinals = [int(value) for value in inquiry.values("ordinal")]
        items = answer.memory.get("items") if answer else None
        if answer is None or not ordinals or not items or answer.kind not in LISTS:
            return answer
        if not all(-len(items) <= ordinal <= len(items) for ordinal in ordinals):
            return answer  # the list itself says how many there are
        if "section" in items[0] and self._numbers_another_kind(inquiry, items[0]["section"]):
            return answer  # “第一个体系底下是哪些行动” wants all of them
        return self._picked(inquiry, ordinals, {**answer.memory, "picks": items})

    def _numbers_another_kind(self, inquiry: Inquiry, section: str) -> bool:
        """Whether the number stands before a kind of section that the listed one is not of."""
        entity = max((e for e in inquiry.entities if e.entity == "ordinal"), key=lambda e: e.end)
        after = inquiry.text[entity.end :].lstrip("个项大条")
        own = inquiry.lexicon.kinds.get(self.knowledge.sections[section].kind.value, ())
        others = [noun for names in inquiry.lexicon.kinds.values() for noun in names if noun not in own]
        return after.startswith(tuple(others))

    def _beside(self, inquiry: Inquiry, memory: Mapping[str, Any]) -> int | None:
        """The number of the one that stands behind or before the one just told: “后面一个呢”."""
        told = int(memory.get("picked") or 0)
        step = 1 if NEXT.search(inquiry.text) else -1 if PREVIOUS.search(inquiry.text) else 0
        return told + step if told and step and 1 <= told + step <= len(memory["picks"]) else None

    def _picked(self, inquiry: Inquiry, ordinals: Sequence[int], memory: Mapping[str, Any]) -> Answer:
        answer = self._each(ordinals, len(memory["picks"]), lambda n: self.pick(inquiry, n, memory))
        return replace(answer, memory={**answer.memory, "picks": memory["picks"]})

    def _each(self, ordinals: Sequence[int], count: int, tell: Callable[[int], Answer]) -> Answer:
        """What `tell` says of one, or of each of several, of so many: “第一、第二条谁负责”."""
        several = list(dict.fromkeys(n if n > 0 else count + 1 + n for n in ordinals))
        if len(several) == 1:
            return tell(several[0])
        answers = {n: answer for n in several if (answer := tell(n)).kind != "chat"}
        if len(answers) < 2:
            return next(iter(answers.values()), None) or tell(several[0])
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
            return plain_reply(f"上面一共{len(items)}条，没有您说的这一条。", kind="chat")
        answer = self._item(inquiry, index, memory)
        return replace(answer, memory={**answer.memory, "picked": index + 1})

    def _item(self, inquiry: Inquiry, index: int, memory: Mapping[str, Any]) -> Answer:
        """What is to say of one of the things listed."""
        items = memory["picks"]
        item = items[index]
        if "section" in item:
            kinds = [noun for names in inquiry.lexicon.kinds.values() for noun in names]
            parts = inquiry.asks("children") or any(noun in inquiry.text for noun in kinds)
            parts = parts or bool(memory.get("parts") and inquiry.is_ellipsis)  # “第六个呢”, asked alike
            answer = self.outline.tell(self.knowledge.sections[item["section"]], parts=parts)
            return replace(answer, memory={**answer.memory, "picks": items, "parts": parts})
        if "task" not in item and memory.get("term"):
            topic = self._topic_at(item)
            named = plain(str(item["title"]))
            said = [
                u for u in self.knowledge.units if named in u.text and topic and u.section == topic.section
            ]
            beyond = next((u for u in said if u.passage != topic.focus.passage), None) if topic else None
            if beyond:  # where the plan says more of it than its name
                found = topic_of(self.knowledge, Match(beyond, 1.0, 1.0), [])
                answer = self._tell(inquiry, found, inquiry.aspect)
                kept = {"picks": items, "term": memory["term"]}
                return replace(answer, memory={**answer.memory, **kept})
            source = topic.source if topic else None
            lead = f"第{index + 1}个是{item['title']}。"
            fact = Fact(memory["term"], "term", State.STATED, item["title"])
            text = phrases.with_source(lead, source) if source else lead
            return Answer(
                text, State.STATED, "term", (fact,), (source,) if source else (), memory=dict(memory)
            )
        topic = self._topic_at(item)
        if topic is None:
            return plain_reply(str(item["title"]), kind="chat")
        if inquiry.aspect in (None, "measure"):  # more than the list said: the sentence around it
            topic = topic_of(self.knowledge, Match(topic.focus, 1.0, 1.0), [])
        answer = self._tell(inquiry, topic, inquiry.aspect)
        return replace(answer, memory={**answer.memory, "picks": items})

    def _child(self, children: Sequence[Section], ordinal: int) -> Answer:
        index = ordinal - 1 if ordinal > 0 else len(children) + ordinal
        if not 0 <= index < len(children):
            return plain_reply(f"这一节一共分{len(children)}点，没有您说的这一点。", kind="chat")
        answer = self.outline.summary(children[index])
        items = [{"section": s.id, "start": s.start, "end": s.end, "title": s.title} for s in children]
        return replace(answer, memory={**answer.memory, "picks": items})

    def _topic_at(self, item: Mapping[str, Any]) -> Topic | None:
        units = self.knowledge.units_between(item["start"], item["end"])
        return Topic(self.knowledge, units[0], tuple(units[:12])) if units else None

    def _place(self, memory: Mapping[str, Any]) -> Answer | None:
        topic = topic_from_memory(self.knowledge, memory.get("topic") or {})
        if topic:
            return located(topic)
        section = self.knowledge.sections.get(memory.get("section") or "")
        return replace(located_section(self.knowledge, section), memory=dict(memory)) if section else None
