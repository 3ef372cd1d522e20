"""The Rasa server: python -m bot.channels.server [--port 5005] [--model FILE]

Serves the channels that credentials.yml names. Everything but the actions happens in this process.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import ROOT, Settings, read_settings


def _arguments(settings: Settings) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.channels.server", description="对话服务。")
    parser.add_argument("--host", default=settings.host, help="监听的地址，默认取 HOST")
    parser.add_argument("--port", type=int, default=settings.port, help="端口，默认取 PORT")
    parser.add_argument("--model", type=Path, default=settings.models, help="模型文件，或放模型的目录")
    parser.add_argument("--actions-url", default=f"http://127.0.0.1:{settings.action_port}/webhook")
    parser.add_argument("--credentials", default=str(ROOT / "credentials.yml"))
    parser.add_argument("--endpoints", default=str(ROOT / "endpoints.yml"))
    return parser.parse_args()


def spare_memory() -> None:
    """Keep out what the libraries would load and nothing here uses. To be called before Rasa is imported."""
    sys.modules["jax"] = None  # type: ignore[assignment]  # TensorFlow loads it for TF Lite: 50 MB
    os.environ["PYPINYIN_NO_PHRASES"] = "true"  # NLU looks up single characters: 40 MB


def main() -> None:
    settings = read_settings()
    options = _arguments(settings)
    spare_memory()
    from rasa.core.run import create_http_input_channels
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.log_utils import configure_structlog

    from bot.channels.actions import KeptEndpoint, call_quickly
    from bot.channels.application import make_app
    from bot.channels.wecom.config import let_unset_pass

    configure_structlog()
    call_quickly()
    endpoints = AvailableEndpoints.read_endpoints(options.endpoints)
    endpoints.action = KeptEndpoint(options.actions_url)
    let_unset_pass(os.environ)
    try:
        channels = create_http_input_channels(None, options.credentials)
    except SettingsError as error:  # the log's last words are what `run` shows
        sys.exit(f"{error}。{error.advice}")
    app = make_app(options.model, endpoints, channels)
    app.run(host=options.host, port=options.port, access_log=False, motd=False)


if __name__ == "__main__":
    main()
