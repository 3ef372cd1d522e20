"""score, unanswered: how well it works, and what it could not answer."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from bot.cli.console import out
from bot.cli.help import Page
from bot.settings import read_settings

KINDS = {"sections": "章节", "tasks": "任务", "targets": "指标", "deadlines": "时限", "owners": "责任单位"}


@click.command(cls=Page)
@click.argument(
    "files",
    metavar="[标注文件]...",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True),
    help="默认用 tests/plan/annotated/ 里的全部",
)
@click.option("--plans", metavar="目录", type=click.Path(path_type=Path), help="被标注的计划在哪，默认 data/")
@click.option("--diff", is_flag=True, help="同时列出每一处不同（- 标注有而没解析到，+ 解析多出来的）")
def score(files: tuple[Path, ...], plans: Path | None, diff: bool) -> int:
    """用手工标注的章节衡量解析的准确率；有一项不达标时退出码为 1。"""
    from rich.table import Table

    from bot.plan.score import AIMS, ANNOTATED, score_files
    from bot.settings import ROOT

    scores, differences = score_files(files or sorted(ANNOTATED.glob("*.json")), plans or ROOT / "data")
    for line in differences if diff else ():
        out().print(escape(line), soft_wrap=True)
    table = Table(pad_edge=False)
    for name in ("", "查准", "查全", "F1", "目标", "条数"):
        table.add_column(name, justify="right" if name else "left")
    for kind, got in scores.items():
        figures = (got.precision, got.recall, got.f1, AIMS[kind])
        table.add_row(KINDS[kind], *(f"{figure:.3f}" for figure in figures), str(got.known))
    out().print(table)
    return 0 if all(got.f1 >= AIMS[kind] for kind, got in scores.items()) else 1


@click.command(cls=Page)
@click.option("--days", metavar="天数", type=click.IntRange(1), default=30, help="最近多少天，默认 30")
@click.option(
    "--write", "file", metavar="文件", type=click.Path(path_type=Path), help="另存为训练例句，供人工核对"
)
def unanswered(days: int, file: Path | None) -> None:
    """列出没有答上的问题，相近的归在一起，最常见的在前。

    包括没有听懂的、回答“未提及”的和被点“没帮助”的。只保留 180 天。
    """
    from datetime import datetime, timedelta, timezone

    from rich.table import Table

    from bot.service.unanswered import as_examples, grouped
    from bot.store import log
    from bot.store.session import open_store

    now = datetime.now(timezone.utc)
    store = open_store(read_settings().database_url)
    try:
        with store.begin() as session:
            log.purge(session, now - log.KEEP)
        with store.session() as session:
            groups = grouped(log.unanswered(session, now - timedelta(days=days)))
    finally:
        store.close()
    if file is not None:
        file.write_text(as_examples(groups), encoding="utf-8")
        out().print(
            f"已写入 {escape(str(file))}：{len(groups)} 组。请人工核对后再放进 data/nlu/。", soft_wrap=True
        )
        return
    if not groups:
        out().print(f"最近 {days} 天没有未答上的问题。")
        return
    table = Table(pad_edge=False)
    for name in ("次数", "问题", "猜的意图", "原因", "最近一次"):
        table.add_column(name, overflow="fold", justify="right" if name == "次数" else "left")
    for group in groups:
        table.add_row(
            str(group.times),
            escape("\n".join(text for text, _ in group.texts[:5])),
            escape(group.guessed),
            escape("\n".join(group.reasons[:3])),
            f"{group.last.astimezone():%m-%d %H:%M}",
        )
    out().print(table)


COMMANDS = (score, unanswered)
