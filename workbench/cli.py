"""python -m workbench: the commands, and what becomes of their errors. Exit codes are those of the bot's."""

from __future__ import annotations

from collections.abc import Sequence

import click

from bot.cli.console import show_error, tolerate_narrow_encodings
from bot.cli.help import Pages, show_usage_error
from bot.errors import PlanBotError
from workbench import commands as runs
from workbench import serve

PROGRAM = "python -m workbench"
INTERRUPTED = 130


def commands() -> Pages:
    """All commands."""
    group = Pages(
        name=PROGRAM,
        help="对话测试台：写、跑、看对话测试。",
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for command in (*runs.COMMANDS, serve.serve):
        group.add_command(command)
    return group


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    tolerate_narrow_encodings()
    try:
        code = commands().main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return 2
    except click.UsageError as error:
        show_usage_error(error)
        return 2
    except PlanBotError as error:
        show_error(error)
        return 1
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    return code if isinstance(code, int) else 0
