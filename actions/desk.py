"""The one place in a process that answers questions, and notes for the operator which ones it could not."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from bot.answer import Answers
from bot.errors import StoreError
from bot.records import Answer, Question
from bot.settings import Settings, read_settings
from bot.store import log
from bot.store.session import Store, open_store

logger = logging.getLogger(__name__)
UNANSWERED = {"not_understood": "没看懂", "not_mentioned": "计划未提及"}  # kind of answer → reason in the log
PURGE_EVERY = timedelta(days=1)


class Desk:
    """Answers from the default plan. Opens the database when first asked. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._open: tuple[Store, Answers] | None = None
        self._purged: datetime | None = None

    def prepare(self) -> None:
        """Read the plan now rather than at the first question. Raises what `reply` raises."""
        self._opened()[1].prepare()

    def reply(self, question: Question, *, sender: str = "", channel: str = "") -> Answer:
        """The answer; a question without one is noted with `sender` and `channel`.

        Raises StoreMissing, StoreBusy and other PlanBotErrors, which say in Chinese what to do.
        """
        store, answers = self._opened()
        answer = answers.reply(question)
        if reason := UNANSWERED.get(answer.kind):
            self._note(store, question, reason, sender, channel)
        return answer

    def _opened(self) -> tuple[Store, Answers]:
        with self._lock:
            if self._open is None:
                store = open_store(self.settings.database_url)
                self._open = store, Answers(store, self.settings.lexicon)
            return self._open

    def _note(self, store: Store, question: Question, reason: str, sender: str, channel: str) -> None:
        now = datetime.fromtimestamp(question.asked_at, timezone.utc)
        try:
            with store.begin() as session:
                if self._purged is None or now - self._purged > PURGE_EVERY:
                    log.purge(session, now - log.KEEP)
                    self._purged = now
                log.note_unanswered(
                    session,
                    text=question.typed or question.text,
                    at=now,
                    channel=channel,
                    sender=sender,
                    guessed=question.intent,
                    reason=reason,
                )
        except StoreError as error:  # a note that is lost must not cost the user the answer
            logger.warning("A question without an answer was not noted: %s", error)


@lru_cache(maxsize=1)
def shared_desk() -> Desk:
    """The desk of this process, with the settings of its environment. Raises SettingsError."""
    return Desk(read_settings())
