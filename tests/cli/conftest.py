from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def var(tmp_path, monkeypatch):
    """A folder of its own for the program's files."""
    for name in ("PLAN", "DATABASE_URL", "HOST", "TODAY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "var"
    monkeypatch.setenv("VAR", str(folder))
    return folder


@pytest.fixture
def bot(var, capsys, monkeypatch) -> Callable[..., Outcome]:
    """Run a command as the shell does: bot("parse", file)."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("bot.cli.serve.ROOT", var.parent)  # whose caches `clean` deletes

    def run(*arguments: object) -> Outcome:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run
