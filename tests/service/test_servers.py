"""Started together, ready together, ended together, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import ServerUnfit, ServiceError
from bot.service import processes
from bot.service.network import status
from bot.service.servers import Servers
from bot.settings import ROOT


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child that nobody has waited for yet still has its number.
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def gone(pid: int, within: float = 3.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            if not is_running(pid):
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def pids(servers: Servers) -> list[int]:
    return [child.process.pid for child in servers._children]


def test_ready_means_that_the_slowest_answers(fake, serving):
    quick, slow = fake("动作服务"), fake("对话服务", "--late", "0.8")
    with serving(quick, slow) as servers:
        servers.wait_until_ready(20)
        assert status(slow.host, slow.port, "/") == 200
        assert status(quick.host, quick.port, "/") == 200


def test_nothing_runs_after_the_block(fake, serving):
    with serving(fake("动作服务"), fake("对话服务")) as servers:
        servers.wait_until_ready(20)
        started = pids(servers)
    assert all(gone(pid) for pid in started)


def test_nothing_runs_after_an_error_in_the_block(fake, serving):
    with pytest.raises(RuntimeError), serving(fake("动作服务")) as servers:
        started = pids(servers)
        raise RuntimeError
    assert all(gone(pid) for pid in started)


def test_what_a_server_started_ends_with_it(fake, serving):
    program = fake("对话服务", "--child")
    with serving(program) as servers:
        servers.wait_until_ready(20)
        child = int(program.log.read_text().split()[1])
        assert is_running(child)
    assert gone(child)


def test_a_server_that_ignores_the_request_is_ended_by_force(fake, serving, monkeypatch):
    monkeypatch.setattr(processes.stop, "__defaults__", (0.3,))
    with serving(fake("对话服务", "--deaf")) as servers:
        servers.wait_until_ready(20)
        started = pids(servers)
    assert all(gone(pid) for pid in started)


def test_a_death_is_told_with_the_last_words(fake, serving):
    program = fake("对话服务", "--die-after", "0.3")
    with (
        pytest.raises(ServiceError, match="对话服务停了：ValueError: the model file is damaged") as told,
        serving(program) as servers,
    ):
        servers.wait_until_ready(20)
        servers.watch()
    assert str(program.log) in told.value.advice


def test_a_death_before_it_was_ready_is_noticed_at_once(serving, fake):
    broken = fake("对话服务", "--no-such-option")
    began = time.monotonic()
    with pytest.raises(ServiceError, match="no-such-option"), serving(fake("动作服务"), broken) as servers:
        servers.wait_until_ready(60)
    assert time.monotonic() - began < 10


def test_a_server_that_cannot_do_its_work_is_not_waited_for(serving, fake):
    unfit = fake("对话服务", "--unfit")
    with (
        pytest.raises(ServerUnfit, match="对话服务不能工作：EOFError: the model file is damaged"),
        serving(fake("动作服务"), unfit) as servers,
    ):
        servers.wait_until_ready(60)


def test_a_server_that_never_gets_ready_is_not_waited_for_for_ever(serving, fake):
    with (
        pytest.raises(ServiceError, match="没有启动好"),
        serving(fake("对话服务", "--late", "60")) as servers,
    ):
        servers.wait_until_ready(0.5)


def test_a_program_that_does_not_exist_stops_the_others(serving, fake, tmp_path):
    missing = fake("对话服务")
    missing = type(missing)(missing.name, ["/no/such/program"], missing.log)
    servers = serving(fake("动作服务"), missing)
    with pytest.raises(ServiceError, match="启动不了"), servers:
        pass
    assert all(gone(pid) for pid in pids(servers))


STOPPED_BY_SIGNAL = """
import os, sys
from pathlib import Path
from bot.service.programs import Program
from bot.service.servers import Servers
from bot.service.signals import stoppable
port, fake, folder = sys.argv[1:]
program = Program("对话服务", [sys.executable, fake, port], Path(folder) / "log", port=int(port), health="/")
try:
    with stoppable(), Servers([program], dict(os.environ), Path(folder)) as servers:
        servers.wait_until_ready(20)
        print(servers._children[0].process.pid, flush=True)
        servers.watch()
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whatever_ends_the_launcher_ends_its_servers(number, port, tmp_path):
    fake = ROOT / "tests" / "service" / "fake_server.py"
    launcher = subprocess.Popen(
        [sys.executable, "-c", STOPPED_BY_SIGNAL, str(port), str(fake), str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    server = int(launcher.stdout.readline())
    launcher.send_signal(number)
    said, _ = launcher.communicate(timeout=20)
    assert gone(server)
    assert said.strip() == ("" if number == signal.SIGKILL else "stopped")
