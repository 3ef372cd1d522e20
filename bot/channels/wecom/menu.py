"""The application's menu: what stands on it, and what a press means."""

from __future__ import annotations

from typing import Any

MY_UNIT = "my_unit"
# Event key → face, and what is asked: of the whole plan, whatever the talk was about before.
# The unit is not a question but a talk of its own.
ENTRIES: dict[str, tuple[str, str]] = {
    "priorities": ("今年重点", "全年重点工作有哪些"),
    "deadlines": ("时限", "哪些任务有明确时限"),
    "targets": ("指标", "有哪些量化指标"),
    MY_UNIT: ("我的单位", ""),
    "help": ("帮助", "帮助"),
}


def question(key: str) -> str | None:
    """What an entry asks; None for an entry that asks nothing, and for one of somebody else's menu."""
    return ENTRIES.get(key, ("", ""))[1] or None


def menu() -> dict[str, Any]:
    """The body of menu/create: at most three on the bar, at most five under each."""

    def entry(key: str) -> dict[str, Any]:
        return {"type": "click", "name": ENTRIES[key][0], "key": key}

    return {
        "button": [
            entry("priorities"),
            {"name": "时限指标", "sub_button": [entry("deadlines"), entry("targets")]},
            {"name": "我的", "sub_button": [entry(MY_UNIT), entry("help")]},
        ]
    }
