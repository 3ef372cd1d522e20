"""click's pages and usage errors, in Chinese."""

from __future__ import annotations

import click
from rich.markup import escape
from rich.table import Table

from bot.cli.console import err, out

PROGRAM = "python -m bot"


class Page(click.Command):
    """A command whose help is laid out by rich and has Chinese headings."""

    def get_help(self, ctx: click.Context) -> str:
        """The page as text; as wide as the terminal."""
        console = out()
        with console.capture() as capture:
            pieces = " ".join(piece.replace("OPTIONS", "选项") for piece in self.collect_usage_pieces(ctx))
            console.print(f"[bold]用法[/]  {escape(ctx.command_path)} {escape(pieces)}\n", soft_wrap=True)
            console.print(escape((self.help or "").strip()), soft_wrap=True)
            for heading, rows in self.help_tables(ctx):
                if rows:
                    console.print(f"\n[bold]{heading}[/]")
                    console.print(_table(rows))
        return capture.get().rstrip("\n")

    def help_tables(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """The headings of the page, each with its rows of a name and what it means."""
        arguments, options = [], []
        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Argument):
                arguments.append((parameter.make_metavar(ctx), parameter.help or ""))
            elif isinstance(parameter, click.Option):
                names = ", ".join(parameter.opts)
                metavar = "" if parameter.is_flag else f" {parameter.make_metavar(ctx)}"
                is_help = "--help" in parameter.opts
                options.append((names + metavar, "显示这份说明" if is_help else parameter.help or ""))
        return [("参数", arguments), ("选项", options)]


class Pages(Page, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = Page

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def help_tables(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        commands = [(name, (self.commands[name].help or "").split("\n")[0]) for name in self.commands]
        return [("命令", commands), *super().help_tables(ctx)]


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, meaning in rows:
        table.add_row(f"  {escape(name)}", escape(meaning))
    return table


def usage_problem(error: click.UsageError) -> str:
    """What is wrong with the command line, in Chinese."""
    if isinstance(error, click.MissingParameter):
        return f"缺少{_parameter(error.param)}"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项" + _perhaps(error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有 {error.command_name} 这个命令" + _perhaps(error.possibilities)
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对"
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error)
    return "命令的参数不对"


def _bad_parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return error.message
    kind = error.param.type
    if isinstance(kind, click.Choice):
        return f"{_parameter(error.param)}应为 {' 或 '.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"{_parameter(error.param)}应为不小于 {kind.min} 的整数"
    if isinstance(kind, click.Path):
        return f"{_parameter(error.param)}所指的文件不存在"
    return f"{_parameter(error.param)}不对：{error.message}"


def show_usage_error(error: click.UsageError) -> None:
    """Say what is wrong with the command line and where its help is."""
    console = err()
    console.print(f"[bold red]✗[/] {escape(usage_problem(error))}", soft_wrap=True)
    path = error.ctx.command_path if error.ctx is not None else PROGRAM
    console.print(f"  运行 {escape(path)} --help 查看用法。", soft_wrap=True)


def _parameter(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[0]} "
    return f"参数 {parameter.human_readable_name.strip('[].')} "


def _perhaps(possibilities: list[str] | None) -> str:
    return f"，是不是想用 {'、'.join(possibilities)}？" if possibilities else ""
