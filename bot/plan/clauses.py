"""One clause of a sentence: does it commit to something, tell what that is good for, or lead up to it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.plan.layout import Layout, Span
from bot.plan.words import TaskWords
from bot.text.dates import find_deadlines
from bot.text.quantities import find_coverage, find_quantities

_LONGEST_SUBJECT = 30
_LEAD_ENDS = re.compile(r"(?:中|上|下|前提|基础上|原则|要求|方式|方法|措施|方面|方向|趋势|契机|为重点|为主线|为抓手|为目标|为中心|为主题|为统领|为牵引|为载体|为引领|为导向|为核心|为根本|实际)$")
_NOT_IS = re.compile(r"(?:重点|关键|核心|就|特别|尤其|凡|还|总|只要|不论|无论|或|而|正|要|便|若)是|是否|实事求是")
_PAST_HEAD = re.compile(r"已经?|曾|去年|过去|目前|当前|共有|尚未")
_DONE = re.compile(r"(?<![除为])了(?![解然])")
_RESULT_FOR = re.compile(r"为.{2,}(?:奠定|提供|作出|做出|营造|创造|注入|增添|贡献|打下|保驾护航)")
_ITS_OWN = re.compile(r"开展|实施|进行|建立|给予|加大|组织")


class Role(Enum):
    """What a clause does in its sentence."""

    ACTION = "action"  # a task begins
    RESULT = "result"  # belongs to the task before; alone at the head of a sentence, a task
    PREFIX = "prefix"  # belongs to the task that follows
    FIGURE = "figure"  # names a figure or a deadline of the task before, or is a task by itself
    OTHER = "other"  # continues what is before
    STATEMENT = "statement"  # says what is or was: no part of any task
    EMPTY = "empty"  # a connector only


@dataclass(frozen=True)
class Clause:
    """A clause at [start, end), without the connectors before it."""

    start: int
    end: int
    role: Role
    verb: int  # where its verb begins; its start when it has none
    subject: Span | None = None  # an owner that it names
    speaker: bool = False  # the subject is the speaker
    modal: bool = False  # 要, 将, 必须 stand before the verb


def read_clause(layout: Layout, span: Span, words: TaskWords) -> Clause:
    """What the clause at `span` does."""
    text, end = layout.flat, span.end
    start = _skip(text, span.start, end, words.connector)
    if start >= end:
        return Clause(start, end, Role.EMPTY, start)
    lead = words.priority_lead.match(text, start, end)
    position, dated = _skip_time(layout, lead.end() if lead else start, end)
    if position >= end:
        return Clause(start, end, Role.PREFIX, start)
    if _told(layout, position, end):
        return Clause(start, end, Role.STATEMENT, position)
    speaker = words.speaker.match(text, position, end)
    subject = None
    if speaker:
        position = speaker.end()
        position, later = _skip_time(layout, position, end)
        dated = dated or later
    verb, modal = _skip_adverbs(text, position, end, words)
    if not speaker and not _verb(text, verb, end, words):
        subject = _subject(layout, position, end, words)
        if subject:
            verb, modal = _skip_adverbs(text, subject.end, end, words)
    role = _role(layout, start, position, verb, end, words, subject, modal, dated)
    return Clause(start, end, role, verb, subject, bool(speaker), modal)


def _role(
    layout: Layout, start: int, position: int, verb: int, end: int, words: TaskWords, subject: Span | None, modal: bool, dated: bool
) -> Role:
    text = layout.flat
    if subject and (words.priority_tail.match(text, subject.end, end) or words.responsible_as.match(text, subject.end, end)):
        return Role.ACTION
    if re.match(r"[共没]?有(?![关力效序条针])|属于|处于|尚", text[verb : verb + 3]) or words.statement.search(text, position, end):
        return Role.STATEMENT
    if _is_statement(layout, verb, end) and not words.priority.search(text, position, end):
        return Role.STATEMENT
    strong = words.strong.match(text, verb, end)
    weak = words.weak.match(text, verb, end)
    if strong and (weak is None or strong.end() >= weak.end()) and (end - strong.end() >= 2 or subject):
        return Role.ACTION
    if weak and end - weak.end() >= 1:
        bound = (subject and modal) or text.startswith("坚持", position)
        return Role.ACTION if bound else Role.RESULT
    prefix = words.prefix.match(text, verb if subject else position, end)
    if prefix:
        return _prefix_role(layout, prefix, end, words)
    if subject and modal:
        return Role.ACTION
    if _must(text, position, end, words) or (not subject and words.urging.match(text, position, end) and end - verb >= 5):
        return Role.ACTION
    if (dated or _figure(layout, position, end)) and words.any_verb.search(text, position, end):
        return Role.FIGURE
    return Role.FIGURE if _figure(layout, position, end) else Role.OTHER


def _must(text: str, start: int, end: int, words: TaskWords) -> bool:
    """Whether something that is no owner has to do it: …的帮扶项目要健全利益联结机制."""
    for match in words.must.finditer(text, start + 2, end):
        verb, _ = _skip_adverbs(text, match.end(), end, words)
        strong = words.strong.match(text, verb, end)
        if strong and len(strong[0]) > 1 and end - strong.end() >= 2:
            return True
    return False


def _prefix_role(layout: Layout, prefix: re.Match[str], end: int, words: TaskWords) -> Role:
    """A clause that begins with a preposition: a lead alone, or with its verb behind it."""
    text = layout.flat
    if prefix[0] in ("把", "将"):
        return Role.ACTION
    if _RESULT_FOR.match(text, prefix.start(), end):
        return Role.OTHER
    if _LEAD_ENDS.search(text[prefix.start() : end]):
        return Role.PREFIX
    for match in words.strong.finditer(text, prefix.end() + 2, end):
        free = not layout.quoted[match.start()] and text[match.start() - 1] not in "的和与、及"
        free = free and not text.startswith(("和", "与", "、", "及", "的"), match.end())
        if free and len(match[0]) > 1 and 2 <= end - match.end():
            if prefix[0] in ("对", "对于") and not _ITS_OWN.match(match[0]):
                continue
            if prefix[0] in ("坚持", "以", "用"):
                return Role.PREFIX if prefix[0] == "坚持" else Role.OTHER
            return Role.ACTION
    return Role.OTHER if prefix[0] in ("对", "对于", "用") else Role.PREFIX


def _told(layout: Layout, start: int, end: int) -> bool:
    """Whether the clause tells of what has been."""
    text = layout.flat
    if _PAST_HEAD.match(text, start, end) or re.match(r".{0,8}(?:已经|已有|已被|已于|尚未)", text[start : min(end, start + 14)]):
        return True
    return any(not layout.quoted[match.start()] for match in _DONE.finditer(text, start, end))


def _is_statement(layout: Layout, start: int, end: int) -> bool:
    text = layout.flat
    for match in re.finditer("是", text[start:end]):
        position = start + match.start()
        if layout.quoted[position] or _NOT_IS.search(text, max(start, position - 2), min(end, position + 2)):
            continue
        return True
    return False


def _skip(text: str, position: int, end: int, words: re.Pattern[str]) -> int:
    while True:
        match = words.match(text, position, end)
        if not match or match.end() == position:
            return position
        position = match.end()


def _skip_time(layout: Layout, position: int, end: int) -> tuple[int, bool]:
    """Behind a deadline at the head of the clause, and whether there is one."""
    text = layout.flat
    begin = position
    lead = re.compile(r"力争到|到|至|在|从|自").match(text, position, end)
    first = next(find_deadlines(layout.text, 2000, position, min(end, position + 24)), None)
    if first is None or first.start - (lead.end() - lead.start() if lead else 0) > begin or first.end > end:
        return position, False
    position = first.end
    while position < end and text[position] in "，, 止起":
        position += 1
    return position, True


def _skip_adverbs(text: str, position: int, end: int, words: TaskWords) -> tuple[int, bool]:
    """Behind the adverbs, but not past a verb: 加强 in 加强管理 is one, 严格 in 严格落实 is none."""
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


def _verb(text: str, position: int, end: int, words: TaskWords) -> bool:
    return bool(words.any_verb.match(text, position, end))


def _subject(layout: Layout, start: int, end: int, words: TaskWords) -> Span | None:
    """The owner that the clause begins with: a name that ends as owners do, before a modal, adverb or verb."""
    text = layout.flat
    if words.prefix.match(text, start, end) and not words.owner_head.match(text, start, end):
        return None
    for stop in range(start + 2, min(end, start + _LONGEST_SUBJECT)):
        if not layout.quoted[stop - 1] and text[stop - 1] in "的在对向由把被将从用为让":
            return None
        if layout.quoted[stop - 1]:
            continue
        if not any(text[max(start, stop - n) : stop] in words.owner_ends for n in range(1, words.longest_owner_end + 1)):
            continue
        if stop - start < 3 and not words.owner_head.match(text, start, stop) and text[start:stop] not in words.owner_ends:
            continue
        behind = stop + (1 if text[stop] in "，" else 0)
        if words.modal.match(text, behind, end) or words.adverb.match(text, behind, end) or words.priority_tail.match(text, behind, end) or words.responsible_as.match(text, behind, end):
            return Span(start, stop)
        if words.strong.match(text, behind, end) and not re.match(r"[、和与及的]", text[stop]):
            return Span(start, stop)
    return None


def _figure(layout: Layout, start: int, end: int) -> bool:
    found = next(find_quantities(layout.text, start, end), None) or next(find_coverage(layout.text, start, end), None)
    return found is not None and not found.small
