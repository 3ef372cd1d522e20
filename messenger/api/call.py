"""One call of the API, and the tokens that let it through."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from messenger.credentials import Credentials
from messenger.errors import ApiError
from messenger.records import Json


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    name: str | None  # None: the part had no file name that the platform reads
    data: bytes


@dataclass
class Call:
    query: dict[str, str]
    body: Json = field(default_factory=dict)
    upload: Upload | None = None
    notes: list[str] = field(default_factory=list)  # for the log's reader


class Tokens:
    """Access tokens of the one application."""

    def __init__(self, credentials: Credentials, seconds: float, clock: Callable[[], float]) -> None:
        self._credentials = credentials
        self._seconds = seconds
        self._clock = clock
        self._token = ""
        self._ends = 0.0
        self._expired: set[str] = set()

    def fetch(self, call: Call) -> Json:
        """gettoken: the same token again until it ends. Raises ApiError."""
        if not call.query.get("corpid"):
            raise ApiError(41002)
        if not call.query.get("corpsecret"):
            raise ApiError(41004)
        if call.query["corpid"] != self._credentials.corp_id:
            raise ApiError(40013)
        if call.query["corpsecret"] != self._credentials.secret:
            raise ApiError(40001)
        now = self._clock()
        if now >= self._ends:
            self.forget()
            self._token = secrets.token_urlsafe(64)
            self._ends = now + self._seconds
        return {"access_token": self._token, "expires_in": round(self._ends - now)}

    def check(self, token: str | None) -> None:
        """Raises ApiError when the token does not let anybody through."""
        if not token:
            raise ApiError(41001)
        if token in self._expired or (token == self._token and self._clock() >= self._ends):
            raise ApiError(42001)
        if token != self._token:
            raise ApiError(40014)

    def forget(self, expired: bool = True) -> None:
        """End the token early; afterwards it is expired, or as if it had never been."""
        if self._token and expired:
            self._expired.add(self._token)
        self._token, self._ends = "", 0.0
