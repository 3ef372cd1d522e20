"""Temporary media: what the bot uploads and what people send, kept for three days in memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from messenger.crypto import encrypt_bytes
from messenger.errors import ApiError

MEGABYTE = 1 << 20
SMALLEST = 6  # bytes
LARGEST = {"image": 10 * MEGABYTE, "voice": 2 * MEGABYTE, "video": 10 * MEGABYTE, "file": 20 * MEGABYTE}
LINK_SECONDS = 300.0  # how long the robot can fetch what it was sent
SECONDS = 3 * 24 * 3600
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
VOICE_START = b"#!AMR"


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that the platform takes; None for anything else."""
    return next((name for start, name in PICTURES.items() if data.startswith(start)), None)


@dataclass(frozen=True)
class Medium:
    id: str
    kind: str  # image, voice, video or file
    name: str
    data: bytes
    created: float

    @property
    def content_type(self) -> str:
        return picture_type(self.data) or "application/octet-stream"


class Media:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._media: dict[str, Medium] = {}
        self._sealed: dict[str, tuple[str, bytes, float]] = {}  # file, key and time by ticket

    def add(self, kind: str, name: str, data: bytes) -> Medium:
        """Keep a file. Raises ApiError when the platform would refuse it."""
        if kind not in LARGEST:
            raise ApiError(40004)
        if not data:
            raise ApiError(44001)
        if len(data) < SMALLEST:
            raise ApiError(40006)
        if len(data) > LARGEST[kind]:
            raise ApiError(40009 if kind == "image" else 45001)
        if kind == "image" and not picture_type(data):
            raise ApiError(40004, "an image is JPG or PNG")
        if kind == "voice" and not data.startswith(VOICE_START):
            raise ApiError(40004, "a voice is AMR")
        medium = Medium("3" + secrets.token_urlsafe(32), kind, name, data, self._clock())
        self._media[medium.id] = medium
        return medium

    def get(self, media_id: object) -> Medium:
        """A file. Raises ApiError when there is none, or no longer."""
        if not media_id:
            raise ApiError(41006)
        medium = self._media.get(media_id) if isinstance(media_id, str) else None
        if medium is None or self._clock() - medium.created > SECONDS:
            raise ApiError(40007)
        return medium

    def seal(self, media_id: str, key: bytes) -> str:
        """A ticket with which the file can be fetched for five minutes, encrypted with the key."""
        ticket = secrets.token_urlsafe(24)
        self._sealed[ticket] = (media_id, key, self._clock())
        return ticket

    def sealed(self, ticket: str) -> tuple[Medium, bytes]:
        """The file of a ticket, and its bytes encrypted. Raises ApiError."""
        media_id, key, issued = self._sealed.get(ticket, ("", b"", 0.0))
        if self._clock() - issued > LINK_SECONDS:
            raise ApiError(40007)
        medium = self.get(media_id)
        return medium, encrypt_bytes(key, medium.data)
