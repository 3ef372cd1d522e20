"""How fast the bot is, beside what `rasa init` makes with one custom action: python -m benchmarks.speed

Both are made and trained on the spot, run at the same time, and are asked by turns, so that whatever else the
machine does falls on both. Exit status 1 when an aim is missed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Measured, load
from benchmarks.rivals import Rival, ours, stock

# Answered from the database: a deadline, a target, an owner, a regime, a term, a list.
QUESTIONS = (
    "课桌椅什么时候换完",
    "思政精品课程要建多少个",
    "校园安全谁负责",
    "13710是什么意思",
    "三个一体化指什么",
    "今年有哪些重点工作",
)
ROUNDS = 5
AT_ONCE = 8
ALONE, TOGETHER = 60, 160  # messages in a round, one at a time and AT_ONCE


@dataclass(frozen=True)
class Row:
    """One thing measured, of ours and of the other, and whether our aim is reached."""

    what: str
    ours: str
    stock: str
    aim: str = ""
    reached: bool = True


def measure(rivals: Sequence[Rival]) -> dict[str, tuple[Measured, Measured]]:
    """For each bot: messages one at a time, and AT_ONCE."""
    results = {rival.name: (Measured(), Measured()) for rival in rivals}
    for rival in rivals:
        load(
            rival.port, rival.messages, ALONE, 1, rival.pids, Measured()
        )  # what is made at first use is made now
    for _ in range(ROUNDS):
        for rival in rivals:
            alone, together = results[rival.name]
            load(rival.port, rival.messages, ALONE, 1, rival.pids, alone)
            load(rival.port, rival.messages, TOGETHER, AT_ONCE, rival.pids, together)
    return results


def rows(ours: Rival, stock: Rival, results: dict[str, tuple[Measured, Measured]]) -> list[Row]:
    """What the report says."""
    (alone, together), (other_alone, other_together) = results[ours.name], results[stock.name]
    quicker = other_alone.milliseconds / alone.milliseconds
    more = together.rate / other_together.rate
    return [
        Row("训练（秒）", f"{ours.training:.0f}", f"{stock.training:.0f}", "< 30", ours.training < 30),
        Row(
            "启动到第一个回答（秒）",
            f"{ours.starting:.1f}",
            f"{stock.starting:.1f}",
            "< 20",
            ours.starting < 20,
        ),
        Row(
            "Rasa 服务内存（MB）",
            f"{ours.megabytes:.0f}",
            f"{stock.megabytes:.0f}",
            "< 700",
            ours.megabytes < 700,
        ),
        Row(
            "逐条提问，一条用时（毫秒，中位数）",
            f"{alone.milliseconds:.1f}",
            f"{other_alone.milliseconds:.1f}",
            f"快 4 倍以上：{quicker:.1f} 倍",
            quicker >= 4,
        ),
        Row(
            f"{AT_ONCE} 条同时提问，每秒条数",
            f"{together.rate:.0f}",
            f"{other_together.rate:.0f}",
            f"5 倍以上：{more:.1f} 倍",
            more >= 5,
        ),
        Row(
            "一条占用的处理器时间（毫秒，两个服务合计）",
            f"{together.work_milliseconds:.1f}",
            f"{other_together.work_milliseconds:.1f}",
        ),
    ]


def show(report: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "本程序", "rasa init", "目标", "")
    for row in report:
        table.add_row(
            row.what, row.ours, row.stock, row.aim, ("✓" if row.reached else "✗") if row.aim else ""
        )
    Console().print(table)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="speed-") as folder, ExitStack() as stack:
        print("训练 rasa init 的机器人（约一分钟）…", flush=True)
        other = stock(Path(folder) / "stock")
        print("训练本程序…", flush=True)
        own = ours(Path(folder) / "ours", QUESTIONS)
        print("启动…", flush=True)
        for rival in (other, own):
            rival.start(stack)
        print("提问…", flush=True)
        report = rows(own, other, measure((own, other)))
        show(report)
    return 0 if all(row.reached for row in report) else 1


if __name__ == "__main__":
    sys.exit(main())
