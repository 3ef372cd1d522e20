"""The whole platform: its parts, put together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from messenger.api.call import Tokens
from messenger.application import Application
from messenger.bureau import Bureau, read_bureau
from messenger.callbacks import Callbacks
from messenger.cards import Codes
from messenger.conversations import Conversations
from messenger.credentials import Credentials, RobotMode
from messenger.faults import Faults
from messenger.hub import Hub
from messenger.limits import API_LIMITS, MEMBER_LIMITS, Duplicates, Window
from messenger.log import Log
from messenger.media import Media
from messenger.records import Json, Timing
from messenger.robot import Robot
from messenger.robot_callback import CallbackLine
from messenger.robot_socket import SocketLine
from messenger.turns import Replies

VERIFY_EVERY = 1.0  # seconds between two checks of an address that did not answer


@dataclass
class Check:
    """What came of checking a callback address."""

    passed: bool = False
    problem: str = "还没有检查"


class Platform:
    """One corporation with its members, one application and one robot."""

    def __init__(
        self,
        credentials: Credentials,
        bot: str,
        address: str,
        robot: RobotMode = "socket",
        bureau: Bureau | None = None,
        timing: Timing | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.credentials = credentials
        self.bot = bot
        self.address = address
        self.robot_mode: RobotMode = robot
        self.bureau = bureau or read_bureau()
        self.timing = timing or Timing()
        self.clock = clock
        self.hub = Hub()
        self.log = Log(self.hub)
        self.faults = Faults(self.hub)
        self.conversations = Conversations(self.hub, clock)
        self.media = Media(clock)
        self.codes = Codes(clock)
        self.tokens = Tokens(credentials, self.timing.token, clock)
        self.duplicates = Duplicates()
        self.member_limit = Window(MEMBER_LIMITS)
        self.api_limit = Window(API_LIMITS)
        self.tasks: set[str] = set()  # task ids of cards, each good for one card
        self.menu: list[Json] = []
        self.checks = {"app": Check(), "robot": Check()}
        self.callbacks = Callbacks(self.log, self.faults, self.timing)
        self.app = Application(
            credentials,
            bot,
            address,
            self.bureau,
            self.conversations,
            self.callbacks,
            self.media,
            self.codes,
        )
        replies = Replies(self.conversations, self.media)
        self.robot = Robot(
            credentials, address, self.bureau, self.conversations, self.callbacks, self.media, replies
        )
        self.socket = SocketLine(
            credentials,
            self.robot,
            self.conversations,
            self.media,
            self.faults,
            self.log,
            self.hub,
            self.timing,
        )
        self.callback_line = CallbackLine(credentials, bot, self.conversations, self.callbacks, replies)
        self.robot.line = self.socket if robot == "socket" else self.callback_line

    def set_menu(self, buttons: list[Json]) -> None:
        """The application's menu; empty for none."""
        self.menu = buttons
        self.hub.tell("menu", {"menu": buttons})

    async def verify(self) -> bool:
        """Check the callback addresses, as saving them in the administration does."""
        addresses = [("app", self.app.callback, self.credentials.seal)]
        if self.robot_mode == "callback":
            addresses.append(("robot", self.callback_line.callback, self.credentials.robot_seal))
        for name, address, seal in addresses:
            before = self.checks[name].problem
            status, problem = await self.callbacks.verify(address, seal)
            self.checks[name] = Check(not problem, problem)
            if problem != before:
                exchange = self.log.begin("to_bot", "验证回调地址", f"GET {address}")
                self.log.end(exchange, status, "" if problem else "验证通过", problem, failed=bool(problem))
        self.hub.tell("status", self.status())
        return all(self.checks[name].passed for name, _, _ in addresses)

    async def watch(self) -> None:
        """Check the addresses until the bot is there."""
        while not await self.verify():
            await asyncio.sleep(VERIFY_EVERY)

    def status(self) -> Json:
        robot = self.socket.ready() if self.robot_mode == "socket" else self.checks["robot"].passed
        return {
            "app": self.checks["app"].passed,
            "problem": self.checks["app"].problem,
            "robot": robot,
            "mode": self.robot_mode,
        }

    async def close(self) -> None:
        self.hub.close()
        await self.callbacks.close()
        await self.socket.close()
