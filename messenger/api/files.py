"""media/upload and media/get (document 96484)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import BodyPartReader, MultipartReader, web
from multidict import CIMultiDictProxy

from messenger.api.call import Call, Upload
from messenger.errors import ApiError
from messenger.media import LARGEST, Medium
from messenger.records import Json

if TYPE_CHECKING:
    from messenger.platform import Platform

LARGEST_UPLOAD = max(LARGEST.values()) + 1


def plain_file_name(headers: CIMultiDictProxy[str]) -> str | None:
    """The file name of a part, in the one form that the platform reads: filename="…" in raw UTF-8.

    A name in the form filename*=utf-8''… is as good as none; a percent-encoded one stays so.
    """
    found = re.search(r'filename="((?:[^"\\]|\\.)*)"', headers.get("Content-Disposition", ""))
    return found.group(1).encode("utf-8", "surrogateescape").decode("utf-8", "replace") if found else None


async def read_upload(request: web.Request) -> Upload | None:
    """The part named media of a multipart request; None when there is none."""
    if not request.content_type.startswith("multipart/"):
        return None
    try:
        reader = await request.multipart()
        while True:
            part = await reader.next()
            if part is None or isinstance(part, MultipartReader):
                return None
            if isinstance(part, BodyPartReader) and part.name == "media":
                return Upload(plain_file_name(part.headers), await _read(part))
    except ValueError:
        return None


async def _read(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        data += chunk
        if len(data) > LARGEST_UPLOAD:
            break
    return bytes(data)


def upload(platform: Platform, call: Call) -> Json:
    kind = call.query.get("type", "")
    if kind not in LARGEST:
        raise ApiError(40004)
    if call.upload is None:
        raise ApiError(41005)
    if not call.upload.name:
        raise ApiError(44001, "the part media has no filename")
    medium = platform.media.add(kind, call.upload.name, call.upload.data)
    return {"type": kind, "media_id": medium.id, "created_at": str(int(medium.created))}


def download(medium: Medium, inline: bool = False) -> web.Response:
    """A file as an answer; only pictures are shown in place."""
    shown = "inline" if inline and medium.content_type.startswith("image/") else "attachment"
    headers = {
        "Content-Disposition": f"{shown}; filename*=utf-8''{quote(medium.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=medium.data, content_type=medium.content_type, headers=headers)
