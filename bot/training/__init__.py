"""From the task database to training data, and from training data to a Rasa model."""

from bot.training.training import train

__all__ = ["train"]
