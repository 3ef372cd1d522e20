"""Answers from the database: the newest plan by default, noticed when it changes."""

from __future__ import annotations

import threading
from pathlib import Path

from bot.answer.kinds.lists import FindTasks
from bot.answer.question.lexicon import load_lexicon
from bot.answer.service import PlanAnswers
from bot.records import Answer, Question, Task
from bot.store import queries
from bot.store.filters import TaskFilter
from bot.store.session import Store


class Answers:
    """Replies to questions about the default plan of a store. Safe to share between threads."""

    def __init__(self, store: Store, lexicon_dir: Path) -> None:
        self._store = store
        self._lexicon_dir = lexicon_dir
        self._lexicon = load_lexicon(lexicon_dir)
        self._lock = threading.Lock()
        self._edition: tuple[object, ...] | None = None
        self._current: PlanAnswers | None = None

    def prepare(self) -> None:
        """Read the plan now rather than at the first question. Raises what `reply` raises."""
        self._plan_answers()

    def reply(self, question: Question) -> Answer:
        """The answer to one question. Raises StoreMissing, StoreBusy and other StoreErrors."""
        return self._plan_answers().reply(question)

    @property
    def current(self) -> PlanAnswers | None:
        """What answered the last question; None before the first."""
        return self._current

    def _plan_answers(self) -> PlanAnswers:
        with self._store.session() as session:
            info = queries.default_plan(session)
            edition = (info.slug, info.loaded_at)
            with self._lock:
                if self._current is None or edition != self._edition:
                    plan = queries.load(session, info.slug)
                    self._current = PlanAnswers(
                        plan, self._lexicon, self._lexicon_dir, self._finder(info.slug)
                    )
                    self._edition = edition
                return self._current

    def _finder(self, slug: str) -> FindTasks:
        def find(where: TaskFilter) -> list[Task]:
            with self._store.session() as session:
                return queries.tasks(session, slug, where)

        return find
