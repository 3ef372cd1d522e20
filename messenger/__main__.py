"""python -m messenger: starts the messenger, and with it, if asked, the bot."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from messenger.credentials import (
    RobotMode,
    credentials_from,
    environment,
    read_env_file,
    write_env_file,
)
from messenger.platform import Platform
from messenger.server import Server, is_loopback

GRACE = 20.0  # seconds that the bot has to end


def loopback_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "http" or not is_loopback(parts.hostname) or parts.path not in ("", "/"):
        raise argparse.ArgumentTypeError("请写成 http://127.0.0.1:5005 这样的本机地址")
    return text.rstrip("/")


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m messenger",
        description="企业微信样式的信使：在本机上扮演企业微信平台，用来试用、演示和测试机器人。",
        epilog="例：python -m messenger -- python -m bot run",
    )
    parser.add_argument("--port", type=int, default=5070, help="信使的端口，默认 5070")
    parser.add_argument("--bot", type=loopback_url, default="http://127.0.0.1:5005", help="机器人的地址")
    parser.add_argument(
        "--robot",
        choices=("socket", "callback"),
        default="socket",
        help="智能机器人的接入方式：长连接（默认）或回调",
    )
    parser.add_argument("--env-file", type=Path, help="把机器人要用的环境变量写进这个文件；已有的密钥会沿用")
    parser.add_argument("--ready", metavar="命令", help="机器人就绪后运行一次的命令，例如创建菜单")
    parser.add_argument("command", nargs="*", metavar="-- 命令", help="一同启动的机器人，带着这些环境变量")
    return parser.parse_args(argv)


def say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)


async def run(options: argparse.Namespace) -> int:
    """Run until interrupted, or until the bot ends. The exit status."""
    known = read_env_file(options.env_file) if options.env_file and options.env_file.exists() else {}
    try:
        credentials = credentials_from(known)
    except ValueError as error:
        say(f"✗ {options.env_file} 里的密钥不能用：{error}", "  请删掉这个文件，让信使重新生成。")
        return 1
    address = f"http://127.0.0.1:{options.port}"
    mode: RobotMode = options.robot
    platform = Platform(credentials, options.bot, address, mode)
    server = Server(platform)
    try:
        await server.start(options.port)
    except OSError as error:
        say(f"✗ 端口 {options.port} 不能用：{error.strerror}", "  请换一个端口：--port 5071")
        return 1
    variables = environment(credentials, address, options.bot, mode, platform.bureau.robot.name)
    if options.env_file:
        write_env_file(options.env_file, variables)
    try:
        return await _serve(platform, options, address, variables)
    finally:
        await server.stop()


async def _serve(
    platform: Platform, options: argparse.Namespace, address: str, variables: dict[str, str]
) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if not options.command:
        say("机器人要用这些环境变量启动：", *(f"  {name}={value}" for name, value in variables.items()))
        if options.env_file:
            say(f"  （已写入 {options.env_file}）")
        say(f"信使在 {address}，等待机器人 {options.bot} …")
    child = await _start(options.command, variables)
    greeting = asyncio.create_task(_ready(platform, options, variables))
    ends: list[asyncio.Task[Any]] = [asyncio.create_task(stopped.wait())]
    if child:
        ends.append(asyncio.create_task(child.wait()))
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    status = await _end(child) if child else 0
    for task in (greeting, *ends):
        task.cancel()
    return 0 if stopped.is_set() else status


async def _start(command: list[str], variables: dict[str, str]) -> asyncio.subprocess.Process | None:
    if not command:
        return None
    # A session of its own: Ctrl-C reaches the messenger, which then ends the command in good order.
    return await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **variables}, start_new_session=True
    )


async def _ready(platform: Platform, options: argparse.Namespace, variables: dict[str, str]) -> None:
    """Say where the messenger is, once the bot is there."""
    while not platform.checks["app"].passed:
        await asyncio.sleep(0.2)
    if options.ready:
        child = await _start(shlex.split(options.ready), variables)
        if child and await child.wait():
            say(f"✗ 命令没有成功：{options.ready}")
    say(f"✓ 回调地址验证通过。企业微信样式的信使在 {platform.address}，按 Ctrl-C 结束。")


async def _end(child: asyncio.subprocess.Process) -> int:
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(signal.SIGINT)
        try:
            await asyncio.wait_for(child.wait(), GRACE)
        except asyncio.TimeoutError:
            child.kill()
    return await child.wait()


def main() -> None:
    sys.exit(asyncio.run(run(arguments(sys.argv[1:]))))


if __name__ == "__main__":
    main()
