"""ask, chat: questions from the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from bot.cli.console import out, step
from bot.cli.help import Page
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.service.conversation import Conversation, Reply

LEAVE = ("退出", "再见", "exit", "quit")


@click.command(cls=Page)
@click.argument("question", metavar="问题", help="要问的话，如 课桌椅什么时候换完")
def ask(question: str) -> None:
    """问一个问题，在终端里看回答。

    机器人在运行时由它回答；没有运行时临时启动一个，答完即停。
    """
    with _bot() as conversation:
        for reply in conversation.say(question):
            _show(reply)


@click.command(cls=Page)
def chat() -> None:
    """在终端里聊天；机器人没有运行时会先启动它。

    输入 1、2、3 选择下方的追问，输入“退出”或按 Ctrl-C 结束。
    """
    with suppress(KeyboardInterrupt), _bot() as conversation:
        out().print("请提问（输入“退出”或按 Ctrl-C 结束）。")
        buttons: tuple[tuple[str, str], ...] = ()
        while (said := _prompt()) is not None:
            if said.isdigit() and 0 < int(said) <= len(buttons):
                said = buttons[int(said) - 1][1]
            for reply in conversation.say(said) if said else ():
                _show(reply, numbered=True)
                buttons = reply.buttons


def _prompt() -> str | None:
    """What the user types; None when it is the end."""
    with suppress(ImportError):
        import readline  # noqa: F401  line editing and history, where Python has it
    try:
        said = input("您：" if sys.stdin.isatty() else "").strip()
    except EOFError:
        return None
    return None if said in LEAVE else said


@contextmanager
def _bot() -> Iterator[Conversation]:
    """A conversation with the running bot, or with one that runs as long as the conversation."""
    from bot.service.conversation import Conversation

    settings = read_settings()
    conversation = Conversation(settings.host, settings.port)
    if conversation.is_possible():
        yield conversation
        return
    from bot.service import launcher
    from bot.service.signals import stoppable

    with stoppable(), launcher.running(settings, step, datetime.now(timezone.utc)):
        yield conversation


def _show(reply: Reply, *, numbered: bool = False) -> None:
    console = out()
    console.print(escape(reply.text), soft_wrap=True)
    if numbered and reply.buttons:
        faces = "　".join(f"{number}. {title}" for number, (title, _) in enumerate(reply.buttons, 1))
        console.print(f"[cyan]{escape(faces)}[/]", soft_wrap=True)
    if numbered:
        console.print()


COMMANDS = (ask, chat)
