"""run, train, clean: the bot as a service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.console import err, out, step
from bot.cli.help import Page
from bot.errors import ServiceError
from bot.settings import ROOT, Settings, read_settings

EVERYWHERE = ("0.0.0.0", "::")


@click.command(cls=Page)
def run() -> None:
    """启动机器人和聊天网页，按 Ctrl-C 停止。

    数据库里没有计划时读入默认计划，模型与计划不符时先训练。用环境变量设置：PORT 端口，
    PLAN 要读入的计划文件，HOST 监听的地址（0.0.0.0 供其他机器访问），DATABASE_URL 数据库。
    """
    from datetime import datetime, timezone

    from bot.service import launcher
    from bot.service.signals import stoppable

    settings = read_settings()

    def announce(address: str) -> None:
        line = f"[bold green]✓[/] 机器人已就绪，请用浏览器打开 [bold]{address}[/]（Ctrl-C 停止）"
        out().print(line, soft_wrap=True)
        if settings.host in EVERYWHERE:
            out().print(f"  其他机器请用本机的 IP 地址访问，端口 {settings.port}。", soft_wrap=True)

    with stoppable():
        try:
            launcher.run(settings, step, announce, datetime.now(timezone.utc))
        except KeyboardInterrupt:
            err().print("已停止。")


@click.command(cls=Page)
@click.option("--force", is_flag=True, help="即使没有变化也重新训练")
def train(force: bool) -> None:
    """读入计划并训练模型；没有变化时不重复训练。"""
    from datetime import datetime, timezone

    from bot.service import launcher
    from bot.service.signals import stoppable

    settings = read_settings()
    with stoppable():
        launcher.check_disk(settings.var)
        launcher.prepare_database(settings, step, datetime.now(timezone.utc))
        trained = launcher.prepare_model(settings, step, anew=force)
    out().print(f"模型已就绪：{_short(trained)}", soft_wrap=True)


@click.command(cls=Page)
@click.option("--yes", "-y", is_flag=True, help="不再询问，直接删除")
def clean(yes: bool) -> None:
    """删除任务数据库、模型、日志和缓存；计划文件和环境保留。"""
    from bot.service.conversation import Conversation

    settings = read_settings()
    if Conversation(settings.host, settings.port).is_possible():
        raise ServiceError("机器人正在运行", "请先停止它（在运行它的终端里按 Ctrl-C），再清理。")
    doomed = sorted({path for folder, pattern in _made(settings) for path in folder.glob(pattern)})
    if not doomed:
        out().print("没有可删除的内容。")
        return
    if not yes:
        for path in doomed:
            err().print(f"  {_short(path)}", soft_wrap=True)
        if not click.confirm("以上内容（含数据库里未答上的问题）将被删除，继续吗？", err=True):
            return
    for path in doomed:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    out().print("已清理。")


def _made(settings: Settings) -> Iterator[tuple[Path, str]]:
    """What the program makes, by folder and pattern: VAR may be a folder that holds other things too."""
    for pattern in ("plans.db*", "models", "log", "*.stamp", "chat.key"):
        yield settings.var, pattern
    for pattern in (".rasa", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        yield ROOT, pattern


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


COMMANDS = (run, train, clean)
