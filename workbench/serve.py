"""workbench serve: the bench as a page on this machine."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from bot.settings import ROOT, Settings, read_settings

PORT = 5080


@click.command()
@click.option("--port", type=click.IntRange(1024, 65535), default=PORT, help=f"网页的端口，默认 {PORT}")
@click.option("--edit", is_flag=True, help="允许存测试、记下改正；不加时只能看")
@click.option(
    "--tests",
    metavar="目录",
    type=click.Path(path_type=Path, file_okay=False),
    default=ROOT / "tests" / "conversations",
    help="对话测试所在的目录，默认 tests/conversations",
)
def serve(port: int, edit: bool, tests: Path) -> None:
    """打开测试台：在网页上聊天、看清每一步、存为测试、运行测试。只供本机，按 Ctrl-C 停止。"""
    asyncio.run(_serve(read_settings(), port, edit, tests))


async def _serve(settings: Settings, port: int, edit: bool, tests: Path) -> None:
    from bot.cli.console import err, out
    from bot.errors import PortTaken
    from bot.service.network import check_port
    from workbench.bench import Place
    from workbench.server import LOOPBACK, Server

    check_port(LOOPBACK, port, "WORKBENCH_PORT")
    stopped = asyncio.Event()
    bench = prepare(settings, Place(tests, settings.var / "review" / "examples.yml", edit))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    server = Server(bench)
    try:
        await server.start(port)
    except OSError as error:
        bench.close()
        raise PortTaken(f"端口 {port} 已被占用", f"请换一个端口：make workbench WORKBENCH_PORT={port + 1}") from error
    note = "" if edit else "，只能看"
    out().print(
        f"[bold green]✓[/] 测试台已就绪{note}，请用浏览器打开 [bold]http://{LOOPBACK}:{port}/[/]（Ctrl-C 停止）",
        soft_wrap=True,
    )
    await stopped.wait()
    await server.stop()
    bench.close()
    err().print("已停止。")
