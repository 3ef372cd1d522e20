"""The built pages and scripts, and the headers that keep them safe."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.errors import SettingsError

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_WORTH_PACKING = 1024  # bytes


@dataclass(frozen=True)
class BuiltFile:
    """One file as it is sent: plain and packed. `tag` changes with the content."""

    type: str
    body: bytes
    packed: bytes | None
    tag: str


def content_policy(origins: Iterable[str]) -> str:
    """The content security policy. Pages of `origins` may show the chat in a frame.

    Styles may be inline: the chat component writes its own. Scripts may not.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(("frame-ancestors 'self'", *origins)),
        )
    )


class Pages:
    """The built files of one folder, held in memory; nothing outside of it can be asked for."""

    def __init__(self, folder: Path, origins: Iterable[str] = ()) -> None:
        """Raises SettingsError when the folder holds no page."""
        self._files = {path.name: _read(path) for path in sorted(folder.glob("*")) if path.suffix in TYPES}
        if "index.html" not in self._files:
            raise SettingsError(f"{folder} 里没有网页文件", "请在 web/ 目录运行 npm ci && npm run build。")
        self.headers = {
            "Content-Security-Policy": content_policy(origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-cache",  # asked for again each time, answered with 304
        }

    def send(self, request: Request, name: str, **headers: str) -> HTTPResponse:
        """The file's response: 304 if the browser has it, 404 if there is none."""
        file = self._files.get(name)
        if file is None:
            return response.text("没有这个文件。", status=404, headers=self.headers)
        sent = {**self.headers, **headers, "ETag": file.tag, "Vary": "Accept-Encoding"}
        if file.tag in request.headers.get("if-none-match", ""):
            return response.raw(b"", status=304, headers=sent, content_type=file.type)
        if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
            sent["Content-Encoding"] = "gzip"
            return response.raw(file.packed, headers=sent, content_type=file.type)
        return response.raw(file.body, headers=sent, content_type=file.type)


def _read(path: Path) -> BuiltFile:
    body = path.read_bytes()
    packed = gzip.compress(body, 9, mtime=0) if len(body) > _WORTH_PACKING else None
    return BuiltFile(TYPES[path.suffix], body, packed, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
