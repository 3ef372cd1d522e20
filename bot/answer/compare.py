"""Two matters side by side: 校园安全和体育安全分别抓什么."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answer import wording
from bot.answer.inquiry import Inquiry
from bot.answer.topic import Topic
from bot.records import Answer, Fact, State

PAIR = re.compile(
    r"(?P<a>[^,，。?？和与跟]{2,14}?)(?:和|与|跟|同|以及|、|vs)(?P<b>[^,，。?？和与跟]{2,14}?)"
    r"(?=的|分别|各|对比|比较|相比|比一|有什么|有啥|有何|区别|哪|谁|在|都|今年|,|，|。|\?|？|$)"
)
Find = Callable[[Inquiry, str], "Topic | None"]


def compare(inquiry: Inquiry, find: Find) -> Answer | None:
    """Both matters' topics, one after the other; None when the question names no pair."""
    match = PAIR.search(re.sub(r"^(?:请|帮我|把|麻烦)?(?:对比|比较)(?:一下)?", "", inquiry.text))
    if not match:
        return None
    names = (match.group("a"), match.group("b"))
    topics = [find(inquiry, name) for name in names]
    if None in topics or topics[0] == topics[1]:
        return None
    blocks, sources, facts = [], [], []
    for name, topic in zip(names, topics, strict=True):
        assert topic is not None
        blocks.append(
            f"{name}：{wording.quoted(topic.source.quote)}（{wording.place(topic.source.path[-1:])}）"
        )
        sources.append(topic.source)
        facts.append(Fact(name, "measure", State.STATED, topic.source.quote, topic.focus.task))
    items = [{"start": t.start, "end": t.end, "title": t.title} for t in topics if t]
    memory = {"items": items, "lines": blocks, "shown": len(blocks)}
    return Answer("\n".join(blocks), State.STATED, "compare", tuple(facts), tuple(sources), memory=memory)
