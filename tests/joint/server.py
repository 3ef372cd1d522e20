"""The channel as a process of its own: python -m tests.joint.server PORT SECONDS. Answers after SECONDS."""

from __future__ import annotations

import sys

from sanic import Sanic

from bot.channels.wecom.channel import WeComInput
from bot.channels.wecom.config import read_config
from bot.settings import read_settings

from .stage import PATIENCE, RHYTHM, WATCH, Answerer


def main() -> None:
    answerer = Answerer()
    answerer.seconds = float(sys.argv[2])
    channel = WeComInput(read_settings(), read_config(), PATIENCE, None, RHYTHM, WATCH)
    app = Sanic("server", configure_logging=False)
    app.blueprint(channel.blueprint(answerer), url_prefix="/webhooks/wecom")
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False, motd=False)


if __name__ == "__main__":
    main()
