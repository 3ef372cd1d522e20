"""What Rasa is told of the loaded plan, and that it all fits together."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
import yaml
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator
from workspace import environment, load_text

from bot.errors import StoreMissing
from bot.nlu.clauses import WHOLE, about
from bot.settings import ROOT
from bot.training.importer import PlanImporter

OTHER_PLAN = """2023年某县林业工作要点
一、加强森林防火
年底前各乡镇全部配齐护林员。新建瞭望塔3座。
二、扩大造林面积
由县林业局牵头，造林5000亩。
"""


def importer(folder=ROOT) -> PlanImporter:
    return PlanImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(folder / "data")])


@pytest.fixture
def of_default_plan(default_plan) -> PlanImporter:
    return importer()


@pytest.fixture
def of_other_plan(tmp_path):
    with environment(tmp_path) as settings:
        load_text(settings, OTHER_PLAN, "forestry")
        yield importer()


def examples(source: PlanImporter) -> dict[str, list[str]]:
    found = defaultdict(list)
    for example in source.get_nlu_data().intent_examples:
        found[example.get("intent")].append(example.get("text"))
    return found


def test_rasa_finds_everything_consistent(default_plan):
    source = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    validator = Validator.from_importer(source)
    assert validator.verify_domain_validity()
    assert validator.verify_intents(ignore_warnings=False)
    assert validator.verify_example_repetition_in_intents(ignore_warnings=False)
    assert validator.verify_intents_in_stories(ignore_warnings=False)
    assert validator.verify_utterances_in_stories()
    assert validator.verify_actions_in_stories_rules()
    assert validator.verify_story_structure(ignore_warnings=False)


def test_every_intent_has_a_rule_and_examples(of_default_plan):
    intents = set(of_default_plan.get_domain().intents)
    rules = {
        event.intent_name
        for step in of_default_plan.get_stories().story_steps
        for event in step.events
        if hasattr(event, "intent_name")
    }
    asked = set(examples(of_default_plan))
    rasas_own = {"restart", "back", "session_start", "out_of_scope", "nlu_fallback"}
    assert intents - rasas_own - rules == set()
    assert intents - rasas_own - asked == set()
    assert asked - intents == set()


def test_hand_written_examples_of_the_loaded_plan_are_used(of_default_plan):
    file = ROOT / "data" / "nlu" / "2022-education-sports-speech" / "review.yml"
    written = yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"][0]
    one = written["examples"].splitlines()[0].removeprefix("- ")
    assert one in examples(of_default_plan)[written["intent"]]


def test_what_questions_are_about_stands_in_the_plan(of_default_plan):
    written, made = set(), set()
    for example in of_default_plan.get_nlu_data().intent_examples:
        (made if "origin" in example.get("metadata", {}) else written).add(about(example))
    assert len(written) > 500
    assert written - made - {"", WHOLE} == set()


def test_no_text_stands_under_two_intents(of_default_plan):
    counts = Counter(text for own in examples(of_default_plan).values() for text in set(own))
    assert [text for text, count in counts.items() if count > 1] == []


def test_another_plan_brings_its_own_intents_and_none_of_the_default_ones(of_other_plan):
    intents = {intent for intent in of_other_plan.get_domain().intents if intent.startswith("section_")}
    assert intents == {"section_1", "section_2"}
    asked = examples(of_other_plan)
    assert {intent for intent in asked if intent.startswith("section_")} == intents
    assert any("瞭望塔" in text for text in asked["section_1"])
    assert not any("课桌椅" in text for intent in intents for text in asked[intent])


def test_another_plan_keeps_the_small_talk(of_other_plan):
    assert "你好" in examples(of_other_plan)["greet"]


def test_the_words_of_the_plan_and_the_thesaurus_reach_the_components(of_default_plan):
    settings = {component["name"]: component for component in of_default_plan.get_config()["pipeline"]}
    assert "三个一体化" in settings["bot.nlu.tokenizer.PlanTokenizer"]["words"]
    assert settings["bot.nlu.classifier.PlanIntentClassifier"]["synonyms"]
    assert "words" not in settings["FallbackClassifier"]


def test_without_a_plan_it_says_so(tmp_path):
    with environment(tmp_path), pytest.raises(StoreMissing):
        importer()
