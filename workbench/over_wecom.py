"""The bot through its WeCom channel: the messenger plays the platform, and what staff would read is checked.

Everything between is real: callbacks and their encryption, queues, cards, sending. Understanding and
answering happen in the player, so that a turn's trace is as full as without the channel.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.wecom.channel import WeComInput
from bot.channels.wecom.config import read_config
from bot.settings import read_settings
from messenger.bureau import Bureau, Member, read_bureau
from messenger.credentials import environment, new_credentials
from messenger.platform import Platform
from messenger.records import APP, Message
from messenger.server import Server
from workbench.errors import OutOfReach
from workbench.player import Player
from workbench.records import TestCase, Turn

Result = TypeVar("Result")
PATIENCE = 20.0  # seconds until an answer is taken for missing
SETTLE = 0.1  # seconds without another message, after which a turn is over
_PARTS = ("title", "desc", "quote_text", "sub_title_text", "description", "content", "keyname", "value")
_names = itertools.count(1)


@dataclass(frozen=True)
class OpenBureau(Bureau):
    """A bureau in which everybody works who writes."""

    def member(self, user: str) -> Member | None:
        return Member(user.lower(), user, self.departments[0].id, "", "#888888")


class WeComTalker:
    """Talks as members of the bureau do, a new one for every conversation."""

    def __init__(self, player: Player) -> None:
        """Starts messenger and channel, on free ports of this machine. Raises OutOfReach."""
        self._player = player
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._members: dict[str, str] = {}
        self._asking: Callable[[str], Turn] | None = None
        self._turn: Turn | None = None
        self._thread.start()
        try:
            self._do(self._start())
            self._wait(lambda: self._platform.checks["app"].passed, "回调地址没有验证通过")
        except BaseException:
            self.close()
            raise

    def begin(
        self, conversation: str, *, today: date | None = None, slots: Mapping[str, Any] | None = None
    ) -> None:
        self._members[conversation] = f"member{next(_names)}"
        self._player.begin(conversation, today=today, slots=slots)

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        if conversation not in self._members:
            self.begin(conversation)
        member, began = self._members[conversation], time.perf_counter()
        chat = f"app:{member}"
        before = len(self._replies(chat))
        self._turn = None
        self._asking = lambda said: self._player.say(conversation, said, later=later, metadata=metadata)
        self._do(self._platform.app.say(member, "text", {"content": text}))
        self._wait(lambda: len(self._replies(chat)) > before, f"对“{text}”没有发出回答")
        replies = self._settled(chat)[before:]
        spent = 1000 * (time.perf_counter() - began)
        turn = self._turn or Turn(said=text, text="", sees_inside=False)  # the channel answered by itself
        return replace(
            turn,
            said=text,
            text="\n".join(words for reply in replies for words in _words(reply.body)),
            messages=tuple({"kind": reply.kind, **reply.body} for reply in replies),
            milliseconds={**turn.milliseconds, "total": spent},
        )

    def refuses(self, case: TestCase) -> str | None:
        if any(assertion.kind == "bot" for step in case.steps for assertion in step.assertions):
            return "卡片里的整段话与 bot 写的不会一字不差"
        return None

    def close(self) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._player.close()

    async def _start(self) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        bot = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        address, credentials = f"http://127.0.0.1:{port}", new_credentials()
        bureau = OpenBureau(**read_bureau().__dict__)
        self._platform = Platform(credentials, bot, address, "callback", bureau=bureau)
        self._messenger = Server(self._platform)
        variables = environment(credentials, address, bot, "callback", bureau.robot.name)
        own = self._player.settings
        settings = read_settings(
            {
                **variables,
                "DATABASE_URL": own.database_url,
                "VAR": str(own.var),
                "TODAY": str(own.today or ""),
            }
        )
        channel = WeComInput(settings, read_config(None, variables))
        Sanic.test_mode = True  # several applications may be in one process
        app = Sanic(f"bench_{next(_names)}_{port}", configure_logging=False)
        app.blueprint(channel.blueprint(self._answer), url_prefix="/webhooks/wecom")
        server: Any = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        assert server is not None
        self._server = server
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await self._messenger.start(port)

    async def _stop(self) -> None:
        if hasattr(self, "_server"):
            self._server.close()
            await self._server.wait_closed()
            await self._server.before_stop()
            await self._server.after_stop()
        if hasattr(self, "_messenger"):
            await self._messenger.stop()

    async def _answer(self, message: UserMessage) -> None:
        """Stands where Rasa would in the server."""
        asking = self._asking
        assert asking is not None
        turn = await asyncio.get_running_loop().run_in_executor(None, asking, message.text or "")
        self._turn = turn
        for part in turn.messages:
            await message.output_channel.send_response(message.sender_id, dict(part))

    def _replies(self, chat: str) -> list[Message]:
        return [message for message in self._platform.conversations.of_chat(chat) if message.sender == APP]

    def _settled(self, chat: str) -> list[Message]:
        count = -1
        while count != len(found := self._replies(chat)):
            count = len(found)
            time.sleep(SETTLE)
        return found

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def _wait(self, condition: Callable[[], bool], problem: str) -> None:
        until = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > until:
                raise OutOfReach(f"企业微信渠道：{problem}", "请看 python -m bot wecom check 怎么说。")
            time.sleep(0.01)


def _words(body: Any) -> list[str]:
    """All that a member reads in a message, from top to bottom."""
    if isinstance(body, list):
        return [words for part in body for words in _words(part)]
    if not isinstance(body, dict):
        return []
    found = []
    for name, value in body.items():
        if isinstance(value, str) and name in _PARTS and value.strip():
            found.append(value)
        elif name not in ("button_list", "source"):
            found += _words(value)
    return found
