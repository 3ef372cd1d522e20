"""Sends callbacks to the bot, and again when it does not answer in time."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp

from messenger.crypto import Seal
from messenger.envelope import Sealed, query
from messenger.faults import Faults
from messenger.log import Log
from messenger.records import Json, Timing

LONGEST_ANSWER = 1 << 20  # bytes
SEAL_FAULTS = ("wrong_signature", "wrong_receiver", "garbage")


@dataclass(frozen=True)
class Callback:
    """One thing that the platform tells the bot."""

    title: str  # for the log
    address: str
    plain: str  # the message before it is sealed
    seal: Callable[[str, str | None], Sealed]  # plain text and fault to what is sent
    deliveries: int  # at most
    repeats: bool = True  # whether the fault of repeated delivery concerns it


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    """The body, up to a megabyte of it."""
    body = b""
    async for chunk in answer.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            break
    return body


class Callbacks:
    """Delivers callbacks. Its tasks end with `close`."""

    def __init__(self, log: Log, faults: Faults, timing: Timing) -> None:
        self._log = log
        self._faults = faults
        self.timing = timing
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do work in the background, as long as the messenger runs."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def deliver(self, callback: Callback) -> str | None:
        """The bot's answer, possibly empty; None when no delivery of the callback was accepted."""
        if callback.repeats and self._faults.take("repeat"):
            return await self._repeated(callback)
        loop = asyncio.get_running_loop()
        for number in range(1, callback.deliveries + 1):
            began = loop.time()
            answer = await self._once(callback, number)
            if answer is not None:
                return answer
            if number < callback.deliveries:
                await asyncio.sleep(began + self.timing.retry - loop.time())
        return None

    async def _repeated(self, callback: Callback) -> str | None:
        """As after an answer that got lost: the bot has to notice that it knows the callback."""
        first, _ = await asyncio.gather(self._once(callback, 1), self._once(callback, 2))

        async def later() -> None:
            await asyncio.sleep(1)
            await self._once(callback, 3)

        self.start(later())
        return first

    async def _once(self, callback: Callback, number: int) -> str | None:
        fault = self._faults.first(*SEAL_FAULTS)
        sealed = callback.seal(callback.plain, fault)
        title = callback.title if number == 1 else f"{callback.title}（第 {number} 次投递）"
        exchange = self._log.begin(
            "to_bot", title, f"POST {callback.address}", callback.plain, f"{sealed.query}\n{sealed.body}"
        )
        if fault:
            self._log.remark(exchange, f"故障：{fault}")
        try:
            async with self._client().post(
                callback.address,
                params=sealed.query,
                data=sealed.body.encode(),
                headers={"Content-Type": sealed.content_type},
                timeout=aiohttp.ClientTimeout(total=self.timing.answer),
            ) as answer:
                text = (await _body(answer)).decode("utf-8", "replace")
        except asyncio.TimeoutError:
            self._log.end(exchange, None, note=f"{self.timing.answer:g} 秒内没有应答，已断开", failed=True)
            return None
        except aiohttp.ClientError as error:
            self._log.end(exchange, None, note=f"连接失败：{error}", failed=True)
            return None
        accepted = answer.status == 200
        note = "" if accepted else "不是 200，视为投递失败"
        self._log.end(exchange, answer.status, text, note, failed=not accepted and not fault)
        return text if accepted else None

    async def verify(self, address: str, seal: Seal) -> tuple[int | None, str]:
        """Check an address as the administration does: status and what is wrong, nothing if it is right."""
        number = str(secrets.randbelow(10**19))
        encrypted = seal.encrypt(number)
        params: Json = {**query(seal, encrypted), "echostr": encrypted}
        try:
            async with self._client().get(
                address, params=params, timeout=aiohttp.ClientTimeout(total=self.timing.verify)
            ) as answer:
                body = await _body(answer)
        except asyncio.TimeoutError:
            return None, f"{self.timing.verify:g} 秒内没有应答"
        except aiohttp.ClientError:
            return None, "连接不上"
        if answer.status != 200:
            return answer.status, f"应答 {answer.status}，应为 200"
        if body != number.encode():
            return answer.status, "应答不是解密后的原文"
        return answer.status, ""

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session
