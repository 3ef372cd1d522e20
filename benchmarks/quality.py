"""How well the bot understands and answers: python -m benchmarks.quality [--exam FILE …] [--no-baselines]

Loads the default plan, trains, and asks the held-out questions of tests/heldout and any exam files that are
given, as they are and with typing errors. Beside it, unless left out, Rasa's stock pipeline and a plain
search are asked the same. Prints a table and writes var/eval/quality.html. The status is 1 when an answer
says a figure that nothing supports, else 0.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.exam import Case, Outcome, Subject, examine, load_cases
from benchmarks.stage import TODAY, Stage, prepare, settle
from bot.settings import ROOT, read_settings

if TYPE_CHECKING:
    from benchmarks.figures import FigureCheck
    from benchmarks.results import Row, Sheet
    from benchmarks.slips import Slip
    from benchmarks.understanding import Understand

HELD_OUT = ROOT / "tests" / "heldout"
HELD_OUT_EXAMS = {"single": "单问", "dialogue": "对话", "plain_words": "大白话"}  # file → what it is called
BOT, STOCK, SEARCH = "本机器人", "Rasa 自带", "BM25 检索"
Exams = dict[str, list[Case]]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    exams = load_exams(options.exam)
    out, progress = Console(highlight=False), Progress(sys.stderr)
    folder = read_settings().var / "eval"
    settings = settle(folder / "work")
    log = folder / "quality.log"
    with log.open("w", buffering=1, encoding="utf-8") as file, _printed_to(file):
        with progress.step("读入计划并训练"):
            stage = prepare(settings, log)
        sheets = measure(stage, exams, progress, options.baselines)
        page, table = report(stage, exams, sheets)
    path = folder / "quality.html"
    path.write_text(page, encoding="utf-8")
    out.print(_printed(sheets, table))
    for figure in sheets[0].unsupported or ():
        out.print(f"[red]没有出处[/] {escape(figure)}", soft_wrap=True)
    out.print(f"错题、混淆矩阵和图：{path}", soft_wrap=True)
    return 1 if sheets[0].unsupported else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description="评测理解和回答的质量。"
    )
    parser.add_argument(
        "--exam", type=Path, nargs="+", default=[], metavar="文件", help="另外的试题（JSON 行）"
    )
    parser.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="同时衡量基线；Rasa 自带的流水线要训练一刻钟左右，可用 --no-baselines 略去",
    )
    return parser.parse_args(arguments)


def load_exams(others: Sequence[Path] = ()) -> Exams:
    """The held-out exams, and others by the names of their files. Raises what load_cases raises."""
    own = {f"留出题·{name}": load_cases(HELD_OUT / f"{stem}.jsonl") for stem, name in HELD_OUT_EXAMS.items()}
    return own | {path.stem: load_cases(path) for path in others}


class Progress:
    """Says on a terminal, or in a log, what is going on."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False)

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        self._console.print(f"· {what}…")
        began = time.monotonic()
        yield
        self._console.print(f"[green]✓[/] {what}（{time.monotonic() - began:.0f} 秒）")


@contextlib.contextmanager
def _printed_to(file: TextIO) -> Iterator[None]:
    with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
        yield


def measure(stage: Stage, exams: Exams, progress: Progress, baselines: bool) -> list[Sheet]:
    """The sheets of the bot and, if wanted, of the baselines."""
    from benchmarks.figures import FigureCheck
    from benchmarks.results import CLEAN, Sheet
    from benchmarks.search import SentenceSearch
    from benchmarks.slips import slips
    from benchmarks.subject import PlanBot

    variants: dict[str, Slip] = {CLEAN: str, **slips(stage.plan.text)}
    sheets = []
    with progress.step(f"衡量{BOT}"):
        bot = PlanBot(stage.settings, stage.model)
        sheet = Sheet(BOT, training=stage.training, reads_aspects=True)
        _understand(sheet, bot.understand, exams, variants)
        _answer(sheet, bot, exams, variants)
        check = FigureCheck(stage.plan.text, date.fromisoformat(TODAY))
        sheet.unsupported = unsupported(sheet, check)
        sheet.failures = tuple(bot.failures)
        bot.close()
        sheets.append(sheet)
    if not baselines:
        return sheets
    with progress.step(f"训练并衡量{STOCK}的流水线（例句改动后要重训一刻钟）"):
        from benchmarks.stock import StockRasa

        stock = StockRasa(stage.settings.var.parent / "stock")
        sheet = Sheet(STOCK, training=stock.training)
        _understand(sheet, stock.understand, exams, variants)
        stock.close()
        sheets.append(sheet)
    with progress.step(f"衡量{SEARCH}"):
        sheet = Sheet(SEARCH)
        _answer(sheet, SentenceSearch(stage.plan), exams, variants)
        sheets.append(sheet)
    return sheets


def _understand(sheet: Sheet, understand: Understand, exams: Exams, variants: dict[str, Slip]) -> None:
    from benchmarks.understanding import guesses

    cases = [case for exam in exams.values() for case in exam]
    understand(cases[0].turns[0].say)  # the first message loads what the others use
    for variant, slip in variants.items():
        sheet.guesses[variant] = guesses(cases, understand, slip)


def _answer(sheet: Sheet, subject: Subject, exams: Exams, variants: dict[str, Slip]) -> None:
    for variant, slip in variants.items():
        sheet.outcomes[variant] = {
            name: examine(subject, cases, slip, f"{variant}/{name}") for name, cases in exams.items()
        }


def unsupported(sheet: Sheet, check: FigureCheck) -> list[str]:
    """The figures that nothing supports in any answer of the sheet, each with its question and its answer."""
    found: list[str] = []
    for variant in sheet.outcomes:
        for outcome in sheet.all_outcomes(variant):
            found += _unsupported(outcome, check)
    return found


def _unsupported(outcome: Outcome, check: FigureCheck) -> Iterator[str]:
    asked: list[str] = []
    earlier: list[str] = []
    for said in outcome.said:
        asked.append(_as_read(said.question, said.reply.read))
        for figure in check.unsupported(said.reply.text, asked, earlier):
            yield f"{figure}　问：{said.question}　答：{said.reply.text}"
        earlier.append(said.reply.text)


def _as_read(question: str, read: str) -> str:
    """The question with its slips put right (5约20 → 5月20), if that left every digit as it was."""
    same = re.findall(r"\d", question) == re.findall(r"\d", read)
    return f"{question} {read}" if same else question


def report(stage: Stage, exams: Exams, sheets: Sequence[Sheet]) -> tuple[str, list[Row]]:
    """The page, and the rows of its table."""
    from benchmarks.names import intent_names
    from benchmarks.page import Report, render
    from benchmarks.results import CLEAN, rows
    from bot.training.intents import section_intents

    table = rows(sheets)
    names = intent_names(stage.plan)
    sections = {intent: names[intent] for intent in section_intents(stage.plan)}
    cases = [case for exam in exams.values() for case in exam]
    turns = sum(len(case.turns) for case in cases)
    about = (
        f"{datetime.now():%Y年%m月%d日 %H:%M}，《{stage.plan.title}》；"
        f"试题 {len(cases)} 道、消息 {turns} 条，其中标了意图的 {len(sheets[0].guesses[CLEAN])} 条；"
        "试题都不在训练例句里。"
    )
    return render(Report(sheets, table, names, sections, about)), table


def _printed(sheets: Sequence[Sheet], rows: Sequence[Row]) -> Table:
    table = Table(pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for sheet in sheets:
        table.add_column(sheet.name, justify="right", no_wrap=True)
    table.add_column("目标", justify="right", no_wrap=True)
    for row in rows:
        colour = {True: "green", False: "red", None: "default"}[row.met]
        own, *others = row.values
        table.add_row(row.what, f"[{colour}]{own or '—'}[/]", *(value or "—" for value in others), row.aim)
    return table


if __name__ == "__main__":
    sys.exit(main())
