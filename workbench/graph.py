"""What follows what in conversations: intents, what was done, and the next intents, with how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.records import Turn

END = "end"  # of a conversation


@dataclass(frozen=True)
class Stop:
    """One node: an intent, or what was done about it."""

    intent: str
    action: str
    kind: str  # of the answer
    state: str | None


def stop_of(turn: Turn) -> Stop:
    """What the graph keeps of a turn."""
    ran = turn.ran[-1].action if turn.ran else ""
    return Stop(turn.intent or "", ran, turn.kind, turn.state)


class Paths:
    """The ways that conversations took, by the conversation's name."""

    def __init__(self) -> None:
        self._paths: dict[str, tuple[str, list[Stop]]] = {}

    def add(self, name: str, origin: str, stop: Stop, *, first: bool) -> None:
        """One more turn. `origin` is chat or test; a conversation that begins anew forgets its old way."""
        if first or name not in self._paths:
            self._paths[name] = (origin, [])
        self._paths[name][1].append(stop)

    def as_dict(self) -> dict[str, Any]:
        """By origin: from intent to action to next intent, how often, and in which conversations."""
        return {origin: self._of(origin) for origin in ("chat", "test")}

    def _of(self, origin: str) -> dict[str, Any]:
        paths = {name: path for name, (kind, path) in self._paths.items() if kind == origin}
        steps: Counter[tuple[Stop, str]] = Counter()
        names: dict[tuple[Stop, str], list[str]] = {}
        for name, path in paths.items():
            for step in zip(path, [*(stop.intent for stop in path[1:]), END], strict=True):
                steps[step] += 1
                names.setdefault(step, []).append(name)
        return {
            "conversations": len(paths),
            "steps": [
                self._step(stop, then, count, names[stop, then]) for (stop, then), count in steps.items()
            ],
        }

    @staticmethod
    def _step(stop: Stop, then: str, count: int, names: list[str]) -> Mapping[str, Any]:
        return {
            "intent": stop.intent,
            "action": stop.action,
            "kind": stop.kind,
            "state": stop.state,
            "next": then,
            "count": count,
            "conversations": sorted(set(names))[:20],
        }
