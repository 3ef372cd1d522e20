"""What the user takes for granted of the matter that was talked about: “不是说年底前吗”, “算全省第一是吧”."""

from __future__ import annotations

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import LEANING, Inquiry
from bot.answer.question.steps import Tell
from bot.records import Answer

TIMES = ("period", "year")  # entities that say when, and name no matter


class Claims:
    """Holds a claim against the place that was talked about, whatever else the plan has of that day."""

    def __init__(self, knowledge: Knowledge, tell: Tell) -> None:
        self.knowledge = knowledge
        self._tell = tell

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """What the place says of the claim; None for what claims nothing, or something of its own."""
        topic = inquiry.topic
        if topic is None or not inquiry.asks("confirm") or inquiry.corrects or inquiry.about_everything:
            return None
        if inquiry.names_year not in (None, self.knowledge.is_past(topic.section)):
            return None
        if inquiry.asks("list") or inquiry.asked_owner or _names_matter(inquiry):
            return None
        return self._tell(inquiry, topic, inquiry.carried_aspect)


def _names_matter(inquiry: Inquiry) -> bool:
    """Whether the words beside the time that is claimed weigh as much as a matter does."""
    text = inquiry.text
    for entity in inquiry.entities:
        if entity.entity in TIMES:
            text = text[: entity.start] + "," * (entity.end - entity.start) + text[entity.end :]
    return sum(word.weight for word in inquiry.words_of(text)) >= LEANING
