"""The questions that the bot is marked with are never trained on."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.settings import ROOT
from bot.text.plain import plain

SHORT = 6  # characters; a greeting or “好的” is nobody's own


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", plain(text))


def lines(folder: Path) -> set[str]:
    found = set()
    for file in folder.rglob("*.yml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"\s+- (.+)$", line):
                found.add(bare(match.group(1)))
    return found


def test_no_held_out_question_is_an_example():
    held_out = {
        bare(turn["say"])
        for file in (ROOT / "tests" / "heldout").glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
        for turn in json.loads(line)["turns"]
    }
    assert len(held_out) > 400
    trained = lines(ROOT / "data" / "nlu")
    assert not {text for text in held_out & trained if len(text) >= SHORT}
