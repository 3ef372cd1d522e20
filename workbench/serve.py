"""workbench serve: the bench as a page on this machine."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.console import err, out, step
from bot.cli.help import Page
from bot.errors import PortTaken
from bot.settings import ROOT, Settings, read_settings

if TYPE_CHECKING:
    from workbench.bench import Bench, Place

PORT = 5080
TESTS = ROOT / "tests" / "conversations"


@click.command(cls=Page)
@click.option("--port", metavar="端口", type=click.IntRange(1024, 65535), default=PORT, help=f"默认 {PORT}")
@click.option("--edit", is_flag=True, help="允许存测试、记下改正；不加时只能看")
@click.option(
    "--tests",
    metavar="目录",
    type=click.Path(path_type=Path, file_okay=False),
    default=TESTS,
    help="对话测试所在的目录，默认 tests/conversations",
)
def serve(port: int, edit: bool, tests: Path) -> None:
    """打开测试台：聊天并看清每一步，存为测试，运行测试。只供本机，按 Ctrl-C 停止。

    第一次打开时读入计划并训练；数据库是一份副本，在这里怎么聊都不影响正在服务的机器人。
    """
    from bot.service.signals import stoppable
    from workbench.bench import Place
    from workbench.renewal import start_again

    settings = read_settings()
    _check(port)
    try:
        with stoppable():
            bench = prepare(settings, Place(tests, settings.var / "review" / "examples.yml", edit))
        if asyncio.run(_serve(bench, port)):
            start_again()
    except KeyboardInterrupt:
        err().print("已停止。")


def prepare(settings: Settings, place: Place) -> Bench:
    """The bench with the bot loaded; its plan and model are made if they are not there.

    Raises PlanNotReadable, StoreError, ServiceError.
    """
    import jieba

    from bot.service.launcher import check_disk
    from workbench.names import vocabulary
    from workbench.project import project
    from workbench.quiet import quietly
    from workbench.renewal import Renewal
    from workbench.stand import stand

    jieba.setLogLevel("WARNING")  # it would tell how long its dictionary takes
    check_disk(settings.var)
    renewal = Renewal.of(settings)
    with step("准备计划和模型"):
        made = stand(settings)
    with step("载入机器人"), quietly():
        from workbench.bench import Bench
        from workbench.player import Player

        player = Player(made.settings, made.model)
        known = project(player.settings)
    about = {"plan": known.plan.title, "today": player.today.isoformat()}
    return Bench(player, place, vocabulary(known, settings.lexicon), about, renewal)


async def _serve(bench: Bench, port: int) -> bool:
    """Serve until it is stopped; whether it was asked to start anew."""
    from workbench.server import LOOPBACK, Server

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    server = Server(bench)
    try:
        await server.start(port)
        note = "" if bench.place.edit else "（只能看）"
        address = f"http://{LOOPBACK}:{port}/"
        line = f"[bold green]✓[/] 测试台{note}已就绪，请用浏览器打开 [bold]{address}[/]（Ctrl-C 停止）"
        out().print(line, soft_wrap=True)
        ends = [asyncio.create_task(event.wait()) for event in (stopped, bench.renewal.wanted)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
    finally:
        await server.stop()
        bench.close()
    again = bench.renewal.wanted.is_set() and not stopped.is_set()
    err().print("用改过的文件重新启动…" if again else "已停止。")
    return again


def _check(port: int) -> None:
    from bot.service.network import check_port
    from workbench.server import LOOPBACK

    try:
        check_port(LOOPBACK, port, "WORKBENCH_PORT")
    except PortTaken as error:
        advice = f"测试台可能已经开着；要另开一个，请换端口：make workbench WORKBENCH_PORT={port + 1}"
        raise PortTaken(str(error), advice) from error
