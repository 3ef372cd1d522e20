"""The platform's HTTP interface: one access token for all, errors understood, what may pass tried again."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.channels.wecom.config import AppConfig, is_loopback
from bot.channels.wecom.problems import BUSY, TOKEN_ENDED, TOO_MANY, platform_error, unreachable
from bot.errors import PlatformError

log = logging.getLogger(__name__)
SEND = "message/send"
_EARLY = 300.0  # seconds before its end at which a token is renewed
_DOUBLES = 900  # seconds in which the platform looks for the same message: longer than an answer stays of use
_PAUSE = 60.0  # seconds without asking after a refused secret: many wrong ones lock the interface for an hour

Answer = dict[str, Any]


@dataclass(frozen=True)
class Patience:
    """How long to wait for the platform. Seconds."""

    answer: float = 6.0  # for one request
    faults: tuple[float, ...] = (0.5, 1.5, 4.0, 10.0)  # before each repetition after an error or no answer
    limits: tuple[float, ...] = (1.0, 4.0, 15.0, 45.0)  # after too many calls; a minute's breach blocks 60 s


class Platform:
    """One application's client. `open` it on the event loop that uses it, and `close` it."""

    def __init__(
        self,
        app: AppConfig,
        api_base: str,
        patience: Patience = Patience(),
        at_once: int = 5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._base = api_base
        self._patience = patience
        self._at_once = at_once
        self._clock = clock
        self._token = ""
        self._token_ends = 0.0
        self._refusal: tuple[PlatformError, float] | None = None  # of the secret, and until when it holds

    async def open(self) -> None:
        self._lock = asyncio.Lock()
        self._places = asyncio.Semaphore(self._at_once)
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._patience.answer),
            trust_env=not is_loopback(self._base),  # HTTPS_PROXY, where an intranet wants one
        )

    async def close(self) -> None:
        await self._http.close()

    async def send(self, body: Mapping[str, Any], *, again: bool = False) -> Answer:
        """Send a message; `agentid` is added. `again`: it may have come before. Raises PlatformError."""
        first = {**body, "agentid": self._app.agent_id}
        # Only on repetitions: on every send the platform would swallow a second answer that reads the same.
        repeated = {**first, "enable_duplicate_check": 1, "duplicate_check_interval": _DOUBLES}
        answer = await self.call(SEND, repeated if again else first, again=repeated)
        unreached = answer.get("invaliduser") or answer.get("unlicenseduser")
        if unreached and unreached == body.get("touser", "").lower():
            raise platform_error(81013, "")
        return answer

    async def update_card(self, user: str, response_code: str, face: str) -> None:
        """Turn the card's buttons into one that cannot be pressed and reads `face`. Raises PlatformError."""
        body = {
            "userids": [user],
            "agentid": self._app.agent_id,
            "response_code": response_code,
            "button": {"replace_name": face},
        }
        await self.call("message/update_template_card", body)

    async def upload(self, name: str, content: bytes) -> str:
        """Upload a file for sending; its media_id, good for three days. Raises PlatformError."""
        answer = await self.call("media/upload", params={"type": "file"}, file=(name, content))
        return str(answer["media_id"])

    async def call(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Mapping[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
        again: Mapping[str, Any] | None = None,
    ) -> Answer:
        """One call: POST with a body or a file, else GET. `again` is the body of repetitions, if another.

        Raises PlatformError, after repetitions when the cause may pass.
        """
        tries = 0
        while True:
            try:
                return await self._with_token(path, again if tries and again else body, params, file, again)
            except PlatformError as error:
                waits = self._waits(error)
                if tries >= len(waits):
                    raise
                log.warning("WeCom %s: %s; again in %s s", path, error, waits[tries])
                await asyncio.sleep(waits[tries])
                tries += 1

    def _waits(self, error: PlatformError) -> tuple[float, ...]:
        if error.code in TOO_MANY:
            return self._patience.limits
        return self._patience.faults if error.code in (None, BUSY) else ()

    async def _with_token(
        self,
        path: str,
        body: Mapping[str, Any] | None,
        params: Mapping[str, str] | None,
        file: tuple[str, bytes] | None,
        again: Mapping[str, Any] | None,
    ) -> Answer:
        token = await self.token()
        try:
            return await self._request(path, {**(params or {}), "access_token": token}, body, file)
        except PlatformError as error:
            if error.code not in TOKEN_ENDED:
                raise
        token = await self.token(bad=token)
        return await self._request(path, {**(params or {}), "access_token": token}, again or body, file)

    async def token(self, bad: str | None = None) -> str:
        """The access token; a fresh one if the last is `bad` or ends soon. Raises PlatformError."""
        async with self._lock:
            if self._token and self._token != bad and self._clock() < self._token_ends:
                return self._token
            if self._refusal and self._clock() < self._refusal[1]:
                raise self._refusal[0].with_traceback(None)
            params = {"corpid": self._app.corp_id, "corpsecret": self._app.secret}
            try:
                answer = await self._request("gettoken", params, None, None)
            except PlatformError as error:
                if not self._waits(error):
                    log.error("WeCom refuses the application: %s %s", error, error.advice)
                    self._refusal = (error, self._clock() + _PAUSE)
                raise
            self._refusal = None
            self._token = str(answer["access_token"])
            lasts = float(answer.get("expires_in") or 7200)
            self._token_ends = self._clock() + max(lasts - _EARLY, lasts / 2)
            return self._token

    async def _request(
        self,
        path: str,
        params: Mapping[str, str],
        body: Mapping[str, Any] | None,
        file: tuple[str, bytes] | None,
    ) -> Answer:
        """One HTTP request. Errors hold no address: it contains the token or the secret."""
        data: Any = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
        elif file is not None:
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("media", file[1], filename=file[0], content_type="application/octet-stream")
        headers = {"Content-Type": "application/json; charset=utf-8"} if body is not None else None
        try:
            async with (
                self._places,
                self._http.request(
                    "GET" if data is None else "POST",
                    f"{self._base}/cgi-bin/{path}",
                    params=params,
                    data=data,
                    headers=headers,
                    allow_redirects=False,
                ) as response,
            ):
                if response.status == 429:
                    raise platform_error(429, "too many requests")
                if response.status != 200:
                    raise unreachable(f"状态 {response.status}")
                answer = json.loads(await response.text())
        except asyncio.TimeoutError:
            raise unreachable(f"{self._patience.answer:g} 秒内没有应答") from None
        except aiohttp.ClientError as error:
            raise unreachable(type(error).__name__) from None
        except ValueError:
            raise unreachable("应答不是 JSON") from None
        if not isinstance(answer, dict):
            raise unreachable("应答不是 JSON 对象")
        code = int(answer.get("errcode") or 0)
        if code:
            raise platform_error(code, str(answer.get("errmsg") or ""))
        return answer
