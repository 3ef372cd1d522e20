"""One clause of a sentence: does it commit to something, tell what that is good for, or lead up to it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.plan.layout import Layout, Span
from bot.plan.subjects import find_subject, skip_adverbs
from bot.plan.words import TaskWords
from bot.text.dates import find_deadlines
from bot.text.quantities import find_coverage, find_quantities

_LATEST_PAST = 10  # characters before 已经 in a clause that tells of the past
_FEWEST_URGED = 5  # characters that an adverb alone may make a task of
_TIME_REACH = 24


class Role(Enum):
    """What a clause does in its sentence."""

    ACTION = "action"  # a task begins
    RESULT = "result"  # belongs to the task before; alone at the head of a sentence, a task
    PREFIX = "prefix"  # belongs to the task that follows
    FIGURE = "figure"  # names a figure or a deadline of the task before, or is a task by itself
    TRAIL = "trail"  # continues the task before, or leads up to the first: 对…及时发现
    OTHER = "other"  # continues what is before
    STATEMENT = "statement"  # says what is or was: no part of any task
    EMPTY = "empty"  # a connector only


@dataclass(frozen=True)
class Clause:
    """A clause at [start, end), without the connectors before it."""

    start: int
    end: int
    role: Role
    head: int  # behind the time and the speaker
    verb: int  # where its verb begins; its start when it has none
    subject: Span | None = None  # an owner that it names
    speaker: bool = False  # the subject is the speaker
    modal: bool = False  # 要, 将, 必须 stand before the verb


def read_clause(layout: Layout, span: Span, words: TaskWords) -> Clause:
    """What the clause at `span` does."""
    return _Reader(layout, span, words).read()


class _Reader:
    """Reads one clause from its head: connectors, time, subject, adverbs, verb."""

    def __init__(self, layout: Layout, span: Span, words: TaskWords) -> None:
        self.layout, self.words = layout, words
        self.text = layout.flat
        self.start = self.head = self.verb = span.start
        self.end = span.end
        self.subject: Span | None = None
        self.speaker = self.modal = self.dated = False

    def read(self) -> Clause:
        self.start = self._skip(self.start, self.words.connector)
        if self.start >= self.end:
            return self._clause(Role.EMPTY)
        lead = self.words.priority_lead.match(self.text, self.start, self.end)
        head = self._skip_time(lead.end() if lead else self.start)
        self.verb = head
        if head >= self.end:
            self.verb = self.start
            return self._clause(Role.PREFIX)
        if self._told(head):
            return self._clause(Role.STATEMENT)
        speaker = self.words.speaker.match(self.text, head, self.end)
        if speaker:
            self.speaker = True
            head = self._skip_time(speaker.end())
        self.head = head
        self.verb, self.modal = skip_adverbs(self.text, head, self.end, self.words)
        if not speaker and not self.words.any_verb.match(self.text, self.verb, self.end):
            self.subject = find_subject(self.layout, head, self.end, self.words)
            if self.subject:
                self.verb, self.modal = skip_adverbs(self.text, self.subject.end, self.end, self.words)
        return self._clause(self._role(head))

    def _clause(self, role: Role) -> Clause:
        return Clause(
            self.start, self.end, role, self.head, self.verb, self.subject, self.speaker, self.modal
        )

    def _role(self, head: int) -> Role:
        text, end, words = self.text, self.end, self.words
        if self.subject and words.answers.match(text, self.subject.end, end):
            return Role.ACTION
        if self._states(head):
            return Role.STATEMENT
        strong, weak = words.strong.match(text, self.verb, end), words.weak.match(text, self.verb, end)
        if strong and (weak is None or strong.end() >= weak.end()):
            if end - strong.end() >= 2 or self.subject:
                return Role.ACTION
        elif weak and weak.end() < end:
            bound = (self.subject and self.modal) or words.holding.match(text, head, end)
            return Role.ACTION if bound else Role.RESULT
        prefix = words.prefix.match(text, self.verb if self.subject else head, end)
        if prefix:
            return self._prefixed(prefix)
        if (self.subject and self.modal) or self._must(head) or self._urged(head):
            return Role.ACTION
        return Role.FIGURE if self._figure(head) else Role.OTHER

    def _states(self, head: int) -> bool:
        """Whether the clause says what is: 有, 是, 至关重要. What the plan marks as a priority commits."""
        words, text = self.words, self.text
        if words.being.match(text, self.verb, self.end) or words.statement.search(text, head, self.end):
            return True
        for match in re.compile("是").finditer(text, self.verb, self.end):
            place = match.start()
            bare = not self.layout.quoted[place]
            if bare and not words.not_is.search(text, max(self.verb, place - 2), min(self.end, place + 2)):
                return not words.priority.search(text, head, self.end)
        return False

    def _told(self, head: int) -> bool:
        """Whether the clause tells of what has been."""
        words, text = self.words, self.text
        if words.past_head.match(text, head, self.end):
            return True
        if words.past.search(text, head, min(self.end, head + _LATEST_PAST)):
            return True
        return any(not self.layout.quoted[m.start()] for m in words.done.finditer(text, head, self.end))

    def _must(self, head: int) -> bool:
        """Whether something that is no owner has to do it: …的帮扶项目要健全利益联结机制."""
        for match in self.words.must.finditer(self.text, head + 2, self.end):
            verb, _ = skip_adverbs(self.text, match.end(), self.end, self.words)
            strong = self.words.strong.match(self.text, verb, self.end)
            if strong and len(strong[0]) > 1 and self.end - strong.end() >= 2:
                return True
        return False

    def _urged(self, head: int) -> bool:
        """Whether an adverb shows that a verb follows, though it is in no list: 持续运营好…."""
        urging = self.words.urging.match(self.text, head, self.end)
        return bool(urging) and not self.subject and self.end - self.verb >= _FEWEST_URGED

    def _prefixed(self, prefix: re.Match[str]) -> Role:
        """A clause that begins with a preposition: a lead alone, or with its verb behind it."""
        words, text = self.words, self.text
        if words.disposing.fullmatch(prefix[0]):
            return Role.ACTION
        if words.result_for.match(text, prefix.start(), self.end):
            return Role.OTHER
        trailing = words.trailing.fullmatch(prefix[0])
        if words.lead_end.search(text, prefix.start(), self.end):
            return Role.PREFIX
        for match in words.strong.finditer(text, prefix.end() + 2, self.end):
            if not self._governs(match) or (trailing and not words.its_own.match(match[0])):
                continue
            return Role.PREFIX if words.holding.match(prefix[0]) else Role.ACTION
        return Role.TRAIL if trailing else Role.PREFIX

    def _governs(self, verb: re.Match[str]) -> bool:
        """Whether a verb behind a preposition is the clause's own, and no part of a noun: 决策部署和…."""
        if len(verb[0]) < 2 or self.end - verb.end() < 2 or self.layout.quoted[verb.start()]:
            return False
        joined = ("和", "与", "、", "及", "的")
        return self.text[verb.start() - 1] not in joined and self.text[verb.end()] not in joined

    def _figure(self, head: int) -> bool:
        text, directory = self.layout.text, self.words.directory
        found = next(find_quantities(text, head, self.end, directory=directory), None)
        if found is None:
            found = next(find_coverage(text, head, self.end, directory=directory), None)
        if found is not None and not found.small:
            return True
        return self.dated and bool(self.words.any_verb.search(self.text, head, self.end))

    def _skip(self, position: int, words: re.Pattern[str]) -> int:
        while True:
            match = words.match(self.text, position, self.end)
            if not match or match.end() == position:
                return position
            position = match.end()

    def _skip_time(self, position: int) -> int:
        """Behind a deadline at the head of the clause: 今年, 到2025年, “十四五”期间."""
        lead = self.words.until.match(self.text, position, self.end)
        stop = min(self.end, position + _TIME_REACH)
        first = next(
            find_deadlines(self.layout.text, 2000, position, stop, directory=self.words.directory), None
        )
        if first is None or first.start > (lead.end() if lead else position):
            return position
        self.dated = True
        position = first.end
        while position < self.end and self.text[position] in "，, 止起":
            position += 1
        return position
