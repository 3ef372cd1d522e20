"""score, unanswered: how well it works, and what it could not answer."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from bot.cli.console import out
from bot.cli.help import Page
from bot.settings import read_settings


@click.command(cls=Page)
def score() -> None:
    """用手工标注的章节衡量解析的准确率。"""


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
