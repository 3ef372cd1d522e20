"""The two shapes in which the ways of answering are handed around."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer.question.inquiry import Inquiry
from bot.answer.question.topic import Topic
from bot.records import Answer

Step = Callable[[Inquiry], "Answer | None"]  # one kind of answer; None: not this kind
Tell = Callable[[Inquiry, Topic, "str | None"], Answer]  # tells one aspect of one place
