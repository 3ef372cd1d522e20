"""What the stock pipeline learns from, and what nobody may learn from."""

from __future__ import annotations

import yaml

from benchmarks.quality import load_exams
from benchmarks.stock import CONFIG, written_examples
from bot.settings import Settings


def test_it_learns_what_people_wrote_and_no_held_out_question(default_plan: Settings) -> None:
    read = yaml.load(written_examples(), Loader=yaml.CSafeLoader)["nlu"]
    learnt = {line.removeprefix("- ") for intent in read for line in intent["examples"].splitlines()}
    turns = [turn for cases in load_exams().values() for case in cases for turn in case.turns]
    assert len(learnt) > 3000
    assert len(read) >= len({turn.intent for turn in turns if turn.intent and turn.intent[:4] == "ask_"})
    held_out = {turn.say for turn in turns if turn.intent}
    assert not learnt & held_out


def test_its_pipeline_is_that_of_rasa_init_but_for_the_tokenizer() -> None:
    pipeline = yaml.safe_load(CONFIG)["pipeline"]
    assert [component["name"] for component in pipeline] == [
        "JiebaTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "FallbackClassifier",
    ]
