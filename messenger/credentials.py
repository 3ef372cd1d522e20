"""The secrets that the bot must be started with, as the administration's pages would show them."""

from __future__ import annotations

import os
import secrets
import string
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from messenger.crypto import Seal

RobotMode = Literal["socket", "callback"]
LETTERS = string.ascii_letters + string.digits
AES_KEY_LETTERS = 42  # and a last one that base64 can end with
SOCKET_PATH = "/openws"


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def _aes_key() -> str:
    return _letters(AES_KEY_LETTERS) + secrets.choice("AEIMQUYcgkosw048")


@dataclass(frozen=True)
class Credentials:
    """Names and secrets of one corporation, its application and its robot."""

    corp_id: str
    agent_id: int
    secret: str
    token: str
    aes_key: str
    robot_id: str
    robot_secret: str  # for the long connection
    robot_token: str  # for the callback
    robot_aes_key: str  # for the callback

    @property
    def seal(self) -> Seal:
        """What seals the application's callbacks."""
        return Seal(self.token, self.aes_key, self.corp_id)

    @property
    def robot_seal(self) -> Seal:
        """What seals the robot's callbacks; their receiver is empty."""
        return Seal(self.robot_token, self.robot_aes_key, "")


# Which environment variable carries which field.
NAMES = {
    "corp_id": "WECOM_CORP_ID",
    "agent_id": "WECOM_AGENT_ID",
    "secret": "WECOM_SECRET",
    "token": "WECOM_TOKEN",
    "aes_key": "WECOM_AES_KEY",
    "robot_id": "WECOM_BOT_ID",
    "robot_secret": "WECOM_BOT_SECRET",
    "robot_token": "WECOM_BOT_TOKEN",
    "robot_aes_key": "WECOM_BOT_AES_KEY",
}
# Either of them, never both: a robot has one way to be reached.
SOCKET_ONLY = ("robot_id", "robot_secret")
CALLBACK_ONLY = ("robot_token", "robot_aes_key")


def new_credentials() -> Credentials:
    """Fresh random secrets, in the platform's lengths."""
    return Credentials(
        corp_id="ww" + secrets.token_hex(8),
        agent_id=1000002,
        secret=_letters(43),
        token=_letters(24),
        aes_key=_aes_key(),
        robot_id="aib" + _letters(29),
        robot_secret=_letters(43),
        robot_token=_letters(24),
        robot_aes_key=_aes_key(),
    )


def environment(
    credentials: Credentials, address: str, bot: str, robot: RobotMode, robot_name: str
) -> dict[str, str]:
    """The environment variables for the bot at `bot` that talks to the messenger at `address`."""
    left_out = CALLBACK_ONLY if robot == "socket" else SOCKET_ONLY
    shown = {
        NAMES[field.name]: str(getattr(credentials, field.name))
        for field in fields(credentials)
        if field.name not in left_out
    }
    shown["WECOM_BOT_NAME"] = robot_name
    shown["WECOM_API_BASE"] = address
    shown["WECOM_PAGE_URL"] = bot
    if robot == "socket":
        shown["WECOM_BOT_WS"] = address.replace("http", "ws", 1) + SOCKET_PATH
    return shown


def read_env_file(path: Path) -> dict[str, str]:
    """The variables of a file with lines of NAME=value."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.removeprefix("export ").strip(): value.strip().strip("'\"") for name, value in pairs}


def write_env_file(path: Path, variables: dict[str, str]) -> None:
    """Write the variables for their owner's eyes only, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    opened = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in variables.items())
    fresh.replace(path)


def credentials_from(variables: dict[str, str]) -> Credentials:
    """Credentials out of variables, with fresh ones for those that are missing.

    Raises ValueError when a variable cannot be what it should be.
    """
    fresh = new_credentials()
    given = {field: variables[name] for field, name in NAMES.items() if variables.get(name)}
    agent_id = int(given.pop("agent_id", fresh.agent_id))
    kept = {field.name: getattr(fresh, field.name) for field in fields(fresh)} | given
    credentials = Credentials(**{**kept, "agent_id": agent_id})
    for seal in (credentials.seal, credentials.robot_seal):
        if len(seal.key) != 32:
            raise ValueError("an EncodingAESKey has 43 characters")
    return credentials
