"""Train one model: python -m bot.service.train_once FILE

In a process of its own, because Rasa's output and memory end with it. The file appears when it is complete.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bot.errors import PlanBotError
from bot.settings import read_settings
from bot.training import train


def main() -> None:
    """Train with the settings of the environment, and put the model where the first argument says."""
    settings = read_settings()
    target = Path(sys.argv[1])
    try:
        made = train(settings, settings.var / "log" / "train.log")
    except PlanBotError as error:
        sys.exit(f"{error}。{error.advice}")
    unfinished = target.with_suffix(".tmp")
    shutil.move(made, unfinished)
    unfinished.replace(target)


if __name__ == "__main__":
    main()
