"""A small made-up plan, asked without Rasa: what is proved here holds for any plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

import jieba
import pytest
from jieba.posseg import POSTokenizer

from bot.answer import Reader, load_lexicon
from bot.answer.service import PlanAnswers
from bot.plan import parse
from bot.records import Answer, Clause, Plan, Question
from bot.settings import ROOT
from bot.store import queries
from bot.store.loader import load_plan
from bot.store.session import open_store

LEXICON = ROOT / "data" / "lexicon"
TODAY = date(2024, 3, 1)


@pytest.fixture(scope="session", autouse=True)
def one_dictionary() -> Iterator[None]:
    """jieba's dictionary is read once and copied for each plan: reading takes longer than all answers."""
    first = jieba.Tokenizer()
    first.initialize()
    tags = POSTokenizer(first).word_tag_tab

    def initialize(self: jieba.Tokenizer, dictionary: object = None) -> None:
        if not self.initialized:
            self.FREQ, self.total, self.initialized = dict(first.FREQ), first.total, True

    def tag(self: POSTokenizer, file: object) -> None:
        self.word_tag_tab = dict(tags)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jieba.Tokenizer, "initialize", initialize)
        patch.setattr(POSTokenizer, "load_word_tag", tag)
        yield


@pytest.fixture(scope="session")
def plan() -> Plan:
    return parse((Path(__file__).parent / "plan.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def answers(plan: Plan) -> PlanAnswers:
    return _answers(plan)


def _answers(plan: Plan) -> PlanAnswers:
    store = open_store("sqlite://")
    store.upgrade()
    load_plan(store, plan, slug="water", file="plan.txt", loaded_at=datetime(2024, 1, 1, tzinfo=timezone.utc))

    def find(where: queries.TaskFilter) -> list[Any]:
        with store.session() as session:
            return queries.tasks(session, "water", where)

    return PlanAnswers(plan, load_lexicon(LEXICON), LEXICON, find)


@pytest.fixture(scope="session")
def reader(plan: Plan) -> Reader:
    return Reader(plan, load_lexicon(LEXICON))


Ask = Callable[..., Answer]


@pytest.fixture
def ask(answers: PlanAnswers, reader: Reader) -> Ask:
    """One conversation: each call is its next turn. `intent`, `clauses` as NLU would give them, if sure."""
    return _conversation(answers, reader)


@pytest.fixture(scope="session")
def ask_about() -> Callable[[str], Ask]:
    """A conversation about another made-up plan, given by its text."""

    @lru_cache(maxsize=16)
    def loaded(text: str) -> tuple[PlanAnswers, Reader]:
        plan = parse(text)
        return _answers(plan), Reader(plan, load_lexicon(LEXICON))

    return lambda text: _conversation(*loaded(text))


def _conversation(answers: PlanAnswers, reader: Reader) -> Ask:
    memory: dict[str, Any] = {}
    clock = [0.0]

    def turn(
        text: str,
        *,
        intent: str = "nlu_fallback",
        clauses: tuple[Clause, ...] = (),
        today: date = TODAY,
        after: float = 5.0,
        memory_of: dict[str, Any] | None = None,
    ) -> Answer:
        memory.update(memory_of or {})  # what another talk left
        clock[0] += after
        entities = tuple(reader.read(text, today))
        question = Question(text, intent, 0.9, (), entities, dict(memory), today, clock[0], clauses=clauses)
        answer = answers.reply(question)
        memory.clear()
        memory.update(answer.memory)
        return answer

    return turn
