"""Runs that went before: the one that was accepted, to compare with, and the rates of all, over time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.settings import ROOT, Settings
from workbench.errors import NothingAccepted
from workbench.outcomes import Outcome, outcome_from

ACCEPTED = ROOT / "tests" / "accepted.json"  # kept with the code: what everybody compares with
KEEP = 200  # runs whose rates are kept


@dataclass(frozen=True)
class Rate:
    """One run in figures."""

    at: str  # ISO, with its zone
    right: int
    all: int
    coverage: Mapping[str, float]
    stability: Mapping[str, float]

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 1.0

    def as_dict(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "right": self.right,
            "all": self.all,
            "coverage": {name: round(share, 4) for name, share in self.coverage.items()},
            "stability": {name: round(share, 4) for name, share in self.stability.items()},
        }


@dataclass(frozen=True)
class Comparison:
    """Ids of conversations, against the accepted run."""

    fixed: tuple[str, ...] = ()  # were wrong, are right
    broken: tuple[str, ...] = ()  # were right, are wrong
    still: tuple[str, ...] = ()  # were wrong and are
    new_wrong: tuple[str, ...] = ()  # were not there, and are wrong
    gone: tuple[str, ...] = ()  # were there, and are not

    def without_gone(self) -> Comparison:
        """The comparison for a run of only some of the conversations."""
        return replace(self, gone=())


def compare(accepted: Mapping[str, bool], outcomes: Iterable[Outcome]) -> Comparison:
    """What has changed since the accepted run: id of a conversation → whether it was right."""
    now = {outcome.case.id: outcome.right for outcome in outcomes}
    return Comparison(
        fixed=tuple(one for one, right in now.items() if right and accepted.get(one) is False),
        broken=tuple(one for one, right in now.items() if not right and accepted.get(one) is True),
        still=tuple(one for one, right in now.items() if not right and accepted.get(one) is False),
        new_wrong=tuple(one for one, right in now.items() if not right and one not in accepted),
        gone=tuple(one for one in accepted if one not in now),
    )


def read_accepted(file: Path = ACCEPTED) -> dict[str, bool]:
    """The accepted run; empty when none was accepted. Raises NothingAccepted when it cannot be read."""
    if not file.is_file():
        return {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))["conversations"]
        return {str(one): bool(right) for one, right in read.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NothingAccepted(
            f"{file.name} 读不懂", "请用 python -m workbench accept 重新写一份。"
        ) from error


def accept(outcomes: Iterable[Outcome], file: Path = ACCEPTED) -> None:
    """Make this run the one to compare with."""
    kept = {outcome.case.id: outcome.right for outcome in outcomes}
    ordered = dict(sorted(kept.items()))
    file.write_text(
        json.dumps({"conversations": ordered}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


class Archive:
    """The bench's own folder: the last run's outcomes, and the rates of all."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.var / "bench"

    @property
    def outcomes_file(self) -> Path:
        return self.folder / "outcomes.jsonl"

    @property
    def report_file(self) -> Path:
        return self.folder / "report.html"

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Make these the last run's."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(outcome.as_dict(), ensure_ascii=False) for outcome in outcomes)
        self.outcomes_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def last(self) -> list[Outcome]:
        """The last run. Raises NothingAccepted when there is none."""
        if not self.outcomes_file.is_file():
            raise NothingAccepted("还没有跑过对话测试", "请先运行 python -m workbench run。")
        return read_outcomes(self.outcomes_file)

    def note(self, rate: Rate) -> list[Rate]:
        """Add a run's rates; all of them, oldest first."""
        rates = [*self.rates(), rate][-KEEP:]
        self.folder.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(one.as_dict(), ensure_ascii=False) + "\n" for one in rates)
        self._rates_file.write_text(text, encoding="utf-8")
        return rates

    def rates(self) -> list[Rate]:
        """The rates of all runs, oldest first; damaged lines are left out."""
        if not self._rates_file.is_file():
            return []
        found = []
        for line in self._rates_file.read_text(encoding="utf-8").splitlines():
            try:
                found.append(Rate(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return found

    @property
    def _rates_file(self) -> Path:
        return self.folder / "rates.jsonl"


def read_outcomes(file: Path) -> list[Outcome]:
    """The outcomes of a file with one JSON object a line. Raises OSError."""
    return [outcome_from(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line]


def now() -> str:
    """This moment, as runs are dated."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
