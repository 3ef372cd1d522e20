"""Which clause of the plan a message is about, learnt from the plan itself and from questions about it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import features, linear
from bot.nlu.linear import Lesson, LinearModel, softmax
from bot.text import folding, plain

# A parsed message's key: [{"about": a clause of the plan, "intent": its section's, "confidence": 0 to 1}, …]
CLAUSES = "clauses"
ABOUT = "about"  # in an example's metadata: the clause of the plan that it is about,
WHOLE = "*"  # or that it is about its section as a whole; then the parsed message has no words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class PlanClauseClassifier(GraphComponent, IntentClassifier):
    """Ranks the plan's clauses by how likely a message asks about each. Sets no intent.

    Learns from every example that is about one clause: the clause's own text, and the questions that people
    wrote. Stands after the intent classifier, whose probabilities it takes as a prior.
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
            # Chosen on questions held out from the examples.
            "strength": 2.0,  # inverse of the regularisation
            "made_weight": 0.5,  # of a clause's own text; a question that people wrote has 1
            "intent_weight": 0.6,  # of the intent's probability beside the clause's own score
            "sharpness": 5.0,  # from scores to probabilities
            "ranking_length": 8,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa sees this class change, and its configuration, but not the code that it calls."""
        code = b"".join(Path(module.__file__).read_bytes() for module in (features, linear, plain, folding))
        return hashlib.sha256(code).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
        intent_of: dict[str, str] | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._intents = [(intent_of or {})[clause] for clause in model.intents] if model else []
        self._longest = max(map(len, config["synonyms"]), default=0)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlanClauseClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PlanClauseClassifier:
        with model_storage.read_from(resource) as folder:
            known = folder / "intents.json"
            if not known.exists():  # a plan without clauses to tell apart
                return cls(config, model_storage, resource)
            intent_of = json.loads(known.read_text("utf-8"))
            return cls(config, model_storage, resource, LinearModel.load(folder), intent_of)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that say what they are about, and keep the model in the resource.

        Questions about a clause that the plan has no longer are left out.
        """
        made = {about(e) for e in training_data.intent_examples if "origin" in (e.get(METADATA) or {})}
        examples = [e for e in training_data.intent_examples if about(e) in made - {""} | {WHOLE}]
        intent_of = {label(example): example.get(INTENT) for example in examples}
        with self._storage.write_to(self._resource) as folder:
            if len(intent_of) > 1:
                weight = float(self._config["made_weight"])
                self._model = linear.fit(
                    [
                        Lesson(
                            self._features(example),
                            label(example),
                            weight if "origin" in (example.get(METADATA) or {}) else 1.0,
                        )
                        for example in examples
                    ],
                    [],
                    strength=float(self._config["strength"]),
                    likeness=0.0,
                    sharpness=float(self._config["sharpness"]),
                )
                self._model.save(folder)
                (folder / "intents.json").write_text(json.dumps(intent_of, ensure_ascii=False), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            ranked = self._ranked(message) if self._model is not None and text and text.strip() else []
            message.set(CLAUSES, ranked, add_to_output=True)
        return messages

    def _ranked(self, message: Message) -> list[dict[str, Any]]:
        assert self._model is not None
        ranking = [message.get(INTENT) or {}, *(message.get("intent_ranking") or ())]
        prior = {found.get("name"): float(found.get("confidence") or 0.0) for found in reversed(ranking)}
        expected = np.array([prior.get(intent, 0.0) for intent in self._intents])
        scores = self._model.scores(self._features(message)) + float(self._config["intent_weight"]) * expected
        sure = softmax(float(self._config["sharpness"]) * scores)
        best = sure.argsort()[::-1][: int(self._config["ranking_length"])]
        return [
            {
                ABOUT: "" if self._model.intents[i].startswith(WHOLE) else self._model.intents[i],
                "intent": self._intents[i],
                "confidence": round(float(sure[i]), 4),
            }
            for i in best
        ]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _features(self, message: Message) -> list[str]:
        words = (token.text for token in message.get(TOKENS_NAMES[TEXT]) or ())
        return features.features_of(message.get(TEXT), words, self._config["synonyms"], self._longest)


def about(example: Message) -> str:
    """The clause that an example is about, or WHOLE; empty where nobody said."""
    metadata = example.get(METADATA) or {}
    return str(metadata.get(ABOUT) or (metadata.get(METADATA_INTENT) or {}).get(ABOUT) or "")


def label(example: Message) -> str:
    """What the model tells apart: the clauses, and the sections as wholes."""
    return WHOLE + example.get(INTENT) if about(example) == WHOLE else about(example)
