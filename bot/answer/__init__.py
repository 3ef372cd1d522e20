"""Questions to answers: the part between the two doors, which knows neither Rasa nor any channel."""

from bot.answer.answers import Answers
from bot.answer.lexicon import load_lexicon
from bot.answer.reading import Reader

__all__ = ["Answers", "Reader", "load_lexicon"]
