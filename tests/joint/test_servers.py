"""Servers of the same bot, each a process of its own, and what becomes of questions when one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bot.settings import ROOT
from messenger.envelope import seal_xml, xml

from .stage import Answerer, Stage, free_port, words_of

USER = "linwanqing"
CHAT = f"app:{USER}"
START_SECONDS = 120.0


class Servers:
    """Servers at the messenger's side, fed by hand: a platform in front of both would choose either."""

    def __init__(self, stage: Stage, var: Path) -> None:
        self.stage = stage
        self._var = var
        self._environ = {**os.environ, **stage.environ, "VAR": str(var), "TF_CPP_MIN_LOG_LEVEL": "3"}
        for name in ("WECOM_BOT_ID", "WECOM_BOT_SECRET"):  # a robot has one connection
            self._environ.pop(name)
        self.processes: dict[int, subprocess.Popen[bytes]] = {}

    def begin(self, seconds: float) -> int:
        """Start a server whose bot needs so long; its port."""
        port = free_port()
        command = [sys.executable, "-W", "ignore", "-m", "tests.joint.server", str(port), str(seconds)]
        with (self._var / "servers.log").open("ab") as log:
            self.processes[port] = subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdout=log, stderr=log
            )
        return port

    def wait(self, port: int) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.processes[port].poll() is None, (self._var / "servers.log").read_text()
            try:
                requests.get(f"http://127.0.0.1:{port}/", timeout=1)
                return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self, port: int) -> None:
        """End it as the system does when memory is short: without a word."""
        process = self.processes.pop(port)
        process.kill()
        process.wait(10)

    def deliver(self, port: int, number: int, text: str) -> int:
        """Deliver a message as the platform does; how it was answered."""
        credentials = self.stage.credentials
        plain = xml(
            "xml",
            {
                "ToUserName": credentials.corp_id, "FromUserName": USER, "CreateTime": int(time.time()),
                "MsgType": "text", "Content": text, "MsgId": number, "AgentID": credentials.agent_id,
            },
        )  # fmt: skip
        sealed = seal_xml(credentials.seal, credentials.agent_id, plain)
        url = f"http://127.0.0.1:{port}/webhooks/wecom/webhook"
        return requests.post(url, params=sealed.query, data=sealed.body.encode(), timeout=10).status_code


@pytest.fixture
def servers(tmp_path: Path, raise_stage) -> Iterator[Servers]:
    found = Servers(raise_stage(), tmp_path)
    yield found
    for port in list(found.processes):
        found.kill(port)


def test_two_servers_answer_once_and_one_goes_on_with_what_the_other_left(servers, answerer: Answerer):
    stage = servers.stage
    answerer.seconds = 0.0  # of the third server, the one on the stage, which takes over
    quick, slow = servers.begin(0.0), servers.begin(30.0)
    for port in (quick, slow):
        servers.wait(port)

    # The same message at both at once, and again later.
    with ThreadPoolExecutor(8) as pool:
        for number in range(1, 11):
            ports = (quick, stage.bot_port, quick, stage.bot_port)
            told = pool.map(lambda port, n=number: servers.deliver(port, n, f"第{n}问"), ports)
            assert list(told) == [200] * 4
    answers = stage.settled(CHAT, 10)
    assert sorted(words_of(answer) for answer in answers) == sorted(f"您问：第{n}问" for n in range(1, 11))

    # Accepted by one that is then killed: answered by another, and only once when the platform repeats it.
    assert servers.deliver(slow, 11, "第11问") == 200
    assert stage.unanswered() == ["message 11"]
    servers.kill(slow)
    stage.wait(lambda: len(stage.answers(CHAT)) == 11)
    assert servers.deliver(quick, 11, "第11问") == 200
    assert words_of(stage.settled(CHAT, 11)[-1]) == "您问：第11问"
    assert stage.unanswered() == []
