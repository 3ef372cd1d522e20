"""What stands before a clause's verb: adverbs, and the owner that the clause begins with."""

from __future__ import annotations

from bot.plan.layout import Layout, Span
from bot.plan.words import TaskWords

_LONGEST = 30
_OPENING = "“‘《「"  # 市第十八中学“翻转课堂”案例入选…
_PREPOSITIONS = "在对向由把被将从用为让"  # no name goes on behind one


def skip_adverbs(text: str, position: int, end: int, words: TaskWords) -> tuple[int, bool]:
    """The place behind the adverbs, never past a verb, and whether a modal was among them.

    加强 is the verb of 加强管理; 严格 is none in 严格落实.
    """
    modal = False
    while True:
        match = words.adverb.match(text, position, end)
        if not match:
            return position, modal
        verb = words.any_verb.match(text, position, end)
        behind = match.end()
        if verb and (behind <= verb.end() or not words.any_verb.match(text, behind, end)):
            return position, modal
        modal = modal or bool(words.modal.fullmatch(match[0]))
        position = behind


def find_subject(
    layout: Layout, start: int, end: int, words: TaskWords, *, reported: bool = False
) -> Span | None:
    """The owner that the clause begins with: a name as owners have them, before what it has to do.

    `reported`: or before what it did, where and when it did it, and what of its own is told.
    """
    text = layout.flat
    if words.prefix.match(text, start, end) and not words.owner_head.match(text, start, end):
        return None
    last = min(end, start + _LONGEST)
    inside = {
        place for found in words.inside_names.finditer(text, start, last) for place in range(*found.span())
    }
    for stop in range(start + 2, last):
        if layout.quoted[stop - 1]:
            continue
        if text[stop - 1] in _PREPOSITIONS and stop - 1 not in inside:
            return None
        acts = _acted if reported else _acts
        if acts(text, stop, end, words) and _is_owner(text, start, _before_bracket(text, start, stop), words):
            return Span(start, stop)
    return None


def _before_bracket(text: str, start: int, stop: int) -> int:
    """各省（自治区、直辖市） ends as 各省 does."""
    opening = text.rfind("（", start, stop) if text[stop - 1] == "）" else -1
    return opening if opening > start else stop


def _is_owner(text: str, start: int, stop: int, words: TaskWords) -> bool:
    """Whether text[start:stop] ends as an owner's name; two characters must be a name themselves."""
    longest = words.longest_owner_end
    if not any(text[max(start, stop - size) : stop] in words.owner_ends for size in range(1, longest + 1)):
        return False
    if stop - start > 2 or text[start:stop] in words.owner_ends:
        return True
    return bool(words.owner_head.match(text, start, stop))


def _acts(text: str, stop: int, end: int, words: TaskWords) -> bool:
    """Whether a modal, an adverb or a verb follows: the name ends here."""
    patterns = (words.modal, words.adverb, words.answers, words.strong)
    return text[stop] not in "、和与及的" and any(pattern.match(text, stop, end) for pattern in patterns)


def _acted(text: str, stop: int, end: int, words: TaskWords) -> bool:
    """Whether a report goes on: 去年招聘…, 在全区安装…, 被评为…, “翻转课堂”案例入选…."""
    if text[stop] in _OPENING:
        return True
    if words.nominal.match(text, stop, end):
        return False  # 法治政府建设取得新成效: what is told of has a longer name
    patterns = (words.strong, words.past, words.past_head, words.prefix, words.reporting)
    manner = words.adverb.match(text, stop, end)  # 多, 常 are parts of other words as well
    return any(pattern.match(text, stop, end) for pattern in patterns) or bool(manner and len(manner[0]) > 1)
