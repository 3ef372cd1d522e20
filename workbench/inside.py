"""What stands where the server has other processes: the action server, and the logs."""

from __future__ import annotations

import logging
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_plan import ActionAnswerPlan
from workbench.records import Fault

WATCHED = ("actions", "bot", "rasa")  # loggers whose errors are faults of a turn
_UNSAID = "Not said, since unsupported"  # how the guard's entry in the log begins


class ActionsHere(EndpointConfig):  # type: ignore[misc]
    """Runs the action that Rasa would ask a server for."""

    def __init__(self, action: ActionAnswerPlan) -> None:
        super().__init__("here")
        self._action = action

    async def request(self, *_: Any, json: Any = None, **__: Any) -> dict[str, Any]:
        """What the action server would reply to the action call `json`."""
        dispatcher = CollectingDispatcher()
        events = self._action.run(dispatcher, Tracker.from_dict(json["tracker"]), {})
        return {"events": events, "responses": dispatcher.messages}


class Faults(logging.Handler):
    """Keeps what is logged as an error, from `watch` to `end`."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[Fault] = []

    def watch(self) -> None:
        for name in WATCHED:
            logging.getLogger(name).addHandler(self)

    def end(self) -> None:
        for name in WATCHED:
            logging.getLogger(name).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            message += f": {record.exc_info[1]!r}"
        self.found.append(Fault(record.name, message, str(record.msg).startswith(_UNSAID)))
