"""The commands that run conversations and say what came of it: run, coverage, report, accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from bot.cli.console import out, step
from bot.settings import ROOT, Settings, read_settings
from workbench import history
from workbench.errors import BadConversations
from workbench.history import ACCEPTED, Archive
from workbench.known import unknown
from workbench.outcomes import Outcome
from workbench.records import TestCase
from workbench.results import Results, names_of, project_here, read_floors

FOLDER = ROOT / "tests" / "conversations"
FAILED = 1


@click.command(help="跑对话测试，打印没过的对话，并写出报告。")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[文件或文件夹]...")
@click.option("-k", "words", metavar="词", help="只跑名称、标签或文件名里有这个词的")
@click.option("--variations", is_flag=True, help="再用错字、近义词、寒暄、换先后各跑一遍")
@click.option("--url", metavar="地址", help="对运行中的服务器跑，如 http://127.0.0.1:5005")
@click.option("--wecom", is_flag=True, help="经企业微信渠道跑（用自带的信使充当平台）")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="文件夹", help="报告写到哪里，默认 var/bench"
)
def run(
    files: Sequence[Path],
    words: str | None,
    variations: bool,
    url: str | None,
    wecom: bool,
    output: Path | None,
) -> int:
    from workbench.runner import run as hold
    from workbench.ways import talker as way

    settings = read_settings()
    cases = _cases(files, words)
    if wrong := unknown(cases, project_here(settings)):
        raise BadConversations(wrong)
    with step("准备数据库和模型"):
        talker = way(settings, url=url, wecom=wecom)
    try:
        with step(f"跑 {len(cases)} 段对话"):
            taken = [case for case in cases if not talker.refuses(case)]
            outcomes = [hold(case, talker) for case in taken]
        whole = not files and not words and len(taken) == len(cases)
        results = _results(settings, outcomes, whole=whole)
        if variations:
            from workbench.variations import stability

            with step("换个说法再跑"):
                results = replace(results, stability=tuple(stability(results.project, outcomes, talker)))
    finally:
        talker.close()
    archive = Archive(settings)
    if whole and not url and not wecom:
        archive.keep(outcomes)
        results = replace(results, rates=tuple(archive.note(results.rate())))
    files_written = _write(results, output or archive.folder)
    _print(results, len(cases) - len(taken))
    out().print(f"报告：{escape(str(files_written[0]))}", soft_wrap=True)
    return FAILED if results.wrong or (whole and results.below) else 0


@click.command(help="上次跑的对话用到了什么，还缺什么，接下来可以写什么。")
@click.option("--most", type=int, default=20, show_default=True, metavar="个数", help="最多列几条建议")
def coverage(most: int) -> int:
    settings = read_settings()
    results = _results(settings, Archive(settings).last(), whole=True)
    console = out()
    console.print(_coverage_table(results))
    for kind, entry in results.missing[:most]:
        console.print(f"[bold]{kind}[/]  {escape(entry.title)}", soft_wrap=True)
        if entry.suggestion:
            console.print(f"    {escape(entry.suggestion)}", soft_wrap=True)
    for line in results.below:
        console.print(f"[red]✗ {escape(line)}[/]")
    return FAILED if results.below else 0


@click.command(help="用上次的结果重写报告（HTML、Markdown、JUnit XML）。")
@click.option(
    "--outcomes",
    type=click.Path(exists=True, path_type=Path),
    metavar="文件",
    help="pytest --outcomes 写的文件",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里，默认 var/bench")
def report(outcomes: Path | None, output: Path | None) -> int:
    settings = read_settings()
    archive = Archive(settings)
    kept = history.read_outcomes(outcomes) if outcomes else archive.last()
    results = replace(_results(settings, kept, whole=True), rates=tuple(archive.rates()))
    for file in _write(results, output or archive.folder):
        out().print(str(file), soft_wrap=True)
    return 0


@click.command(help="认可上次的结果：以后的每次都与它相比。")
def accept() -> int:
    settings = read_settings()
    outcomes = Archive(settings).last()
    history.accept(outcomes)
    wrong = sum(not outcome.right for outcome in outcomes)
    out().print(
        f"已认可 {len(outcomes)} 段对话的结果（其中 {wrong} 段没过），写在 {ACCEPTED.relative_to(ROOT)}。"
    )
    return 0


COMMANDS = (run, coverage, report, accept)


def _cases(files: Sequence[Path], words: str | None) -> list[TestCase]:
    from workbench.loader import load_files

    found: list[Path] = []
    for file in files or [FOLDER]:
        found += sorted(file.rglob("*.y*ml")) if file.is_dir() else [file]
    return [case for case in load_files(found) if words is None or _fits(case, words)]


def _fits(case: TestCase, words: str) -> bool:
    return any(words in text for text in (case.id, *case.tags))


def _results(settings: Settings, outcomes: Sequence[Outcome], *, whole: bool) -> Results:
    from workbench.coverage import coverage as measure

    project = project_here(settings)
    compared = history.compare(history.read_accepted(), outcomes)
    return Results(
        at=history.now(),
        project=project,
        outcomes=tuple(outcomes),
        dimensions=tuple(measure(project, outcomes)),
        comparison=compared if whole else compared.without_gone(),
        floors=read_floors(),
    )


def _write(results: Results, folder: Path) -> list[Path]:
    """The report's files: the page, the summary, JUnit's."""
    from workbench.report import html, junit, markdown

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in (
        ("report.html", html(results)),
        ("summary.md", markdown(results)),
        ("junit.xml", junit(results)),
    ):
        file = folder / name
        file.write_text(text, encoding="utf-8")
        written.append(file)
    return written


def _print(results: Results, refused: int) -> None:
    from workbench.transcript import transcript

    console = out()
    for outcome in results.wrong:
        console.print(escape(transcript(outcome)) + "\n", soft_wrap=True)
    console.print(_coverage_table(results))
    for one in results.stability:
        console.print(f"{one.name}：{one.held}/{one.tried} 段仍通过（{one.share:.0%}）")
    compared = results.comparison
    for name, ids, colour in (("坏了", compared.broken, "red"), ("修好了", compared.fixed, "green")):
        if ids:
            console.print(f"[{colour}]{name}[/] {escape('、'.join(names_of(ids)))}", soft_wrap=True)
    for line in results.below:
        console.print(f"[red]✗ {escape(line)}[/]")
    left = f"，{refused} 段这样跑不了" if refused else ""
    colour = "green" if not results.wrong else "red"
    seconds = sum(outcome.seconds for outcome in results.outcomes)
    pace = f"，每秒 {len(results.outcomes) / seconds:.0f} 段" if seconds else ""
    console.print(f"[{colour}]{results.right}/{len(results.outcomes)} 段通过[/]{left}{pace}")


def _coverage_table(results: Results) -> Table:
    table = Table(pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("覆盖", "比例", "用到", "共有", "下限"):
        table.add_column(name, justify="left" if name == "覆盖" else "right")
    for one in results.dimensions:
        floor = (results.floors or {}).get(one.name, 0.0)
        colour = "green" if one.share >= floor else "red"
        table.add_row(
            one.title, f"[{colour}]{one.share:.0%}[/]", str(one.seen), str(len(one.entries)), f"{floor:.0%}"
        )
    return table
