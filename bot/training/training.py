"""One training run of Rasa with the repository's files."""

from __future__ import annotations

import contextlib
import logging
import os
from pathlib import Path

from bot.errors import ServiceError
from bot.settings import ROOT, Settings

TRAINED = 0  # Rasa's code for a new model


def train(settings: Settings, log: Path) -> Path:
    """Train a model for the default plan in this process and return its file, in `settings.models`.

    Everything that Rasa prints goes to the end of `log`. The importer, which Rasa makes by its name, reads
    the environment. Raises StoreMissing without a plan, ServiceError when Rasa makes no model.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log.open("a", encoding="utf-8"))
        stack.enter_context(contextlib.redirect_stdout(output))
        stack.enter_context(contextlib.redirect_stderr(output))
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
        import rasa.model_training
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.WARNING)  # else every step of the policies is printed
        handler = logging.StreamHandler(output)
        logging.getLogger().addHandler(handler)
        try:
            result = rasa.model_training.train(
                domain=str(ROOT / "domain.yml"),
                config=str(ROOT / "config.yml"),
                training_files=[str(ROOT / "data")],
                output=str(settings.models),
            )
        finally:
            logging.getLogger().removeHandler(handler)
    if result.code != TRAINED or result.model is None:
        raise ServiceError("训练没有得到模型", f"详情见 {log}。")
    return Path(result.model)
