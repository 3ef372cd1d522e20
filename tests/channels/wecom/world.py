"""The channel in a real server, between a fake platform and a bot that answers from a table."""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.wecom.channel import WeComInput
from bot.channels.wecom.config import read_config
from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.intake import Watch
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.platform import Patience
from bot.channels.wecom.robot_connection import Rhythm
from bot.records import Plan
from bot.settings import read_settings
from bot.store import wecom
from bot.store.session import Store, open_store

from .fake_platform import SECRET, FakePlatform
from .plan import load

CORP, AGENT, TOKEN = "wx5823bf96d3bd56c7", "1000002", "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
PAGE = "https://plan.example.gov.cn"
QUICK = Patience(answer=6.0, faults=(0.02, 0.05), limits=(0.05, 0.1))
HASTY = Patience(answer=1.0, faults=(0.02, 0.05), limits=(0.05, 0.1))  # where the platform hangs
QUICK_WATCH = Watch(first=0.0, beat=0.1)
Heard = tuple[int, str]  # status, body
Say = Callable[[str, str], "dict[str, Any] | None"]  # sender, text → message
_numbers = itertools.count(1)


def environment(var: Path, **more: str) -> dict[str, str]:
    """What an operator of an application sets."""
    return {
        "VAR": str(var),
        "WECOM_CORP_ID": CORP,
        "WECOM_AGENT_ID": AGENT,
        "WECOM_SECRET": SECRET,
        "WECOM_TOKEN": TOKEN,
        "WECOM_AES_KEY": KEY,
        "WECOM_PAGE_URL": PAGE,
        **more,
    }


def echo(sender: str, text: str) -> dict[str, Any]:
    return {"text": f"您问：{text}"}


class Bot:
    """Stands where Rasa would. `seconds` is how long a turn takes."""

    def __init__(self, say: Say = echo) -> None:
        self.say = say
        self.seconds = 0.0
        self.asked: list[tuple[str, str]] = []
        self.running = 0
        self.at_once: dict[str, int] = {}

    async def __call__(self, message: UserMessage) -> None:
        sender, text = message.sender_id, message.text or ""
        self.asked.append((sender, text))
        self.running += 1
        self.at_once[sender] = self.at_once.get(sender, 0) + 1
        assert self.at_once[sender] == 1, "two turns of one sender at once"
        await asyncio.sleep(self.seconds)
        reply = self.say(sender, text)
        self.at_once[sender] -= 1
        self.running -= 1
        if reply is not None:
            await message.output_channel.send_response(sender, reply)


class World:
    """A server with the channel at `url`, called as the platform calls it."""

    def __init__(
        self, platform: FakePlatform, bot: Bot, port: int, store: Store, http: aiohttp.ClientSession
    ) -> None:
        self.platform, self.bot, self.port, self.store, self.http = platform, bot, port, store, http
        self.url = f"http://127.0.0.1:{port}/webhooks/wecom/webhook"
        self.envelope = Envelope(TOKEN, KEY, CORP)

    async def deliver(self, xml: str, envelope: Envelope | None = None, **query: str) -> Heard:
        """Post a message."""
        encrypted = (envelope or self.envelope).encrypt(xml.encode())
        return await self.post(outer(encrypted), encrypted, **query)

    async def post(self, body: bytes, signed: str = "", **query: str) -> Heard:
        stamp, nonce = str(int(time.time())), uuid.uuid4().hex[:10]
        signature = self.envelope.sign(stamp, nonce, signed)
        params = {"msg_signature": signature, "timestamp": stamp, "nonce": nonce, **query}
        async with self.http.post(self.url, data=body, params=params) as response:
            return response.status, await response.text()

    async def text(self, user: str, content: str, message_id: int | None = None) -> Heard:
        number = message_id or 7000000000000000000 + next(_numbers)
        return await self.deliver(inner(user, "text", Content=content, MsgId=str(number)))

    async def event(self, user: str, event: str, created: int | None = None, **parts: str) -> Heard:
        return await self.deliver(inner(user, "event", created, Event=event, **parts))

    async def press(self, user: str, key: str, created: int | None = None) -> Heard:
        """Press a card's button."""
        parts = {"EventKey": key, "TaskId": "t", "ResponseCode": "c"}
        return await self.event(user, "template_card_event", created, **parts)

    def knows(self, member: str) -> bool:
        """Whether the name of a member was asked for and kept."""
        with self.store.session() as session:
            return wecom.get_member(session, member).read_at is not None

    async def until(self, condition: Callable[[], Any], seconds: float = 8.0) -> None:
        """Wait until it is so."""
        limit = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < limit, (self.platform.sent, self.bot.asked)
            await asyncio.sleep(0.01)

    async def sent(self, count: int, settle: float = 0.15) -> list[dict[str, Any]]:
        """What was sent, when it is `count` messages and stays so."""
        await self.until(lambda: len(self.platform.sent) >= count)
        await asyncio.sleep(settle)
        assert len(self.platform.sent) == count, self.platform.sent
        return self.platform.sent


def outer(encrypted: str) -> bytes:
    """What is posted."""
    return f"<xml><ToUserName>{CORP}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()


def inner(user: str, kind: str, created: int | None = None, **parts: str) -> str:
    """A message before its encryption."""
    elements = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in parts.items())
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{user}]]></FromUserName>"
        f"<CreateTime>{created or int(time.time())}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>"
        f"{elements}<AgentID>{AGENT}</AgentID></xml>"
    )


@asynccontextmanager
async def world(
    var: Path,
    say: Say = echo,
    *,
    platform: FakePlatform | None = None,
    bot: Bot | None = None,
    pace: Pace | None = None,
    patience: Patience = QUICK,
    loaded: Callable[[Plan], Say] | None = None,
    rhythm: Rhythm | None = None,
    watch: Watch | None = None,
    **more: str,
) -> AsyncIterator[World]:
    """Everything started, and stopped after the block. A given platform is used and left running.

    `loaded` makes what the bot says from the plan that is loaded for it; else there is no plan.
    """
    own = platform is None
    platform = platform or FakePlatform()
    if own:
        await platform.start()
    environ = {**environment(var, WECOM_API_BASE=platform.base), **more}
    settings = read_settings(environ)
    store = open_store(settings.database_url)
    store.upgrade()
    bot = bot or Bot(loaded(load(store)) if loaded else say)
    channel = WeComInput(settings, read_config(None, environ), patience, pace, rhythm, watch or QUICK_WATCH)
    Sanic.test_mode = True  # several applications in one process
    app = Sanic(f"wecom_{uuid.uuid4().hex}", configure_logging=False)
    app.blueprint(channel.blueprint(bot), url_prefix="/webhooks/wecom")
    listener = socket.create_server(("127.0.0.1", 0))
    server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    port = listener.getsockname()[1]
    try:
        async with aiohttp.ClientSession() as http:
            yield World(platform, bot, port, store, http)
    finally:
        server.close()
        await server.wait_closed()
        await server.before_stop()
        await server.after_stop()
        store.close()
        if own:
            await platform.close()
