"""The channel: Rasa's door for WeCom, at /webhooks/wecom/."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.plans import Plans
from bot.channels.wecom.application import WAY, Application, sorry
from bot.channels.wecom.aside import aside
from bot.channels.wecom.asking import Asker, OnMessage
from bot.channels.wecom.calls import body_of, opened, refuse_quietly, verified, wait_a_little
from bot.channels.wecom.config import RobotConfig, WeComConfig, read_config
from bot.channels.wecom.crypto import Envelope
from bot.channels.wecom.gate import Gate
from bot.channels.wecom.incoming import MAX_BODY, Incoming, ciphertext, read
from bot.channels.wecom.intake import Intake, Job, Watch, Way
from bot.channels.wecom.members import Members
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.platform import Patience, Platform
from bot.channels.wecom.queues import Queues
from bot.channels.wecom.robot import Robot
from bot.channels.wecom.robot_callback import RobotCallback
from bot.channels.wecom.robot_connection import Rhythm
from bot.channels.wecom.robot_socket import RobotSocket
from bot.channels.wecom.saying import Style
from bot.channels.wecom.sender import Sender
from bot.channels.wecom.unit_talk import UnitTalk
from bot.channels.wecom.units import UnitWords
from bot.errors import StoreError
from bot.settings import Settings, read_settings
from bot.store import wecom
from bot.store.session import Store, open_store

log = logging.getLogger(__name__)
DRAIN_SECONDS = 10.0  # for answers under way when the server stops


@dataclass(frozen=True)
class Shared:
    """What the application and the robot have in common."""

    store: Store
    queues: Queues
    gate: Gate
    intake: Intake
    asker: Asker
    members: Members
    talk: UnitTalk
    style: Style


class WeComInput(InputChannel):  # type: ignore[misc]
    """Off unless configured. See docs/wecom.md."""

    def __init__(
        self,
        settings: Settings,
        config: WeComConfig,
        patience: Patience | None = None,
        pace: Pace | None = None,
        rhythm: Rhythm | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.settings = settings
        self.config = config
        self._patience = patience or Patience()
        self._pace = pace or Pace()
        self._rhythm = rhythm or Rhythm()
        self._watch = watch or Watch()

    @classmethod
    def name(cls) -> str:
        return "wecom"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WeComInput:
        """Raises SettingsError, which names what is missing."""
        settings = read_settings()
        return cls(settings, read_config(credentials, own_page=f"http://127.0.0.1:{settings.port}"))

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        door = Blueprint("wecom")
        config = self.config
        if config.app is None and config.robot is None:
            return door
        store = open_store(self.settings.database_url)
        queues, gate = Queues(), Gate()
        platform = Platform(config.app, config.api_base, self._patience) if config.app else None
        members = Members(store, platform, self.settings.today)
        shared = Shared(
            store=store,
            queues=queues,
            gate=gate,
            intake=Intake(store, queues, self._watch),
            asker=Asker(on_new_message, gate),
            members=members,
            talk=UnitTalk(UnitWords(), members, Plans(store)),
            style=Style(config.page_url, config.text_only),
        )
        refuse_quietly(door)
        _at_start(door, lambda: _purge(store))
        if config.app and platform:
            _at_start(door, platform.open)
            _at_stop(door, platform.close)
            self._add_application(door, config.app.envelope, platform, shared)
        if config.robot:
            self._add_robot(door, config.robot, shared)
        _at_start(door, shared.intake.open)
        _at_stop(door, shared.intake.close)
        _at_stop(door, lambda: queues.drain(DRAIN_SECONDS))  # the first of them: the last added
        return door

    def _add_application(
        self, door: Blueprint, envelope: Envelope, platform: Platform, shared: Shared
    ) -> None:
        sender = Sender(platform, shared.store, self._pace)
        application = Application(
            shared.asker, sender, shared.members, shared.talk, shared.queues, shared.style
        )

        def job(message: Incoming, again: bool = False) -> Job:
            return Job(message.mark, message.member, lambda: application.handle(message, again))

        left_behind = Way(
            lambda kept: job(read(kept.encode()), again=True), lambda kept: sorry(read(kept.encode()))
        )
        shared.intake.add_way(WAY, left_behind)

        @door.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            return verified(request, envelope)

        @door.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            with shared.gate.call():
                encrypted = ciphertext(await body_of(request, MAX_BODY))
                plain = opened(request, envelope, encrypted)
                marking = shared.intake.accept(job(read(plain)), WAY, plain.decode(errors="replace"))
                await wait_a_little(marking)
            return response.empty(status=200)  # taken; the answer is sent when it is ready

    def _add_robot(self, door: Blueprint, config: RobotConfig, shared: Shared) -> None:
        robot = Robot(shared.asker, shared.members, shared.talk, shared.style)
        if config.envelope:
            RobotCallback(robot, shared.intake, config.envelope, config.name).add_routes(door)
        else:
            socket = RobotSocket(config, robot, shared.intake, shared.store, rhythm=self._rhythm)
            _at_start(door, socket.open)
            _at_stop(door, socket.close)


def _at_start(door: Blueprint, work: Callable[[], Awaitable[None]]) -> None:
    async def listener(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await work()

    door.listener("before_server_start")(listener)


def _at_stop(door: Blueprint, work: Callable[[], Awaitable[None]]) -> None:
    """Listeners for the end run in the reverse order."""

    async def listener(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await work()

    door.listener("after_server_stop")(listener)


async def _purge(store: Store) -> None:
    def forget() -> None:
        with store.begin() as session:
            wecom.purge(session, datetime.now(timezone.utc))

    try:
        await aside(forget)
    except StoreError as error:
        log.error("WeCom: old messages could not be forgotten: %s %s", error, error.advice)
