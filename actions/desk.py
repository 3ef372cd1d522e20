"""The one place in a process that answers questions: made when first asked, made anew for another plan."""

from __future__ import annotations

import threading
from datetime import datetime
from functools import lru_cache

from bot.answer import Answers
from bot.records import Answer, Question
from bot.settings import Settings, read_settings
from bot.store import queries
from bot.store.session import Store, open_store


class Desk:
    """Answers from the plan that is the default now. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._answers: Answers | None = None
        self._edition: tuple[str, datetime] | None = None  # slug, loaded at

    def prepare(self) -> None:
        """Read the plan now rather than at the first question. Raises what `reply` raises."""
        self._current()

    def reply(self, question: Question) -> Answer:
        """Raises StoreMissing, StoreBusy and other PlanBotErrors, which say in Chinese what to do."""
        return self._current().reply(question)

    def _current(self) -> Answers:
        with self._lock:
            if self._store is None:
                self._store = open_store(self.settings.database_url)
            with self._store.session() as session:
                plan = queries.default_plan(session)
            edition = (plan.slug, plan.loaded_at)
            if self._answers is None or edition != self._edition:
                self._answers, self._edition = Answers(self._store, self.settings.lexicon), edition
            return self._answers


@lru_cache(maxsize=1)
def shared_desk() -> Desk:
    """The desk of this process, with the settings of its environment. Raises SettingsError."""
    return Desk(read_settings())
