"""The hand-written examples nearest to a message, and the words of the plan that they ask about."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.answer import plain
from bot.nlu import features, linear
from bot.nlu.linear import Weights, numbered
from bot.text import folding

NEAREST = "nearest_examples"  # a parsed message's key: [{"about": words of the plan, "likeness": 0 to 1}, …]
ABOUT = "about"  # in an example's metadata: the words of the plan that it asks about


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class PlanExampleFinder(GraphComponent):
    """Compares a message with every example that says which words of the plan it is about.

    A plan without such examples gets none, and is searched by its own words alone.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["pypinyin"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "synonyms": {},  # everyday word → the plan's words
            "most": 5,  # places of the plan that are passed on
            "least": 0.15,  # likeness of the last of them
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
        examples: KnownExamples | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._examples = examples
        self._longest = max(map(len, config["synonyms"]), default=0)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlanExampleFinder:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PlanExampleFinder:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, KnownExamples.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the features of every example that is about words of the plan."""
        examples = training_data.intent_examples
        known = [example for example in examples if _about(example)]
        self._examples = KnownExamples.learn(
            [self._features(example) for example in examples],
            [self._features(example) for example in known],
            [str(_about(example)) for example in known],
        )
        with self._storage.write_to(self._resource) as folder:
            self._examples.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            found = self._examples.nearest(self._features(message)) if self._examples and text else []
            near = [(about, like) for about, like in found if like >= float(self._config["least"])]
            rows = [{ABOUT: about, "likeness": round(like, 4)} for about, like in near]
            message.set(NEAREST, rows[: int(self._config["most"])], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _features(self, message: Message) -> list[str]:
        words = (token.text for token in message.get(TOKENS_NAMES[TEXT]) or ())
        return features.features_of(message.get(TEXT), words, self._config["synonyms"], self._longest)


class KnownExamples:
    """The vectors of all examples. Shapes: `vectors` (examples, features), `places` (examples,)."""

    def __init__(
        self, weights: Weights, vectors: sp.csr_matrix, abouts: list[str], places: np.ndarray
    ) -> None:
        self._weights, self._vectors, self._abouts, self._places = weights, vectors, abouts, places

    @classmethod
    def learn(cls, all_found: list[list[str]], found: list[list[str]], abouts: list[str]) -> KnownExamples:
        """From the features of all examples, which tell how rare each is, and of those with a place."""
        distinct = sorted(set(abouts))
        place = {about: number for number, about in enumerate(distinct)}
        weights = Weights.learn(all_found)
        vectors = weights.matrix(found) if found else sp.csr_matrix((0, len(weights.idf)))
        return cls(weights, vectors, distinct, np.array([place[about] for about in abouts], dtype=np.int64))

    def nearest(self, found: list[str]) -> list[tuple[str, float]]:
        """The places of the plan with the likeness (0 to 1) of their nearest example, best first."""
        indices, values = self._weights.vector(found)
        if not len(indices) or not self._abouts:
            return []
        message = sp.csr_matrix((values, indices, [0, len(indices)]), shape=(1, self._vectors.shape[1]))
        likeness = np.zeros(len(self._abouts))
        np.maximum.at(likeness, self._places, (self._vectors @ message.T).toarray()[:, 0])
        return [(self._abouts[i], float(likeness[i])) for i in likeness.argsort()[::-1]]

    def save(self, folder: Path) -> None:
        names = {"features": list(self._weights.vocabulary), "abouts": self._abouts}
        (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
        np.savez(folder / "arrays.npz", idf=self._weights.idf, places=self._places)
        sp.save_npz(folder / "vectors.npz", self._vectors)

    @classmethod
    def load(cls, folder: Path) -> KnownExamples:
        """Read what `save` wrote. Raises OSError where there is nothing."""
        names = json.loads((folder / "names.json").read_text("utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            weights = Weights(numbered(names["features"]), arrays["idf"])
            return cls(weights, sp.load_npz(folder / "vectors.npz"), names["abouts"], arrays["places"])


def _about(example: Message) -> str | None:
    """The words of the plan that a hand-written example asks about."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    about: str | None = metadata.get(ABOUT)
    return about
