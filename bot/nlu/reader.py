"""What a message asks of what: aspect, owner, period and dates, as the answer side reads them."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.answer.question.lexicon import load_lexicon
from bot.answer.question.reader import Reader
from bot.errors import PlanBotError
from bot.records import Plan
from bot.settings import Settings, read_settings
from bot.store import queries
from bot.store.session import open_store

logger = logging.getLogger(__name__)
CHINA = timezone(timedelta(hours=8))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlanReader(GraphComponent, EntityExtractorMixin):
    """Sets the entities of a message. Reads the plan that is the default when the model is loaded."""

    def __init__(self, settings: Settings, reader: Reader | None) -> None:
        self._settings = settings
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlanReader:
        settings = read_settings()
        try:
            reader = Reader(_default_plan(settings), load_lexicon(settings.lexicon))
        except PlanBotError as error:
            logger.error("No entities will be read from messages: %s", error)
            reader = None
        return cls(settings, reader)

    def process(self, messages: list[Message]) -> list[Message]:
        if self._reader is None:
            return messages
        today = self._settings.today or datetime.now(CHINA).date()
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = message.get(ENTITIES, []) + self._entities(text, today)
                message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _entities(self, text: str, today: date) -> list[dict[str, Any]]:
        assert self._reader is not None
        return [
            {
                "entity": entity.entity,
                "value": entity.value,
                "start": entity.start,
                "end": entity.end,
                "extractor": type(self).__name__,
            }
            for entity in self._reader.read(text, today)
        ]


def _default_plan(settings: Settings) -> Plan:
    store = open_store(settings.database_url)
    try:
        with store.session() as session:
            return queries.load(session, queries.default_plan(session).slug)
    finally:
        store.close()
