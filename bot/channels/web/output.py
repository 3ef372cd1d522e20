"""What the bot says, collected as data: one message is one entry, however many parts Rasa gave it."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

Message = dict[str, Any]


class AnswerOutput(OutputChannel):
    """Collects a turn's messages as `{"text", "answer", "buttons"}`.

    Rasa calls `send_response` once for each `utter_message` and would split text, buttons and
    custom data into messages of their own; they belong together, so they are taken whole.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []

    @classmethod
    def name(cls) -> str:
        return "web"

    async def send_response(self, recipient_id: str, message: Message) -> None:
        text = message.get("text")
        answer = _answer_of(message)
        if not text and answer is None:
            return
        self.messages.append(
            {"text": str(text or ""), "answer": answer, "buttons": _buttons_of(message)},
        )


def _answer_of(message: Message) -> dict[str, Any] | None:
    """The answer's data, from `json_message={"answer": …}` or from a keyword of its own."""
    custom = message.get("custom")
    answer = custom.get("answer") if isinstance(custom, dict) else None
    answer = answer or message.get("answer")
    return answer if isinstance(answer, dict) else None


def _buttons_of(message: Message) -> list[dict[str, str]]:
    """The buttons as `{"title", "payload"}`; one without a title is left out."""
    buttons = [*(message.get("buttons") or []), *(message.get("quick_replies") or [])]
    return [
        {"title": str(button["title"]), "payload": str(button.get("payload") or button["title"])}
        for button in buttons
        if isinstance(button, dict) and button.get("title")
    ]
