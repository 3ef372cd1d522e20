"""Questions to answers: the part between the two doors, which knows neither Rasa nor any channel."""

from bot.answer.answers import Answers
from bot.answer.question.lexicon import load_lexicon
from bot.answer.question.reader import Reader

__all__ = ["Answers", "Reader", "load_lexicon"]
