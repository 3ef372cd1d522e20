"""A baseline for intents: the pipeline of `rasa init`, with jieba for Chinese, on the examples of the bot."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import rasa
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.stage import Spent, timed
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
    """Rasa as it comes. Trains when made, unless a model for the same examples is kept from before."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the model is kept; the environment names the plan's database.

        Raises rasa's exceptions, OSError.
        """
        examples = written_examples()
        kept = folder / hashlib.sha256(f"{rasa.__version__}{CONFIG}{examples}".encode()).hexdigest()[:16]
        note = kept / "training.json"
        if not note.exists():
            shutil.rmtree(folder, ignore_errors=True)
            kept.mkdir(parents=True)
            config, data = kept / "config.yml", kept / "nlu.yml"
            config.write_text(CONFIG, encoding="utf-8")
            data.write_text(examples, encoding="utf-8")
            _, spent = timed(lambda: train_nlu(str(config), str(data), str(kept)))
            note.write_text(json.dumps(asdict(spent)), encoding="utf-8")
        self.training = Spent(**json.loads(note.read_text(encoding="utf-8")))
        self._loop = asyncio.new_event_loop()
        self._agent = Agent.load(str(kept))

    def understand(self, message: str) -> Understood:
        """What its NLU makes of one message."""
        return understand(self._agent, self._loop, message)

    def close(self) -> None:
        self._loop.close()


def written_examples() -> str:
    """All examples that people wrote for the bot, as a file of Rasa's.

    Those that the importer makes from the plan are left out: they belong to the bot's method, and with them
    training takes three times as long.
    """
    importer = PlanImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    written = [one for one in importer.get_nlu_data().intent_examples if not one.get(METADATA)]
    bare = [Message(data={TEXT: one.get(TEXT), INTENT: one.get(INTENT)}) for one in written]
    return str(TrainingData(bare).nlu_as_yaml())
