"""Who is writing: conversation ids that only the server can make.

A ticket is `<sender>.<signature>`. A page of our own carries it in an HttpOnly cookie, an embedded
chat in a header, because browsers keep cookies back from frames of other sites.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError

KEY_BYTES = 32
_SIGNATURE_HEX = 40


@dataclass(frozen=True)
class HostUser:
    """A user whom an embedding page vouches for. `id` is the host's own; `name` is shown."""

    id: str
    name: str


class Senders:
    """Makes and checks tickets with the server's own key, and reads the host pages' signed users."""

    def __init__(self, key: bytes, host_key: bytes | None = None) -> None:
        self._key = key
        self._host_key = host_key

    def new(self, user: HostUser | None = None) -> str:
        """A fresh conversation's ticket. A host's user is a part of it, hashed."""
        return self._signed(f"{self._who(user)}-{secrets.token_hex(12)}")

    def sender(self, ticket: str | None) -> str | None:
        """The sender's id, or None for a ticket that is missing or was not made here."""
        sender, _, signature = (ticket or "").partition(".")
        if not sender or not hmac.compare_digest(self._signature(sender).encode(), signature.encode()):
            return None
        return sender

    def belongs(self, sender: str, user: HostUser | None) -> bool:
        """Is the conversation this user's, or nobody's in particular when there is none?"""
        return sender.partition("-")[0] == self._who(user)

    def public(self, sender: str) -> str:
        """A name for the conversation that a page may know and that opens nothing."""
        return self._digest(f"public:{sender}")[:16]

    def host_user(self, token: str, now: float | None = None) -> HostUser | None:
        """The user of `base64url({"user", "name", "exp"}).hex-hmac-sha256`; None if it is not valid now."""
        if not self._host_key:
            return None
        body, _, signature = token.partition(".")
        expected = hmac.new(self._host_key, body.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            return None
        try:
            claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
            user, until = str(claims["user"]), float(claims["exp"])
            name = str(claims.get("name") or user)
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
            return None
        return HostUser(user, name) if user and until > (time.time() if now is None else now) else None

    def _who(self, user: HostUser | None) -> str:
        return "u" + self._digest(f"user:{user.id}")[:12] if user else "w"

    def _signed(self, sender: str) -> str:
        return f"{sender}.{self._signature(sender)}"

    def _signature(self, sender: str) -> str:
        return self._digest(f"ticket:{sender}")[:_SIGNATURE_HEX]

    def _digest(self, what: str) -> str:
        return hmac.new(self._key, what.encode(), hashlib.sha256).hexdigest()


def server_key(path: Path) -> bytes:
    """The server's key, kept in a file that only its owner can read; made when it is missing.

    Raises SettingsError when the file can neither be read nor made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(secrets.token_bytes(KEY_BYTES))
        except FileExistsError:
            pass
        key = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"密钥文件 {path} 无法读写", "请检查 VAR 目录的权限和剩余空间。") from error
    if len(key) < KEY_BYTES:
        raise SettingsError(f"密钥文件 {path} 不完整", "请删除该文件，程序会重新生成。")
    return key
