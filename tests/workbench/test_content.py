"""The conversations that ship: in people's words, and none of them learnt by heart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from bot.settings import ROOT
from workbench.known import unknown
from workbench.loader import load_folder
from workbench.project import Project

CASES = load_folder(ROOT / "tests" / "conversations")
SHORT = 4  # characters; nobody has many ways to say “谢谢” or “那时间呢”


def plain(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


def buttons() -> set[str]:
    """What the domain's buttons send: pressing one is no copy."""
    return set(re.findall(r"payload: ([^}\n]+)", (ROOT / "domain.yml").read_text(encoding="utf-8")))


def test_no_message_is_a_training_example(project: Project) -> None:
    learnt = {plain(text) for texts in project.examples.values() for text in texts}
    pressed = {plain(text) for text in buttons()}
    copied = [
        f"{case.id}: {step.user}"
        for case in CASES
        for step in case.steps
        if len(said := plain(step.user)) > SHORT and said in learnt and said not in pressed
    ]
    assert copied == []


def test_no_two_conversations_are_the_same() -> None:
    said = Counter((*(plain(step.user) for step in case.steps), case.today) for case in CASES)
    assert [talk for talk, times in said.items() if times > 1] == []


def test_every_conversation_expects_something() -> None:
    assert [case.id for case in CASES if not any(step.assertions for step in case.steps)] == []


def test_every_name_is_of_something(project: Project) -> None:
    assert [str(fault) for fault in unknown(CASES, project)] == []
