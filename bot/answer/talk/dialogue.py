"""Moves that lean on what was said before: again, more, how many, where does it say so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.topic import topic_from_memory
from bot.answer.saying import phrases
from bot.answer.saying.located import located, located_section
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import (
    LIST_SHOWN,
    all_items,
    entries,
    listing,
    plain_reply,
    task_listing,
)
from bot.records import Answer, Section, State

WHOLE_PLAN = ("order", "all_deadlines", "unquantified", "redacted", "stated")  # manners of asking for lists
BARE = 0.5  # weight of a question's words below which it leans on what was said
AGAIN = 0.9  # confidence of NLU that the last answer is to be said again
SURELY_MORE = 0.85  # the same, that more is wanted, where no word says so
HOW_MANY = re.compile(
    r"(?:那|这)?(?:一共|总共|共|加起来|合计)?(?:有|是)?(?:几|多少)[个项条件点样](?:任务|工作)?[呢啊呀?？]*"
)
UNDER = re.compile(r"(?:底|下|里|里头|里面)(?:下|面|边|头|设|挂|放|有)")
WHICH = re.compile(
    r"(?:那|都|分别|各|具体)*(?:是|有|叫)(?:啥|什么|哪些|哪几[个项条样]|哪[三四五六七八九十]+[个项条样]?)[呢啊呀?？]*"
)


class Dialogue:
    """Answers what makes sense only after another answer."""

    def __init__(self, knowledge: Knowledge, outline: Outline) -> None:
        self.knowledge = knowledge
        self.outline = outline

    def answer(self, inquiry: Inquiry) -> Answer | None:
        memory = inquiry.memory
        if any(map(inquiry.asks, WHOLE_PLAN)) or self._of_the_other_year(inquiry):
            return None
        if inquiry.is_bare and memory.get("lines") and not memory.get("topic"):
            if HOW_MANY.fullmatch(inquiry.text):
                return self._counted(memory)
            if WHICH.fullmatch(inquiry.text) and inquiry.aspects[:1] != ["deadline"]:
                return self._again(memory)
        children = self.knowledge.children(memory["section"]) if memory.get("section") else []
        if children and UNDER.search(inquiry.text) and (inquiry.is_bare or _names_only(inquiry, children)):
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

    def _of_the_other_year(self, inquiry: Inquiry) -> bool:
        """“去年那个数再说一遍”, after this year's: not what was said last is wanted again."""
        back, topic = inquiry.names_year, inquiry.topic
        return topic is not None and back is not None and back != self.knowledge.is_past(topic.section)

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

    def _place(self, memory: Mapping[str, Any]) -> Answer | None:
        topic = topic_from_memory(self.knowledge, memory.get("topic") or {})
        if topic:
            return located(topic)
        section = self.knowledge.sections.get(memory.get("section") or "")
        return replace(located_section(self.knowledge, section), memory=dict(memory)) if section else None


def _names_only(inquiry: Inquiry, sections: Sequence[Section]) -> bool:
    """Whether all that it names is the kind of these sections: “下面挂了啥行动”."""
    called = [noun for s in sections for noun in inquiry.lexicon.kinds.get(s.kind.value, ())]
    return all(word.surface in called for word in inquiry.words)
