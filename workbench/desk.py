"""The desk that answers, watched: question, what was read from it, answer, and the database's part."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

from actions.desk import Desk
from bot.records import Answer, Plan, Question
from bot.settings import Settings
from bot.store import log
from bot.store.watch import Statement, watched
from workbench.records import Query


class WatchedDesk(Desk):
    """Notes how it answers. One question at a time; `begin` forgets the one before."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.asked_at = 0.0  # seconds since 1970 that the next question is given: the bench's clock
        self.question: Question | None = None
        self.answer: Answer | None = None
        self.queries: list[Query] = []
        self._watching = ExitStack()

    def watch(self) -> None:
        """Begin to see what the database is asked. To be ended by `close`."""
        store, _ = self._opened()
        self._watching.enter_context(watched(store, self._saw))

    def close(self) -> None:
        self._watching.close()
        self._opened()[0].close()

    def begin(self, today: date, asked_at: float) -> None:
        """Forget the turn before. The next question is asked on `today`, at `asked_at`."""
        self.settings = replace(self.settings, today=today)
        self.asked_at = asked_at
        self.question = self.answer = None
        self.queries = []

    def reply(self, question: Question, *, sender: str = "", channel: str = "") -> Answer:
        self.question = replace(question, asked_at=self.asked_at)
        self.answer = super().reply(self.question, sender=sender, channel=channel)
        return self.answer

    @property
    def plan(self) -> Plan:
        """The plan that questions are answered from. Raises what `reply` raises."""
        self.prepare()
        answers = self._opened()[1].current
        assert answers is not None
        return answers.knowledge.plan

    def inquiry(self) -> dict[str, Any] | None:
        """What the answer side reads from the turn's question, before any answer; None without a question."""
        answers = self._opened()[1].current
        if self.question is None or answers is None:
            return None
        inquiry = answers.inquiry(self.question)
        return {
            "text": inquiry.text,
            "words": [
                {"surface": word.surface, "weight": round(word.weight, 3), "known": word.known}
                for word in inquiry.words
            ],
            "aspects": inquiry.aspects,
            "carried_aspect": inquiry.carried_aspect,
            "owner": inquiry.asked_owner,
            "bare": inquiry.is_bare,
            "points_back": inquiry.points_back,
        }

    def rows(self, sender: str) -> list[dict[str, Any]]:
        """The operator's log of one conversation, oldest first."""
        with self._opened()[0].session() as session:
            found = {*log.unanswered(session), *log.feedback(session)}
        return [
            {
                "kind": row.kind,
                "text": row.text,
                "guessed": row.guessed,
                "reason": row.reason,
                "channel": row.channel,
            }
            for row in sorted(found, key=lambda row: row.at)
            if row.sender == sender
        ]

    def _saw(self, statement: Statement) -> None:
        if statement.sql.startswith(("PRAGMA", "BEGIN")):
            return
        values = statement.parameters
        plain = dict(values) if isinstance(values, Mapping) else [_plain(value) for value in values]
        self.queries.append(Query(statement.sql, plain, statement.rows, statement.seconds * 1000))


def question_as_dict(question: Question) -> dict[str, Any]:
    """The typed question; its memory is among the slots."""
    return {
        "text": question.text,
        "intent": question.intent,
        "confidence": question.confidence,
        "entities": [
            {"entity": e.entity, "value": e.value, "start": e.start, "end": e.end} for e in question.entities
        ],
        "remembers": sorted(question.memory),
        "today": question.today.isoformat(),
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
