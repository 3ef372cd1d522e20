"""How well messages are understood: intents against those that people gave them, aspects as entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.exam import Case
from benchmarks.slips import Slip


@dataclass(frozen=True)
class Understood:
    """What a system makes of one message."""

    intent: str  # the likeliest, however sure
    aspect: str | None  # the one that the answer goes by
    seconds: float


@dataclass(frozen=True)
class Guess:
    """One message with what it is and what it was taken for."""

    message: str
    intent: str  # as people see it
    aspect: str | None
    understood: Understood

    @property
    def right(self) -> bool:
        return self.understood.intent == self.intent


Understand = Callable[[str], Understood]


def guesses(cases: Iterable[Case], understand: Understand, slip: Slip = str) -> list[Guess]:
    """What a system makes of every message whose intent is known, alone and without its conversation.

    Where several intents are right and it takes one of them, that one is the message's intent.
    """
    found = []
    for turn in (turn for case in cases for turn in case.turns):
        if turn.intent is None:
            continue
        message = slip(turn.say)
        taken = understand(message)
        intent = taken.intent if taken.intent in turn.intent_also else turn.intent
        found.append(Guess(message, intent, turn.aspect, taken))
    return found


def accuracy(found: Sequence[Guess]) -> float:
    """The share of messages whose intent is right, 0 to 1."""
    return sum(guess.right for guess in found) / max(len(found), 1)


def f1(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, float]:
    """Label → F1, for every label that is known to occur. The pairs are (known, found); None is no label."""
    known: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for right, found in pairs:
        known.update([right] if right else [])
        taken.update([found] if found else [])
        both.update([right] if right and right == found else [])
    return {label: 2 * both[label] / (known[label] + taken[label]) for label in known}


def macro_f1(found: Sequence[Guess]) -> float:
    """The mean of the intents' F1, each intent that occurs counting the same."""
    by_intent = f1((guess.intent, guess.understood.intent) for guess in found)
    return sum(by_intent.values()) / max(len(by_intent), 1)


def aspect_pairs(found: Sequence[Guess]) -> list[tuple[str | None, str | None]]:
    """(known, found) aspects of all messages."""
    return [(guess.aspect, guess.understood.aspect) for guess in found]


def micro_f1(pairs: Sequence[tuple[str | None, str | None]]) -> float:
    """F1 over all labels together; 0 when there are none."""
    both = sum(right is not None and right == found for right, found in pairs)
    labels = sum((right is not None) + (found is not None) for right, found in pairs)
    return 2 * both / max(labels, 1)


@dataclass(frozen=True)
class Confusion:
    """One intent taken for another."""

    intent: str
    taken_for: str
    messages: tuple[str, ...]


def confusions(found: Sequence[Guess]) -> list[Confusion]:
    """All confusions, the most frequent first."""
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for guess in found:
        if not guess.right:
            by_pair[guess.intent, guess.understood.intent].append(guess.message)
    pairs = sorted(by_pair.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(intent, taken, tuple(messages)) for (intent, taken), messages in pairs]


def matrix(found: Sequence[Guess], most: int) -> tuple[list[str], list[list[int]]]:
    """At most `most` intents, of the worst confusions, and how often each row was taken for each column."""
    intents: list[str] = []
    for confusion in confusions(found):
        new = [i for i in (confusion.intent, confusion.taken_for) if i not in intents]
        if len(intents) + len(new) <= most:
            intents += new
    intents.sort()
    counts = Counter((guess.intent, guess.understood.intent) for guess in found)
    return intents, [[counts[row, column] for column in intents] for row in intents]


def milliseconds(found: Sequence[Guess]) -> tuple[float, float]:
    """Median and 95th percentile of the time that a message takes."""
    times = sorted(guess.understood.seconds * 1000 for guess in found) or [0.0]
    return times[len(times) // 2], times[int(0.95 * (len(times) - 1))]
