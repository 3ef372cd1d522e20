"""Corrections that wait for a person's eye. Nothing here is ever trained with: it lies outside of data/."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from workbench.errors import BenchError
from workbench.records import Understood

HEAD = """\
# 在测试台里改正的话，等人核对。核对无误的例句请移到 data/nlu/，问法（实体）请补到 data/lexicon/，
# 然后从这里删去。训练不读这个文件。
version: "3.1"
nlu:
"""
_lock = threading.Lock()


class NoCorrection(BenchError, ValueError):
    """What was sent corrects nothing, or nothing that there is."""


@dataclass(frozen=True)
class Correction:
    """How one message should have been understood."""

    text: str
    intent: str
    heard: str  # the intent that it was taken for
    entities: tuple[Understood, ...]  # as they should be
    changed: bool  # whether the entities are others than were found
    note: str
    at: datetime

    def as_example(self) -> str:
        """The message as Rasa writes examples: pieces in brackets, with what they are."""
        made, last = "", 0
        for one in sorted(_apart(self.entities), key=lambda entity: entity.start):
            piece = _plain(self.text[one.start : one.end])
            label = json.dumps({"entity": one.entity, "value": one.value}, ensure_ascii=False)
            made += _plain(self.text[last : one.start]) + f"[{piece}]{label}"
            last = one.end
        return made + _plain(self.text[last:])


def add(correction: Correction, file: Path) -> int:
    """Write the correction behind the others; how many there are now. Raises NoCorrection, OSError."""
    with _lock:
        text = file.read_text(encoding="utf-8") if file.is_file() else HEAD
        entry = _entry(correction)
        if entry["examples"] in [
            one["examples"] for one in _entries(text) if one["intent"] == entry["intent"]
        ]:
            raise NoCorrection("这句话已经这样改正过了", f"它在 {file.name} 里等人核对。")
        dumped = yaml.dump([entry], allow_unicode=True, sort_keys=False, width=1 << 20)
        made = text.rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in dumped.splitlines())
        count = len(_entries(made))
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.draft")
        draft.write_text(made, encoding="utf-8")
        draft.replace(file)
        return count


def waiting(file: Path) -> int:
    """How many corrections wait."""
    return len(_entries(file.read_text(encoding="utf-8"))) if file.is_file() else 0


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        return list(yaml.safe_load(text).get("nlu") or ())
    except (yaml.YAMLError, AttributeError) as error:
        raise NoCorrection("待核对的文件写坏了，没有往里添", "请改好或移走 var/review/ 里的文件。") from error


def _entry(correction: Correction) -> dict[str, Any]:
    about: dict[str, Any] = {"heard": correction.heard, "at": correction.at.isoformat(timespec="seconds")}
    if correction.changed:
        about["entities"] = [
            {"text": correction.text[one.start : one.end], one.entity: one.value}
            for one in correction.entities
        ]
    if correction.note:
        about["note"] = correction.note
    return {
        "intent": correction.intent,
        "metadata": about,
        "examples": f"- {correction.as_example()}\n",
    }


def _apart(entities: Iterable[Understood]) -> list[Understood]:
    """The entities that an example can show: the longest of those that overlap."""
    found: list[Understood] = []
    for one in sorted(entities, key=lambda entity: entity.start - entity.end):
        if one.start < one.end and all(one.end <= o.start or o.end <= one.start for o in found):
            found.append(one)
    return found


def _plain(text: str) -> str:
    """The words without what means something in an example."""
    return " ".join(text.split("\n")).translate(str.maketrans("[]{}", "［］｛｝"))
