"""The action that answers everything about the plan."""

from __future__ import annotations

import logging
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.desk import Desk, shared_desk
from actions.question import question_from
from bot.errors import PlanBotError, SettingsError, StoreBusy, StoreError
from bot.records import Answer

logger = logging.getLogger(__name__)
THREAD = ("aspect", "item", "owner", "period", "ordinal")  # slots that show what the answer remembers
BUG = "抱歉，系统出了点问题，这次没能回答。请稍后再试，或换个问法。"
OUT_OF_ORDER = "抱歉，问答暂时用不了。请稍后再试，或告诉管理员。"
_BLANK_LINES = re.compile(r"\n\s*\n")


class ActionAnswerPlan(Action):
    """Answer a question about the plan from the task database."""

    def __init__(self, desk: Desk | None = None) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_answer_plan"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        try:
            desk = self._desk or shared_desk()
            answer = desk.reply(
                question_from(tracker, desk.settings),
                sender=tracker.sender_id,
                channel=tracker.get_latest_input_channel() or "",
            )
        except PlanBotError as error:
            logger.error("%s: %s %s", type(error).__name__, error, error.advice)
            dispatcher.utter_message(text=_polite(error))
            return []
        except Exception:  # the user gets a line in any case; the log says what to mend
            logger.exception("A bug in answering %r", tracker.latest_message.get("text"))
            dispatcher.utter_message(text=BUG)
            return []
        dispatcher.utter_message(
            text=_BLANK_LINES.sub("\n", answer.text),  # channels would cut the text at a blank line
            buttons=[{"title": next_.title, "payload": next_.message} for next_ in answer.follow_ups],
            json_message={"answer": answer.as_dict()},
        )
        return remembered(answer, tracker)


def _polite(error: PlanBotError) -> str:
    """What a user is told: the operator's part of an error (addresses, settings) stays in the log."""
    if isinstance(error, (StoreError, SettingsError)) and not isinstance(error, StoreBusy):
        return OUT_OF_ORDER
    return "\n".join(filter(None, (f"抱歉，{error}。", error.advice)))


def remembered(answer: Answer, tracker: Tracker) -> list[dict[str, Any]]:
    """What the conversation keeps of an answer: its memory, and the slots that show it."""
    events = [SlotSet("memory", answer.memory)]
    for slot in THREAD:
        value = answer.memory.get(slot)
        if (
            slot in answer.memory
            and (value is None or isinstance(value, str))
            and value != tracker.slots.get(slot)
        ):
            events.append(SlotSet(slot, value))
    return events
