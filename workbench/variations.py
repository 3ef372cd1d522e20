"""The same conversations, said otherwise: with slips, other words, a greeting between, in another order.

What is expected stays; of what only the words decide (intent, entities, actions, slots) nothing is asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.slips import slips
from workbench.outcomes import Outcome
from workbench.project import Project
from workbench.records import Step, TestCase
from workbench.runner import Talker, run

SEED = 2022
GREETINGS = ("你好", "在吗", "辛苦了")
# What must hold however it is said: what the answer says, not how it came about.
_KEPT = frozenset({"state", "figure", "date", "fact", "source", "section", "says_nothing_of", "longest"})
Change = Callable[[TestCase, Outcome], "TestCase | None"]


@dataclass(frozen=True)
class Stability:
    """How conversations hold when they are said otherwise."""

    name: str
    held: int
    broken: tuple[Outcome, ...]

    @property
    def tried(self) -> int:
        return self.held + len(self.broken)

    @property
    def share(self) -> float:
        """0 to 1; 1 where nothing was tried."""
        return self.held / self.tried if self.tried else 1.0


def changes(project: Project) -> Mapping[str, Change]:
    """The kinds of variations by name. Each gives None for a conversation that it cannot change."""
    words = Words(project.thesaurus)
    made: dict[str, Change] = {
        name: lambda case, _, slip=slip: _said(case, slip)  # type: ignore[misc]
        for name, slip in slips(project.plan.text).items()
    }
    return made | {
        "换近义词": lambda case, _: _said(case, words.swap),
        "中间打招呼": lambda case, _: _greeted(case),
        "换先后": _reordered,
    }


def stability(
    project: Project, outcomes: Iterable[Outcome], talker: Talker, done: Callable[[str], object] = str
) -> list[Stability]:
    """Hold every conversation that went right in every variation. `done` is told of each kind's end."""
    right = [outcome for outcome in outcomes if outcome.right]
    found = []
    for name, change in changes(project).items():
        held, broken = 0, []
        for outcome in right:
            case = change(outcome.case, outcome)
            if case is not None:
                varied = run(case, talker)
                held += varied.right
                if not varied.right:
                    broken.append(varied)
        found.append(Stability(name, held, tuple(broken)))
        done(name)
    return found


class Words:
    """Everyday words in place of one another, and of the plan's."""

    def __init__(self, thesaurus: Mapping[str, Sequence[str]]) -> None:
        self._groups = [(word, *others) for word, others in thesaurus.items()]
        self._known = sorted(
            {w for group in self._groups for w in group if len(w) > 1}, key=len, reverse=True
        )

    def swap(self, text: str) -> str:
        """The text with its longest known word said otherwise; the same text always in the same way."""
        word = next((word for word in self._known if word in text), None)
        if word is None:
            return text
        groups = [group for group in self._groups if word in group]
        others = sorted({other for group in groups[:1] for other in group if other != word})
        return text.replace(word, random.Random(f"{SEED} {text}").choice(others), 1) if others else text


def _said(case: TestCase, change: Callable[[str], str]) -> TestCase | None:
    """Every message changed; None when that changes nothing."""
    steps = [replace(_loosened(step), user=change(step.user)) for step in case.steps]
    if all(new.user == old.user for new, old in zip(steps, case.steps, strict=True)):
        return None
    return replace(case, steps=tuple(steps))


def _greeted(case: TestCase) -> TestCase | None:
    """Small talk before every message but the first."""
    if len(case.steps) < 2:
        return None
    steps: list[Step] = [case.steps[0]]
    for number, step in enumerate(case.steps[1:]):
        steps += [Step(GREETINGS[number % len(GREETINGS)], later=step.later), replace(step, later=0.0)]
    return replace(case, steps=tuple(map(_loosened, steps)))


def _reordered(case: TestCase, outcome: Outcome) -> TestCase | None:
    """The parts of the conversation that do not lean on others, the last part first."""
    parts: list[list[Step]] = []
    for one in outcome.played:
        inquiry = one.turn.inquiry or {}
        leans = inquiry.get("bare") or inquiry.get("points_back") or one.turn.answer is None or one.step.later
        if leans and parts:
            parts[-1].append(one.step)
        else:
            parts.append([one.step])
    if len(parts) < 2:
        return None
    return replace(case, steps=tuple(_loosened(step) for part in reversed(parts) for step in part))


def _loosened(step: Step) -> Step:
    """The step with what must hold however it is said."""
    kept = tuple(assertion for assertion in step.assertions if assertion.kind in _KEPT)
    return replace(step, assertions=kept, in_order=False)
