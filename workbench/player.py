"""The bot in this process, watched: Rasa's agent with the trained model, and actions without a server."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.log_utils import configure_structlog

from actions.answer_plan import ActionAnswerPlan
from bot.channels.actions import call_quickly
from bot.channels.application import handle
from bot.channels.conversations import RecentConversations
from bot.nlu.reader import PlanReader
from bot.settings import Settings
from workbench.desk import WatchedDesk, question_as_dict
from workbench.frozen import environment_of, freeze
from workbench.inside import ActionsHere, Faults
from workbench.project import RULE_POLICY, of_plan
from workbench.records import Ran, TestCase, Turn, Understood

CHINA = timezone(timedelta(hours=8))
FALLBACK = "nlu_fallback"
BETWEEN = 5.0  # seconds from one message to the next, by the bench's clock


@dataclass
class _Talk:
    """One conversation under way."""

    today: date
    clock: float  # seconds since 1970
    slots: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 0  # of the operator's log that it has made


class Player:
    """Holds conversations with the bot and tells how each turn went. Threads take turns.

    The database is a frozen copy, and the clock starts at nine in the morning of the settings' today (or the
    real one) for every conversation.
    """

    def __init__(self, settings: Settings, model: Path) -> None:
        """Raises StoreMissing without a database, and rasa's exceptions when the model cannot be loaded."""
        call_quickly()
        configure_structlog(logging.WARNING)  # Rasa would print every step
        self._folder = tempfile.TemporaryDirectory(prefix="bench-")
        self.settings = freeze(settings, Path(self._folder.name))
        self.today = settings.today or datetime.now(CHINA).date()
        self.faults = Faults()
        self.faults.watch()
        self.loop = asyncio.new_event_loop()
        self.desk = WatchedDesk(self.settings)
        self.desk.prepare()
        self.desk.watch()
        self.rules = of_plan(self.desk.plan, settings.lexicon).rules_by_turn
        with environment_of(self.settings):
            self.agent = Agent.load(str(model), action_endpoint=ActionsHere(ActionAnswerPlan(self.desk)))
        assert self.agent.processor is not None
        self._processor = self.agent.processor
        self._store = RecentConversations(self.agent.domain, conversations=5000)
        self._processor.tracker_store = self._store
        self._talks: dict[str, _Talk] = {}
        self._lock = threading.RLock()
        self._spent: dict[str, float] = {}
        self._tracker: DialogueStateTracker | None = None
        self._application: Any = SimpleNamespace(ctx=SimpleNamespace(agent=self.agent))  # as the server's
        self._lapsed = False
        self._reader = self._find_reader()
        self._watch()

    def begin(
        self, conversation: str, *, today: date | None = None, slots: Mapping[str, Any] | None = None
    ) -> None:
        """Start a conversation afresh, on a day and with slots that are set. `say` does so by itself."""
        with self._lock:
            today = today or self.today
            nine = datetime(today.year, today.month, today.day, 9, tzinfo=CHINA).timestamp()
            self._talks[conversation] = _Talk(today, nine)
            self._store.forget(conversation)
            if slots:
                self.loop.run_until_complete(self._set_slots(conversation, slots))

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        """One message and all that came of it. `later`: minutes since the last turn, by the bench's clock."""
        with self._lock:
            if conversation not in self._talks:
                self.begin(conversation)
            talk = self._talks[conversation]
            talk.clock += BETWEEN + 60 * later
            self._lapsed = (
                bool(later) and later >= self._processor.domain.session_config.session_expiration_time
            )
            self.desk.begin(talk.today, talk.clock)
            if self._reader is not None:
                self._reader._settings = replace(self._reader._settings, today=talk.today)
            self.faults.found.clear()
            self._tracker = None
            self._spent = dict.fromkeys(("nlu", "policy", "action"), 0.0)
            output = CollectingOutputChannel()
            message = UserMessage(
                text, output, conversation, input_channel="bench", metadata=dict(metadata or {})
            )
            began = time.perf_counter()
            self.loop.run_until_complete(handle(self._application, message))
            total = time.perf_counter() - began
            return self._turn(conversation, text, output.messages, total)

    def refuses(self, case: TestCase) -> str | None:
        """Nothing is refused: everything can be set and seen here."""
        return None

    def rows(self, conversation: str) -> list[dict[str, Any]]:
        """What a conversation left in the operator's log."""
        return self.desk.rows(conversation)

    def close(self) -> None:
        self.faults.end()
        self.desk.close()
        self.loop.close()
        self._folder.cleanup()

    def _turn(self, conversation: str, text: str, messages: list[dict[str, Any]], total: float) -> Turn:
        tracker, talk = self._tracker, self._talks[conversation]
        spent = {step: 1000 * seconds for step, seconds in self._spent.items()}
        spent["query"] = sum(one.milliseconds for one in self.desk.queries)
        spent["total"] = 1000 * total
        if tracker is None:  # the server answered without asking Rasa
            return Turn(
                text,
                _text(messages),
                milliseconds=spent,
                messages=tuple(messages),
                faults=tuple(self.faults.found),
            )
        events = _events_of_turn(tracker)
        parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
        intent = (parsed.get("intent") or {}).get("name")
        slots = {
            name: slot.value for name, slot in tracker.slots.items() if name != "session_started_metadata"
        }
        before, talk.slots = talk.slots or dict.fromkeys(slots), slots
        said = [event for event in events if isinstance(event, BotUttered)]
        queries = tuple(self.desk.queries)
        made = any(one.sql.startswith("INSERT") for one in queries)
        rows = self.desk.rows(conversation) if made else []
        new = rows[talk.rows :]
        talk.rows += len(new)
        return Turn(
            said=text,
            text=_text(messages),
            intent=intent,
            confidence=(parsed.get("intent") or {}).get("confidence"),
            ranking=_ranking(parsed, intent),
            entities=tuple(
                Understood(e["entity"], str(e["value"]), int(e.get("start") or 0), int(e.get("end") or 0))
                for e in parsed.get("entities") or ()
            ),
            slots_before=before,
            slots_after=slots,
            ran=tuple(
                Ran(
                    e.action_name,
                    _policy(e.policy),
                    e.confidence,
                    self._rules_of(intent, e),
                )
                for e in events
                if isinstance(e, ActionExecuted) and e.action_name and e.action_name != "action_listen"
            ),
            events=tuple(event.as_dict() for event in events if not isinstance(event, UserUttered)),
            question=question_as_dict(self.desk.question) if self.desk.question else None,
            inquiry=self.desk.inquiry(),
            queries=queries,
            answer=_answer(messages),
            utters=tuple(e.metadata["utter_action"] for e in said if e.metadata.get("utter_action")),
            buttons=tuple(button for part in messages for button in part.get("buttons") or ()),
            messages=tuple(messages),
            rows=tuple(new),
            milliseconds=spent,
            faults=tuple(self.faults.found),
        )

    def _rules_of(self, intent: str | None, ran: ActionExecuted) -> tuple[str, ...]:
        return (
            self.rules.get((intent or "", ran.action_name), ()) if _policy(ran.policy) == RULE_POLICY else ()
        )

    async def _set_slots(self, conversation: str, slots: Mapping[str, Any]) -> None:
        tracker = await self._processor.fetch_tracker_and_update_session(conversation)
        for name, value in slots.items():
            tracker.update(SlotSet(name, value), self._processor.domain)
        await self._processor.save_tracker(tracker)
        self._talks[conversation].slots = {name: slot.value for name, slot in tracker.slots.items()}

    def _find_reader(self) -> PlanReader | None:
        """The component that reads dates: it has a clock of its own."""
        nodes = getattr(self._processor.graph_runner, "_instantiated_nodes", {})
        parts = (getattr(node, "_component", None) for node in nodes.values())
        return next((part for part in parts if isinstance(part, PlanReader)), None)

    def _watch(self) -> None:
        """Take the time of Rasa's steps, and keep the tracker that it saves at the end of a turn."""
        processor = self._processor
        parse, predict, run, save = (
            processor.parse_message,
            processor._predict_next_with_tracker,
            processor._run_action,
            processor.save_tracker,
        )

        async def timed_parse(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            parsed = await parse(*args, **kwargs)
            self._spent["nlu"] = self._spent.get("nlu", 0.0) + time.perf_counter() - began
            return parsed

        def timed_predict(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            prediction = predict(*args, **kwargs)
            self._spent["policy"] = self._spent.get("policy", 0.0) + time.perf_counter() - began
            return prediction

        async def timed_run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            ran = await run(*args, **kwargs)
            self._spent["action"] = self._spent.get("action", 0.0) + time.perf_counter() - began
            return ran

        async def kept_save(tracker: DialogueStateTracker) -> None:
            self._tracker = tracker
            await save(tracker)

        processor.parse_message = timed_parse
        processor._predict_next_with_tracker = timed_predict
        processor._run_action = timed_run
        processor.save_tracker = kept_save
        processor._has_session_expired = lambda tracker: self._lapsed


def _events_of_turn(tracker: DialogueStateTracker) -> list[Any]:
    events = list(tracker.events)
    last = max((n for n, event in enumerate(events) if isinstance(event, UserUttered)), default=-1)
    return [event for event in events[last + 1 :] if not isinstance(event, SessionStarted)]


def _ranking(parsed: Mapping[str, Any], chosen: str | None) -> tuple[tuple[str, float], ...]:
    return tuple(
        (other["name"], float(other["confidence"]))
        for other in parsed.get("intent_ranking") or ()
        if other.get("name") not in (None, FALLBACK, chosen)
    )


def _policy(name: str | None) -> str | None:
    """RulePolicy, of policy_1_RulePolicy."""
    return name.rsplit("_", 1)[-1] if name else None


def _text(messages: list[dict[str, Any]]) -> str:
    return "\n".join(part["text"] for part in messages if part.get("text"))


def _answer(messages: list[dict[str, Any]]) -> Mapping[str, Any] | None:
    """The data of what was said, as the channel got it."""
    return next(
        (part["custom"]["answer"] for part in messages if "answer" in (part.get("custom") or {})), None
    )
