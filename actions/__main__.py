"""Serve the actions on loopback: python -m actions [--port 5055]"""

from __future__ import annotations

import argparse
import logging
import os

from actions.desk import shared_desk
from bot.errors import PlanBotError
from bot.settings import read_settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m actions", description="动作服务：只在本机监听。")
    parser.add_argument("--port", type=int, help="端口，默认取 ACTION_PORT")
    port = parser.parse_args().port or read_settings().action_port
    os.environ["SANIC_HOST"] = "127.0.0.1"  # the SDK would listen on all addresses
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        shared_desk().prepare()
    except PlanBotError as error:  # the actions say so to whoever asks
        logging.getLogger(__name__).error("%s %s", error, error.advice)
    from rasa_sdk.endpoint import run

    run("actions", port=port)


if __name__ == "__main__":
    main()
