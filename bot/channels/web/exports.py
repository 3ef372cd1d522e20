"""A list answer as a table to take away (.xlsx)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from bot.channels.web.plans import PlanView
from bot.records import Precision, State, Target, Task

COLUMNS = (  # heading, width in characters
    ("序号", 6),
    ("事项", 34),
    ("时限", 18),
    ("截止日期", 13),
    ("责任单位", 22),
    ("指标", 26),
    ("重点", 14),
    ("其他", 30),
    ("所属章节", 34),
    ("原文", 70),
)
WORDS = {State.REDACTED.value: "原文未公布", State.SILENT.value: "原文未提"}
MAX_FACTS = 2000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass
class Row:
    """One item of the list: what the answer said of each aspect."""

    item: str
    task: str | None
    said: dict[str, list[str]] = field(default_factory=dict)
    due: str = ""


def rows_of(facts: Sequence[Mapping[str, Any]], items: Sequence[Mapping[str, Any]] = ()) -> list[Row]:
    """A row for each item of the list, then for what else the facts are about: by task, or else by name."""
    rows: dict[str, Row] = {}
    for entry in items[:MAX_FACTS]:
        item, task = _text(entry.get("item")), _text(entry.get("task")) or None
        rows.setdefault(task or f"item {item}", Row(item, task))
    for fact in facts[:MAX_FACTS]:
        item, task = _text(fact.get("item")), _text(fact.get("task")) or None
        row = rows.setdefault(task or f"item {item}", Row(item, task))
        words = WORDS.get(_text(fact.get("state"))) or _text(fact.get("value"))
        if fact.get("inferred") is True and words:
            words += "（据上下文推断）"
        if words:
            row.said.setdefault(_text(fact.get("aspect")), []).append(words)
        row.due = row.due or _day(_text(fact.get("due")), fact.get("precision"))
    return list(rows.values())


def workbook(
    title: str,
    facts: Sequence[Mapping[str, Any]],
    view: PlanView | None,
    items: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """The file: the whole list `items`, also what the answer left for later, and all that `facts` say.

    What the answer did not say of a task is taken from the plan, if there is one.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", _text(title))[:25].strip() or "任务清单"
    lines = [[heading for heading, _ in COLUMNS]]
    for number, row in enumerate(rows_of(facts, items), start=1):
        task = view.tasks.get(row.task) if view and row.task else None
        lines.append([str(number), *_cells(row, task, view)])
    thin = Side(style="thin", color="C8D0D8")
    for y, line in enumerate(lines, start=1):
        for x, words in enumerate(line, start=1):
            cell = sheet.cell(row=y, column=x)
            if words:
                cell.value = words
                cell.data_type = "s"  # never a formula, whatever it begins with
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if y == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="E8F0F8")
    for x, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(x)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(lines)}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(row: Row, task: Task | None, view: PlanView | None) -> list[str]:
    said = {aspect: "；".join(words) for aspect, words in row.said.items()}
    other = "；".join(
        words for aspect, words in said.items() if aspect not in ("deadline", "owner", "target", "priority")
    )
    if task is None or view is None:
        known: dict[str, str] = {}
        section = quote = ""
    else:
        known, section, quote = _of_task(task), " › ".join(view.path(task.section)), task.quote
    due = row.due or known.get("due", "")
    pick = [said.get(a) or known.get(a, "") for a in ("deadline", "owner", "target", "priority")]
    item = task.title if task else row.item
    return [_text(c) for c in (item, pick[0], due, *pick[1:], other, section, quote)]


def _of_task(task: Task) -> dict[str, str]:
    deadline = task.deadline
    return {
        "deadline": deadline.raw if deadline else "",
        "due": _day(deadline.due.isoformat(), deadline.precision) if deadline and deadline.due else "",
        "owner": "；".join(o.name + ("（据上下文推断）" if o.inferred else "") for o in task.owners),
        "target": "；".join(_target(target) for target in task.targets),
        "priority": task.priority or "",
    }


def _day(day: str, precision: Any) -> str:
    """The day; of a season, whose words fix none, marked as an estimate."""
    return f"约{day}" if day and precision == Precision.SEASON else day


def _target(target: Target) -> str:
    return f"{target.name}{WORDS[State.REDACTED.value] if target.redacted else target.raw}"


def _text(value: Any) -> str:
    return _UNPRINTABLE.sub("", value) if isinstance(value, str) else ""
