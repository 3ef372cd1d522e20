"""Every error that the bench raises on purpose. Texts are Chinese: people read them.

PlanBotError
└── BenchError
    ├── BadConversations    a file of conversations is wrong; each fault has its line and column (ValueError)
    ├── OutOfReach          the server that should be talked to does not answer as it should
    └── NothingAccepted     there is no run to compare with                              (LookupError)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PlanBotError
from workbench.records import Place


class BenchError(PlanBotError):
    """Base of the bench's errors."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file."""

    file: Path
    place: Place
    problem: str
    advice: str = ""

    def __str__(self) -> str:
        where = f"{self.file.name}:{self.place.line}:{self.place.column}"
        return f"{where} {self.problem}" + (f"（{self.advice}）" if self.advice else "")


class BadConversations(BenchError, ValueError):
    """Files of conversations that are wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)), "写法见 docs/conversations.md。")


class OutOfReach(BenchError):
    """The server that should be talked to does not answer as it should."""


class NothingAccepted(BenchError, LookupError):
    """There is no accepted run to compare with."""
