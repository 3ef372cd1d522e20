"""A baseline for intents: the pipeline of `rasa init`, with jieba for Chinese, on the same examples."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.stage import timed
from benchmarks.subject import understand
from benchmarks.understanding import Understood
from bot.settings import ROOT
from bot.training.importer import PlanImporter

# `rasa init` cuts at white space, of which Chinese has none; Rasa's documentation names jieba for it.
CONFIG = """\
recipe: default.v1
assistant_id: stock
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    constrain_similarities: true
    random_seed: 2022
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies: []
"""


class StockRasa:
    """Rasa as it comes. Trains when made, which takes minutes; the environment names the plan's database."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for its files. Raises rasa's exceptions, OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        config, data = folder / "config.yml", folder / "nlu.yml"
        config.write_text(CONFIG, encoding="utf-8")
        importer = PlanImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
        examples = importer.get_nlu_data().intent_examples
        self.examples = len(examples)
        bare = [Message(data={TEXT: one.get(TEXT), INTENT: one.get(INTENT)}) for one in examples]
        data.write_text(TrainingData(bare).nlu_as_yaml(), encoding="utf-8")
        model, self.training = timed(lambda: train_nlu(str(config), str(data), str(folder / "models")))
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(str(model))

    def understand(self, message: str) -> Understood:
        """What its NLU makes of one message."""
        return understand(self._agent, self._loop, message)

    def close(self) -> None:
        self._loop.close()
