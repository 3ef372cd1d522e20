"""The command line: which commands there are, and what becomes of their errors.

Exit codes: 0 done, 1 a known problem or a bug, 2 a wrong command line, 130 interrupted.
A known problem is one message in Chinese; a bug is one line in Chinese that names the file with the trace.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from bot.cli import plans, review, serve, talk, wecom
from bot.cli.console import show_error, tolerate_narrow_encodings
from bot.cli.help import PROGRAM, Pages, show_usage_error
from bot.errors import PlanBotError, SettingsError
from bot.settings import ROOT, read_settings

INTERRUPTED = 130


def commands() -> Pages:
    """All commands, in the order in which people need them."""
    group = Pages(
        name=PROGRAM,
        help="把一份工作计划变成任务数据库和问答机器人。",
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for command in (*plans.COMMANDS, *talk.COMMANDS, *serve.COMMANDS, *review.COMMANDS, *wecom.COMMANDS):
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
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        return 0
    except Exception as error:
        show_error(_explained(error))
        return 1
    return code if isinstance(code, int) else 0


def _explained(error: Exception) -> PlanBotError:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return PlanBotError("磁盘已满", "请腾出空间（df -h .），或用 VAR= 换一个位置，然后重新运行。")
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PlanBotError(f"没有权限：{error.filename}", "请检查这个文件或目录的权限。")
    advice = f"这是程序的错误，详情在 {_recorded(error)}，请连同它一起反馈。"
    return PlanBotError(f"出了意外：{type(error).__name__}", advice)


def _recorded(error: Exception) -> Path:
    """Write the trace of `error` beside the other logs, or in the system's folder for temporary files."""
    import tempfile

    trace = "".join(traceback.format_exception(error))
    name = f"error-{datetime.now():%Y%m%d-%H%M%S}.log"
    try:
        var = read_settings().var
    except SettingsError:
        var = ROOT / "var"
    for folder in (var / "log", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(trace, encoding="utf-8")
        except OSError:
            continue
        return folder / name
    return Path(name)
