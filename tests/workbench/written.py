"""Conversations and answers that several tests of the bench use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.loader import load_text
from workbench.outcomes import Outcome
from workbench.records import TestCase

Hold = Callable[..., Outcome]  # steps as a file has them → how they went
FACT = {
    "item": "思政精品课程",
    "aspect": "target",
    "state": "stated",
    "value": "10—20个",
    "task": "T015",
    "due": None,
    "inferred": False,
}
SOURCE = {"path": ["第二部分", "铸魂育人行动"], "quote": "建设思政精品课程10—20个", "start": 10, "end": 24}
ANSWER: dict[str, Any] = {
    "state": "stated",
    "kind": "fact",
    "facts": [FACT],
    "sources": [SOURCE],
    "follow_ups": [{"title": "时限", "message": "思政精品课程什么时候完成"}],
}


def case_of(steps: str, head: str = "") -> TestCase:
    """The one conversation with these steps, which are indented as they should be by nothing."""
    lines = "".join(f"    {line}\n" for line in steps.strip("\n").split("\n"))
    return load_text(f"{head}test_cases:\n- test_case: 一段\n  steps:\n{lines}", Path("一段.yml"))[0]
