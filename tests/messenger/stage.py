"""Messenger and fake bot, each on a port of its own, in a thread with a loop of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import requests
from aiohttp import web
from fake_bot import FakeBot, Json

from messenger.credentials import RobotMode, new_credentials
from messenger.platform import Platform
from messenger.records import Message, Timing
from messenger.server import Server

Result = TypeVar("Result")
# The real five seconds, shortened: what is tested is the order of things.
QUICK = Timing(verify=1.0, answer=0.5, retry=0.5, poll=0.05, welcome=0.5, hang=0.3, stream=3.0)
PATIENCE = 8.0  # seconds until something that should happen is taken for missing


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Clock:
    """The platform's clock: real time, and what the test adds to it."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Stage:
    def __init__(self, robot: RobotMode = "socket", timing: Timing = QUICK) -> None:
        self.credentials = new_credentials()
        self.port, bot_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock = Clock()
        self._bot_port = bot_port
        self.platform = Platform(
            self.credentials,
            f"http://127.0.0.1:{bot_port}",
            self.url,
            robot,
            timing=timing,
            clock=self.clock,
        )
        self.bot = FakeBot(self.credentials, self.url)
        self._server = Server(self.platform)
        self._bot_runner = web.AppRunner(self.bot.app(), shutdown_timeout=0.1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do work in the loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def start(self) -> None:
        self._thread.start()
        self.run(self._start())
        self.wait(lambda: self.platform.checks["app"].passed)

    async def _start(self) -> None:
        await self._bot_runner.setup()
        await web.TCPSite(self._bot_runner, "127.0.0.1", self._bot_port).start()
        await self._server.start(self.port)

    def stop(self) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _stop(self) -> None:
        await self.bot.close()
        await self._server.stop()
        await self._bot_runner.cleanup()

    def wait(self, condition: Callable[[], Result], seconds: float = PATIENCE) -> Result:
        """What the condition finds, as soon as it finds something."""
        until = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < until, f"nothing after {seconds} s"
            time.sleep(0.02)
        return found

    # As the page

    def app(self, path: str, **body: Any) -> requests.Response:
        return requests.post(f"{self.url}/app/{path}", json=body, timeout=10)

    def say(self, user: str, text: str, chat: str = "") -> str:
        """Somebody says something; the message's id."""
        answer = self.app("say", user=user, chat=chat or f"app:{user}", body={"content": text})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def messages(self, chat: str, sender: str | None = None) -> list[Message]:
        found = self.platform.conversations.of_chat(chat)
        return [message for message in found if sender is None or message.sender == sender]

    def heard(self, chat: str, count: int = 1, sender: str = "app") -> list[Message]:
        """The messages of the application (or another) in a chat, as soon as there are so many."""
        self.wait(lambda: len(self.messages(chat, sender)) >= count)
        return self.messages(chat, sender)

    # As the bot

    def call(self, name: str, body: Json | None = None, **query: Any) -> Json:
        return self.run(self.bot.call(name, body, **query))

    def send(self, user: str, kind: str, content: Json, **more: Any) -> Json:
        return self.run(self.bot.send(user, kind, content, **more))
