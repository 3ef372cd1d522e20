"""score, unanswered: how well it works, and what it could not answer."""

from __future__ import annotations

import click

from bot.cli.help import Page


@click.command(cls=Page)
def score() -> None:
    """用手工标注的章节衡量解析的准确率。"""


@click.command(cls=Page)
def unanswered() -> None:
    """列出没有答上的问题。"""


COMMANDS = (score, unanswered)
