"""parse, load, plans, show: a plan's file and the task database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from bot.cli.console import out, step
from bot.cli.help import Page
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.store.session import Store

FILE = click.argument(
    "file", metavar="文件", type=click.Path(path_type=Path), help="工作计划：.txt、.docx 或文字版 .pdf"
)


@click.command(cls=Page)
@FILE
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def parse(file: Path, as_json: bool) -> None:
    """解析一份工作计划，显示章节和统计；不改动数据库。"""
    from bot.service.loading import read_plan

    settings = read_settings()
    if as_json:
        import json

        from bot.plan import plan_as_json

        plan = read_plan(file, settings)
        click.echo(json.dumps(plan_as_json(plan), ensure_ascii=False, indent=1))
        return
    from bot.cli import tables

    with step(f"解析 {file.name}"):
        plan = read_plan(file, settings)
    out().print(tables.heading(plan), soft_wrap=True)
    out().print(tables.outline(plan.sections, plan.tasks))


@click.command(cls=Page)
@FILE
def load(file: Path) -> None:
    """把一份工作计划读入任务数据库，并设为当前计划。

    再次读入改过的同名文件时，没有变的任务保留原来的编号，并列出新增、修改和删除的任务。
    """
    from bot.service.loading import load_file

    settings = read_settings()
    with _store(settings) as store, step(f"读入 {file.name}"):
        store.upgrade()
        plan, report = load_file(store, file, settings, datetime.now(timezone.utc))
    console = out()
    tasks = f"任务 {len(plan.tasks)} 项"
    console.print(f"已读入《{escape(plan.title)}》，名称 {report.plan_slug}，{tasks}。", soft_wrap=True)
    if report.identical:
        console.print("内容与上次读入的相同。")
        return
    first_time = not (report.unchanged or report.changed or report.removed)
    for what, named in (("新增", report.added), ("修改", report.changed), ("删除", report.removed)):
        if named and not first_time:
            console.print(f"{what} {len(named)} 项：")
            for task_id, title in named:
                console.print(f"  {task_id} {escape(title)}", soft_wrap=True)
    console.print("运行 make run（或 make train）后，机器人按新的内容回答。")


@click.command(cls=Page)
def plans() -> None:
    """列出数据库里的工作计划，当前使用的排在最前。"""
    from rich.table import Table

    from bot.store import queries

    with _store(read_settings()) as store, store.session() as session:
        infos = queries.plans(session)
    table = Table(pad_edge=False)
    for name in ("名称", "标题", "年份", "单位", "字数", "读入时间"):
        table.add_column(name, overflow="fold")
    for info in infos:
        table.add_row(
            escape(info.slug),
            escape(info.title),
            str(info.year or ""),
            escape(info.issuer or ""),
            str(info.characters),
            f"{info.loaded_at.astimezone():%Y-%m-%d %H:%M}",
        )
    out().print(table if infos else "数据库里还没有工作计划，请用 python -m bot load 文件 读入一份。")


@click.command(cls=Page)
@click.argument(
    "what",
    metavar="[内容]",
    type=click.Choice(["outline", "tasks"]),
    default="outline",
    help="outline 章节（默认），或 tasks 任务",
)
@click.option("--plan", "slug", metavar="名称", help="哪份计划（见 plans），默认当前的")
@click.option("--section", metavar="编号", help="只看这一章节及其下级，如 2.1")
def show(what: str, slug: str | None, section: str | None) -> None:
    """显示数据库里的一份计划：章节树或任务台账。"""
    from bot.cli import tables
    from bot.store import queries

    with _store(read_settings()) as store, store.session() as session:
        plan = queries.load(session, slug or queries.default_plan(session).slug)
    chosen = [s for s in plan.sections if section is None or f"{s.id}.".startswith(f"{section}.")]
    ids = {s.id for s in chosen}
    if not chosen:
        raise click.BadParameter(f"没有编号为 {section} 的章节")
    tasks = [task for task in plan.tasks if task.section in ids]
    console = out()
    console.print(tables.heading(plan), soft_wrap=True)
    console.print(tables.outline(chosen, tasks) if what == "outline" else tables.task_table(tasks))


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    from bot.store.session import open_store

    store = open_store(settings.database_url)
    try:
        yield store
    finally:
        store.close()


COMMANDS = (parse, load, plans, show)
