"""How well the parser reads what people have annotated: `python -m bot.plan.score [FILE …]`.

An annotation has the shape of `parse --json`, for some sections of one plan. What the parser says about
other sections is not counted. Sections are compared by their place in the text, tasks by overlap (a
clause may be cut in two or kept as one), targets and deadlines by place and value, owners of each task
by name; an inferred owner is right wherever people inferred one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.plan import parse, plan_as_json, read_text
from bot.settings import ROOT

ANNOTATED = ROOT / "tests" / "plan" / "annotated"
AIMS = {"sections": 0.95, "tasks": 0.85, "targets": 0.95, "deadlines": 0.95, "owners": 0.9}
_ENOUGH = 0.5  # of a task's characters

Item = Mapping[str, Any]


@dataclass
class Score:
    """Counts of one kind: how many were found rightly, wrongly, and not at all."""

    right_found: int = 0  # of the parser's, right
    found: int = 0  # by the parser
    right_known: int = 0  # of the annotation's, found
    known: int = 0  # in the annotation

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        self.right_found += other.right_found
        self.found += other.found
        self.right_known += other.right_known
        self.known += other.known

    @property
    def precision(self) -> float:
        return self.right_found / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right_known / self.known if self.known else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_files(files: Iterable[Path], plans: Path = ROOT / "data") -> tuple[dict[str, Score], list[str]]:
    """The scores over all annotations, and a line for each difference. `plans` holds the annotated files."""
    scores = {kind: Score() for kind in AIMS}
    differences: list[str] = []
    for file in files:
        known = json.loads(file.read_text(encoding="utf-8"))
        found = plan_as_json(parse(read_text(plans / known["file"])))
        for kind, score, lines in compare(known, found):
            scores[kind].add(score)
            differences.extend(f"{file.stem} {kind} {line}" for line in lines)
    return scores, differences


def compare(known: Item, found: Item) -> Iterable[tuple[str, Score, list[str]]]:
    """The scores of one plan's annotation, kind by kind, with the differences."""
    places = {section["id"]: (section["start"], section["end"]) for section in known["sections"]}
    inside = [
        task for task in found["tasks"] if any(start <= task["start"] < end for start, end in places.values())
    ]
    starts = {start for start, _ in places.values()}
    sections = [s for s in found["sections"] if s["start"] in starts or s["id"] in places]
    yield (
        "sections",
        *_same(known["sections"], sections, lambda s: (s["start"], s["end"], s["level"], s["kind"]), "title"),
    )
    yield "tasks", *_tasks(known["tasks"], inside)
    yield "targets", *_same(_all(known["tasks"], "targets"), _all(inside, "targets"), _target, "raw")
    yield "deadlines", *_same(_deadlines(known["tasks"]), _deadlines(inside), _deadline, "raw")
    yield "owners", *_owners(known["tasks"], inside)


def _same(
    known: Sequence[Item], found: Sequence[Item], key: Callable[[Item], Any], name: str
) -> tuple[Score, list[str]]:
    wanted, given = {key(item): item for item in known}, {key(item): item for item in found}
    both = len(wanted.keys() & given.keys())
    lines = [f"- {wanted[k][name]} {k}" for k in wanted if k not in given]
    lines += [f"+ {given[k][name]} {k}" for k in given if k not in wanted]
    return Score(both, len(given), both, len(wanted)), lines


def _target(target: Item) -> tuple[Any, ...]:
    return tuple(target[key] for key in ("start", "end", "op", "min", "max", "unit", "redacted"))


def _deadline(deadline: Item) -> tuple[Any, ...]:
    return deadline["start"], deadline["end"], deadline["due"], deadline["firm"]


def _all(tasks: Sequence[Item], key: str) -> list[Item]:
    return [item for task in tasks for item in task[key]]


def _deadlines(tasks: Sequence[Item]) -> list[Item]:
    return [task["deadline"] for task in tasks if task["deadline"]]


def _overlap(task: Item, others: Sequence[Item]) -> float:
    """How much of the task is covered by the others, 0 to 1; they do not overlap each other."""
    shared: int = sum(max(0, min(task["end"], o["end"]) - max(task["start"], o["start"])) for o in others)
    size: int = task["end"] - task["start"]
    return shared / max(1, size)


def _tasks(known: Sequence[Item], found: Sequence[Item]) -> tuple[Score, list[str]]:
    missed = [task for task in known if _overlap(task, found) < _ENOUGH]
    wrong = [task for task in found if _overlap(task, known) < _ENOUGH]
    lines = [f"- {task['quote']}" for task in missed] + [f"+ {task['quote']}" for task in wrong]
    return Score(len(found) - len(wrong), len(found), len(known) - len(missed), len(known)), lines


def _owners(known: Sequence[Item], found: Sequence[Item]) -> tuple[Score, list[str]]:
    """Owners of the tasks that both have: each of the annotation's with the one that overlaps it most."""
    score, lines = Score(), []
    for task in known:
        touching = [o for o in found if min(task["end"], o["end"]) > max(task["start"], o["start"])]
        if not touching:
            continue
        wanted = {None if owner["inferred"] else owner["name"] for owner in task["owners"]}
        given = {None if owner["inferred"] else owner["name"] for o in touching for owner in o["owners"]}
        if len(touching) > 1:  # a task cut in two may name its owner in one of them
            given = (given & wanted) | {name for name in given - wanted if name is not None}
        both = len(wanted & given)
        score.add(Score(both, len(given), both, len(wanted)))
        if wanted != given:
            lines.append(f"{task['quote']}: {sorted(map(str, wanted))} ≠ {sorted(map(str, given))}")
    return score, lines


def main(arguments: Sequence[str]) -> int:
    """Print the scores, and what differs. The status is 1 when an aim is missed."""
    files = [Path(argument) for argument in arguments if not argument.startswith("--")] or sorted(
        ANNOTATED.glob("*.json")
    )
    folder = next((a.removeprefix("--plans=") for a in arguments if a.startswith("--plans=")), None)
    scores, differences = score_files(files, Path(folder) if folder else ROOT / "data")
    for line in differences:
        print(line)
    print(f"{'':10}  查准    查全    F1     目标   条数")
    for kind, score in scores.items():
        figures = (score.precision, score.recall, score.f1)
        print(
            f"{kind:10}  {'  '.join(f'{figure:.3f}' for figure in figures)}  {AIMS[kind]:.2f}  {score.known}"
        )
    return 0 if all(score.f1 >= AIMS[kind] for kind, score in scores.items()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
