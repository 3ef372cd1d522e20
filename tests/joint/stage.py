"""The messenger and the channel as they ship, each behind its own port, in a thread with its own loop."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin

import requests
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic

from bot.channels.wecom.channel import WeComInput
from bot.channels.wecom.config import read_config
from bot.channels.wecom.intake import Watch
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.platform import Patience
from bot.channels.wecom.robot_connection import Rhythm
from bot.settings import Settings, read_settings
from bot.store import wecom
from bot.store.session import open_store
from bot.store.wecom import Failure
from messenger.bureau import Bureau
from messenger.credentials import RobotMode, environment, new_credentials
from messenger.platform import Platform
from messenger.records import Message, Timing
from messenger.server import Server

Result = TypeVar("Result")
Talk = Callable[[UserMessage], Awaitable[Any]]
SECONDS = 12.0  # until something that should happen is taken for missing
SETTLED = 0.4  # seconds of silence after which nothing more is to come
# The platform's and the channel's real times, shortened alike: what is tested is the order of things.
TIMING = Timing(answer=1.0, retry=1.0, poll=0.05, hang=2.0)
PATIENCE = Patience(answer=0.7, faults=(0.05, 0.1, 0.2), limits=(0.1, 0.2))
RHYTHM = Rhythm(ping=1.0, ack=1.0, first_wait=0.05, longest_wait=1.0, patience=0.3)
WATCH = Watch(first=0.0, beat=0.2, hold=1.0)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Stage:
    """Everything between a member's screen and the bot. `talk` stands where Rasa would.

    `more` are channels that the same server serves beside, such as the page's.
    """

    def __init__(
        self,
        var: Path,
        talk: Talk,
        robot: RobotMode = "socket",
        *,
        settings: Settings | None = None,
        timing: Timing = TIMING,
        patience: Patience = PATIENCE,
        pace: Pace | None = None,
        bureau: Bureau | None = None,
        more: tuple[InputChannel, ...] = (),
    ) -> None:
        self.port, self.bot_port = free_port(), free_port()
        self.url, self.bot_url = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.bot_port}"
        self.credentials = new_credentials()
        self.platform = Platform(
            self.credentials, self.bot_url, self.url, robot, bureau=bureau, timing=timing
        )
        name = self.platform.bureau.robot.name
        self.environ = environment(self.credentials, self.url, self.bot_url, robot, name)
        self.settings = settings or read_settings({"VAR": str(var)})
        self.store = open_store(self.settings.database_url)
        self.store.upgrade()
        config = read_config(None, self.environ)
        self.channels = (WeComInput(self.settings, config, patience, pace, RHYTHM, WATCH), *more)
        self._talk = talk
        self._server = Server(self.platform)
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do work in the loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def start(self) -> None:
        self._thread.start()
        self.run(self._start())
        self.wait(lambda: self.platform.checks["app"].passed)
        self.wait(lambda: self.platform.status()["robot"])

    async def _start(self) -> None:
        Sanic.test_mode = True  # several applications in one process
        app = Sanic(f"joint_{uuid.uuid4().hex}", configure_logging=False)
        app.ctx.agent = getattr(self._talk, "agent", None)  # by which the page knows its conversations
        for channel in self.channels:
            prefix = urljoin("/webhooks/", channel.url_prefix())
            app.blueprint(channel.blueprint(self._talk), url_prefix=prefix)
        await self._server.start(self.port)
        bot = await app.create_server(
            host="127.0.0.1", port=self.bot_port, return_asyncio_server=True, access_log=False
        )
        assert bot is not None
        self._bot = bot
        await bot.startup()
        await bot.before_start()
        await bot.start_serving()

    def stop(self) -> None:
        self.run(self._stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(20)
        self.loop.close()
        self.store.close()

    async def _stop(self) -> None:
        self._bot.close()
        await self._bot.wait_closed()
        await self._bot.before_stop()
        await self._bot.after_stop()
        await self._server.stop()

    def wait(self, condition: Callable[[], Result], seconds: float = SECONDS) -> Result:
        """What the condition finds, as soon as it finds something."""
        until = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < until, ([m.body for m in self.platform.conversations.all()], self.log())
            time.sleep(0.02)
        return found

    def app(self, path: str, **body: Any) -> None:
        """What a member's screen sends."""
        requests.post(f"{self.url}/app/{path}", json=body, timeout=10).raise_for_status()

    def say(self, user: str, text: str, chat: str = "") -> None:
        self.app("say", user=user, chat=chat or f"app:{user}", body={"content": text})

    def fault(self, name: str, times: int = 1) -> None:
        self.app("fault", name=name, times=times)

    def answers(self, chat: str, sender: str = "app") -> list[Message]:
        found = self.platform.conversations.of_chat(chat)
        return [message for message in found if message.sender == sender]

    def settled(self, chat: str, count: int = 1, sender: str = "app") -> list[Message]:
        """The answers in a chat, when they are `count` and stay so."""
        self.wait(lambda: len(self.answers(chat, sender)) >= count and self._idle())
        time.sleep(SETTLED)
        found = self.answers(chat, sender)
        assert len(found) == count, [message.body for message in found]
        return found

    def _idle(self) -> bool:
        """Whether nothing is under way: no callback unanswered, no stream unfinished."""
        open_streams = any(message.state == "open" for message in self.platform.conversations.all())
        return not open_streams and not self.unanswered()

    def unanswered(self) -> list[str]:
        """What the channel has taken in and not answered."""
        with self.store.session() as session:
            kinds = ("application", "robot-socket", "robot-callback")
            return [mark for kind in kinds for mark in wecom.open_marks(session, kind)]

    def failures(self) -> list[Failure]:
        with self.store.session() as session:
            return wecom.failures(session)

    def log(self) -> list[tuple[str, int | None]]:
        """Every request between the two, by its title, and how it was answered."""
        return [(exchange.title, exchange.status) for exchange in self.platform.log.all()]

    def delivered(self, title: str) -> int:
        return sum(found.startswith(title) for found, _ in self.log())


class Answerer:
    """A bot that says what was asked, after `seconds`; each asker's turns one after the other."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.asked: list[tuple[str, str]] = []

    async def __call__(self, message: UserMessage) -> None:
        text = message.text or ""
        self.asked.append((message.sender_id, text))
        await asyncio.sleep(self.seconds)
        reply: dict[str, Any] = {"text": f"您问：{text}"}
        if "按钮" in text:
            reply["buttons"] = [{"title": face, "payload": face} for face in ("谁负责", "时限")]
        await message.output_channel.send_response(message.sender_id, reply)


def words_of(message: Message) -> str:
    """What a message of the application says, whatever its kind."""
    body = message.body
    return str(body.get("content") or json.dumps(body, ensure_ascii=False))
