"""One training run of Rasa with the repository's files."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from bot.errors import ServiceError
from bot.settings import ROOT, Settings

TRAINED = 0  # Rasa's code for a new model


def train(settings: Settings, log: Path) -> Path:
    """Train a model for the default plan in this process and return its file, in `settings.models`.

    Everything that Rasa prints goes to the end of `log`. The importer, which Rasa makes by its name, reads
    the environment. Raises StoreMissing without a plan, ServiceError when Rasa makes no model.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    with _printed_to(log):
        import rasa.model_training
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.WARNING)  # else every step of the policies is printed
        result = rasa.model_training.train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data")],
            output=str(settings.models),
        )
    if result.code != TRAINED or result.model is None:
        raise ServiceError("训练没有得到模型", f"详情见 {log}。")
    return Path(result.model)


@contextlib.contextmanager
def _printed_to(log: Path) -> Iterator[None]:
    """Append to `log` what is printed and logged inside the block."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as output:
        handler = logging.StreamHandler(output)
        logging.getLogger().addHandler(handler)  # before Rasa adds one that would outlive the block
        try:
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                yield
        finally:
            logging.getLogger().removeHandler(handler)
