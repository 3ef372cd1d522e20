"""Slips of the keyboard in a message, put right before anything else reads it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text import plain as folding_of_questions
from bot.text import spelling
from bot.text.plain import plain
from bot.text.spelling import CharacterModel, correct, runs

TYPED = "typed"  # a parsed message's key: what the user typed, where the message now reads otherwise
MADE_WEIGHT, EVERYDAY_WEIGHT = 0.5, 1.5  # of an example made from the plan, and of a word of the thesaurus
# Words of jieba's dictionary that occur so often there are counted, the commonest most.
LEAST_FREQUENCY, FREQUENCY_WEIGHT, MOST_WEIGHT = 20, 0.12, 1.5


# An extractor in Rasa's eyes: a featurizer would be loaded while training too, to change no example.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PlanSpeller(GraphComponent):
    """Reads every message as what was probably meant. Stands first in the pipeline.

    Learns from all examples, from the plan's own clauses among them, and from jieba's dictionary.
    """

    @staticmethod
    def required_packages() -> list[str]:
        return ["jieba", "pypinyin"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"words": [], "asking": []}  # of the plan and of the thesaurus; of asking

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa sees this class change, and its configuration, but not the code that it calls."""
        code = b"".join(Path(module.__file__).read_bytes() for module in (spelling, folding_of_questions))
        return hashlib.sha256(code).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: CharacterModel | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlanSpeller:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PlanSpeller:
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / "counts.json").read_text("utf-8"))
        return cls(config, model_storage, resource, CharacterModel(counts))

    def train(self, training_data: TrainingData) -> Resource:
        """Count what stands beside what in the examples, and keep the counts in the resource."""
        sentences = [
            (
                plain(example.get(TEXT)),
                MADE_WEIGHT if (example.get(METADATA) or {}).get("origin") == "question" else 1.0,
            )
            for example in training_data.intent_examples
            if example.get(TEXT)
        ]
        everyday = [*self._config["words"], *self._config["asking"]]
        words = [*_dictionary(), *((word, EVERYDAY_WEIGHT) for word in everyday)]
        counts = {run: round(count, 2) for run, count in runs(sentences, words).items()}
        with self._storage.write_to(self._resource) as folder:
            (folder / "counts.json").write_text(json.dumps(counts, ensure_ascii=False), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the text to what was meant, and keep what was typed where that differs."""
        for message in messages:
            typed = message.get(TEXT)
            if self._model is None or not typed:
                continue
            folded = plain(typed)
            meant = correct(folded, self._model)
            if meant != folded:
                message.set(TYPED, typed, add_to_output=True)
                message.set(TEXT, meant, add_to_output=True)
        return messages


def _dictionary() -> Iterator[tuple[str, float]]:
    """jieba's words of two characters and more, with the weight of one."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word, frequency in tokenizer.FREQ.items():
        if frequency >= LEAST_FREQUENCY and len(word) > 1:
            yield word, min(MOST_WEIGHT, FREQUENCY_WEIGHT * math.log(frequency))
