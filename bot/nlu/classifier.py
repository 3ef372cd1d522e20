"""The intent of a message: a section of the plan, a kind of question, or small talk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import features, linear, omissions
from bot.nlu.linear import Lesson, LinearModel
from bot.nlu.omissions import slipped
from bot.text import folding, plain


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PlanIntentClassifier(GraphComponent, IntentClassifier):
    """A linear machine over characters, words, the plan's words for everyday ones, sound, sections.

    Examples whose metadata names an `origin` were made from the plan: they weigh less than those that people
    wrote, and those of origin `clause` are the text of the section that their intent stands for.

    `synonyms` in its configuration comes from the importer, so another thesaurus gives another fingerprint.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn", "pypinyin"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "synonyms": {},  # everyday word → the plan's words
            # Chosen by cross validation on the hand-written examples.
            "strength": 2.0,  # inverse of the regularisation
            "likeness": 3.0,  # weight of a message's likeness to a section's text
            "sharpness": 5.0,  # from scores to probabilities that are right as often as they say
            "made_weight": 0.5,  # of an example that was made from the plan; one that people wrote has 1
            "ranking_length": 8,
            # Intents that a question about the plan has not.
            "chat": ["greet", "thank", "goodbye", "praise", "complain"],
            "telling": ["deadline", "target", "owner", "source"],  # aspects that only such a question has
            "talk": ["greet", "thank", "goodbye", "praise", "complain", "help", "bot_identity", "human"],
            "talk_at_least": 0.3,  # confidence below which small talk is no better than what comes next
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa sees this class change, and its configuration, but not the code that it calls."""
        code = b"".join(
            Path(module.__file__).read_bytes() for module in (features, linear, omissions, plain, folding)
        )
        return hashlib.sha256(code).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._longest = max(map(len, config["synonyms"]), default=0)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlanIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PlanIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, LinearModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent, and keep the model in the resource."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        made = float(self._config["made_weight"])
        lessons = [
            Lesson(self._features(example), example.get(INTENT), made if _origin(example) else 1.0)
            for example in examples
        ]
        sections: dict[str, list[str]] = {}
        for example, lesson in zip(examples, lessons, strict=True):
            if _origin(example) == "clause":
                sections.setdefault(lesson.intent, []).extend(lesson.features)
        texts = [example.get(TEXT) for example in examples]
        hurried = slipped(zip(texts, lessons, strict=True), self._config["synonyms"], self._longest)
        self._model = linear.fit(
            [*lessons, *hurried],
            list(sections.values()),
            strength=float(self._config["strength"]),
            likeness=float(self._config["likeness"]),
            sharpness=float(self._config["sharpness"]),
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking. A message without any text gets an intent with confidence 0."""
        for message in messages:
            text = message.get(TEXT)
            if self._model is None or not text or not text.strip():
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            probabilities = self._model.probabilities(self._features(message))
            best = probabilities.argsort()[::-1][: int(self._config["ranking_length"])]
            ranking = [
                {"name": self._model.intents[index], "confidence": float(probabilities[index])}
                for index in best
            ]
            if ranking[0]["name"] in self._config["chat"] and self._asks_of_the_plan(message):
                ranking.sort(key=lambda intent: intent["name"] in self._config["chat"])
            elif ranking[0]["confidence"] < float(self._config["talk_at_least"]):
                ranking.sort(key=lambda intent: intent["name"] in self._config["talk"])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _asks_of_the_plan(self, message: Message) -> bool:
        """Whether it asks when, how many, who …: no small talk then (到什么时候结束 is no goodbye)."""
        return any(
            entity["entity"] == "aspect" and entity["value"] in self._config["telling"]
            for entity in message.get(ENTITIES) or ()
        )

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """As they are: what follows learns from the intents that people gave."""
        return training_data

    def _features(self, message: Message) -> list[str]:
        words = (token.text for token in message.get(TOKENS_NAMES[TEXT]) or ())
        return features.features_of(message.get(TEXT), words, self._config["synonyms"], self._longest)


def _origin(example: Message) -> str | None:
    """What an example was made from; None for one that people wrote."""
    origin: str | None = (example.get(METADATA) or {}).get("origin")
    return origin
