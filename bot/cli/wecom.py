"""wecom check, menu, failed, resend: the WeCom channel by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from bot.cli.console import out, step
from bot.cli.help import Page, Pages
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.service.wecom_check import Finding
    from bot.store.session import Store
    from bot.store.wecom import Failure

_MARKS = {True: "[green]✓[/]", False: "[bold red]✗[/]", None: "[yellow]![/]"}


@click.group(cls=Pages, no_args_is_help=True, subcommand_metavar="命令")
def wecom() -> None:
    """企业微信：检查配置、创建菜单、补发没有送到的消息。"""


@click.command(cls=Page)
def check() -> int:
    """检查企业微信的配置，说明还缺什么。

    依次检查变量、Secret、可信 IP、菜单、本机服务和对外的网址；有不能用的项时退出码为 1。
    """
    from bot.service.wecom import configured
    from bot.service.wecom_check import findings

    settings = read_settings()
    config = configured(settings)

    async def run() -> list[Finding]:
        found = []
        async for finding in findings(config, settings):
            out().print(f"{_MARKS[finding.good]} {escape(finding.what)}", soft_wrap=True)
            if finding.advice:
                out().print(f"  {escape(finding.advice)}", soft_wrap=True)
            found.append(finding)
        return found

    return int(any(finding.good is False for finding in asyncio.run(run())))


@click.command(cls=Page)
def menu() -> None:
    """创建应用的菜单：今年重点、时限、指标、我的单位、帮助。

    会替换应用原有的菜单；员工重新进入应用后看到。
    """
    from bot.service.wecom import configured, create_menu

    config = configured(read_settings())
    with step("创建菜单"):
        asyncio.run(create_menu(config))
    out().print("菜单已创建，员工重新进入应用后就能看到。")


@click.command(cls=Page)
def failed() -> None:
    """列出没有送到的消息和原因；只保留 180 天。"""
    from rich.table import Table

    from bot.service.wecom import unsent

    store = _store()
    try:
        failures = unsent(store)
    finally:
        store.close()
    if not failures:
        out().print("没有送不到的消息。")
        return
    table = Table(pad_edge=False)
    for name in ("编号", "时间", "成员", "原因", "内容"):
        table.add_column(name, overflow="fold", justify="right" if name == "编号" else "left")
    for failure in failures:
        table.add_row(
            str(failure.id),
            f"{failure.at.astimezone():%m-%d %H:%M}",
            escape(failure.member),
            escape(failure.problem),
            escape(_content(failure)),
        )
    out().print(table)
    out().print("补发：python -m bot wecom resend 编号，或 --all 全部。")


@click.command(cls=Page)
@click.argument("numbers", metavar="[编号]...", nargs=-1, type=int, help="要补发的消息，编号见 failed")
@click.option("--all", "everything", is_flag=True, help="补发全部没有送到的消息")
def resend(numbers: tuple[int, ...], everything: bool) -> int:
    """补发没有送到的消息；有没送到的时退出码为 1。"""
    from bot.service import wecom as service

    config = service.configured(read_settings())
    store = _store()
    try:
        failures = _chosen(service.unsent(store), numbers, everything)
        if not failures:
            out().print("没有送不到的消息。")
            return 0
        with step(f"补发 {len(failures)} 条消息"):
            results = asyncio.run(service.resend(config, store, failures, datetime.now(timezone.utc)))
    finally:
        store.close()
    for result in results:
        line = f"{result.failure.id} {result.failure.member}"
        if result.problem is None:
            out().print(f"{_MARKS[True]} {escape(line)} 已送到", soft_wrap=True)
        else:
            out().print(f"{_MARKS[False]} {escape(f'{line} {result.problem}')}", soft_wrap=True)
            out().print(f"  {escape(result.problem.advice)}", soft_wrap=True)
    if len(results) < len(failures):
        out().print(f"其余 {len(failures) - len(results)} 条没有再试。")
    return int(len(results) < len(failures) or any(result.problem for result in results))


def _chosen(failures: Sequence[Failure], numbers: Sequence[int], everything: bool) -> list[Failure]:
    if everything:
        return list(failures)
    if not numbers:
        raise click.BadParameter("请给出编号，或用 --all 补发全部", click.get_current_context())
    unknown = set(numbers) - {failure.id for failure in failures}
    if unknown:
        raise click.BadParameter(f"没有编号为 {'、'.join(map(str, sorted(unknown)))} 的消息")
    return [failure for failure in failures if failure.id in numbers]


def _content(failure: Failure) -> str:
    """What the message says, in one line."""
    body = failure.body
    kind = str(body.get("msgtype"))
    part = body.get(kind) or {}
    text = part.get("content") or part.get("title") or part.get("sub_title_text")
    text = text or (part.get("main_title") or {}).get("title") or f"（{kind}）"
    line = " ".join(str(text).split())
    return line if len(line) <= 40 else line[:39] + "…"


def _store() -> Store:
    from bot.store.session import open_store

    return open_store(read_settings().database_url)


for _command in (check, menu, failed, resend):
    wecom.add_command(_command)

COMMANDS = (wecom,)
