"""Who did what a review reports: the names that a clause begins with, where it begins with any."""

from __future__ import annotations

from bot.plan.layout import Layout
from bot.plan.owning import split_names
from bot.plan.subjects import find_subject, skip_adverbs
from bot.plan.words import TaskWords


def doers_of(layout: Layout, start: int, end: int, words: TaskWords) -> tuple[str, ...]:
    """Those whom the text at [start, end) names before what they did, in the plan's words."""
    for clause in layout.clauses(start, end):
        begin = clause.start
        while link := words.connector.match(layout.flat, begin, clause.end):
            begin = link.end()
        verb, _ = skip_adverbs(layout.flat, begin, clause.end, words)
        if words.speaker.match(layout.flat, begin, clause.end) or words.any_verb.match(
            layout.flat, verb, clause.end
        ):
            continue  # 联合市慈善总会开展…: nobody is named before the verb
        if subject := find_subject(layout, begin, clause.end, words, reported=True):
            names = split_names(layout.text[subject.start : subject.end])
            return tuple(names) if all(_is_one(name, words) for name in names) else ()
    return ()


def _is_one(name: str, words: TaskWords) -> bool:
    """Whether a name is of somebody; 学校, 全市 and 剩余学校 are of anybody."""
    open_to = words.owner_head.fullmatch(name) or words.owner_unnamed.match(name)
    anybody = name in words.owner_ends or open_to
    return bool(words.owner_end.search(name)) and not anybody
