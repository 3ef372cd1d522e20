"""A file for a chat of the robot's: sent over the long connection in parts."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.wecom.robot_connection import Connection, code_of, new_number

log = logging.getLogger(__name__)
PART = 256 * 1024  # bytes; the platform takes 512 KB, and 100 parts


async def upload(connection: Connection, name: str, content: bytes) -> str | None:
    """Upload a file; its media_id, good for three days, or None when the platform does not take it."""
    parts = [content[start : start + PART] for start in range(0, len(content), PART)]
    whole = {
        "type": "file",
        "filename": name,
        "total_size": len(content),
        "total_chunks": len(parts),
        "md5": hashlib.md5(content).hexdigest(),
    }
    begun = await _step(connection, "aibot_upload_media_init", whole)
    if begun is None:
        return None
    upload_id = begun.get("upload_id")
    for number, part in enumerate(parts):
        data = base64.b64encode(part).decode()
        chunk = {"upload_id": upload_id, "chunk_index": number, "base64_data": data}
        if await _step(connection, "aibot_upload_media_chunk", chunk) is None:
            return None
    done = await _step(connection, "aibot_upload_media_finish", {"upload_id": upload_id})
    return str(done["media_id"]) if done and done.get("media_id") else None


async def _step(connection: Connection, command: str, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the platform says to one step; None when it refuses."""
    answer = await connection.ask(command, new_number(command), body)
    if answer is None or code_of(answer):
        log.error("WeCom robot: a file could not be uploaded at %s", command)
        return None
    found = answer.get("body")
    return found if isinstance(found, dict) else {}
