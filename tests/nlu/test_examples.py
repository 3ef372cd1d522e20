"""The hand-written examples: enough of each, nothing twice, and plain text that Rasa reads as it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.settings import ROOT

NLU = ROOT / "data" / "nlu"
FILES = sorted(NLU.rglob("*.yml"))

DIALOGUE = [
    *("greet", "thank", "goodbye", "help", "bot_identity", "repeat", "more", "detail"),
    *("correct", "complain", "praise", "human", "affirm", "deny"),
]
KINDS = [
    *("ask_priorities", "ask_deadlines", "ask_targets", "ask_owner_tasks", "ask_count"),
    *("ask_compare", "ask_regime", "ask_term", "ask_source", "ask_outline"),
]
# The default plan's sections: its parts, and what is below them.
SECTIONS = [
    *("0", "1", "3", "4"),
    *("1.1", "1.2", "1.3", "1.4", "1.5", "1.5.1", "1.5.2", "1.5.3"),
    *("1.6", "1.6.1", "1.6.2", "1.6.3", "1.7", "1.8"),
    *("2.0", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "2.2.2", "2.3", "2.3.1", "2.4", "2.4.1"),
    *("2.5", "2.5.1", "2.6", "2.6.1", "2.6.2"),
    *("3.1", "3.2", "3.3", "3.4", "3.5", "3.5.1", "3.5.2", "3.5.3"),
]
MARKUP = re.compile(r"[\[\]{}]|^\s*[/-]|\t|\s$")


def read(path: Path) -> list[tuple[str, str]]:
    """The (intent, example) pairs of a file, as Rasa reads them."""
    data = RasaYAMLReader().read(path)
    return [(m.get(INTENT), m.get(TEXT)) for m in data.intent_examples]


def bare(text: str) -> str:
    """The text without what makes no difference: marks, white space, case."""
    return re.sub(r"[\W_]+", "", text.lower()) or text


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    """All examples by intent."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for path in FILES:
        for intent, text in read(path):
            by_intent[intent].append(text)
    return by_intent


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rasa_reads_every_line_as_plain_text(path: Path) -> None:
    lines = re.findall(r"^      - (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [text for _, text in read(path)] == lines
    assert not [m for m in RasaYAMLReader().read(path).entity_examples if m.get(ENTITIES)]
    assert not [line for line in lines if MARKUP.search(line)]


def test_no_example_stands_twice(examples: dict[str, list[str]]) -> None:
    places = defaultdict(list)
    for intent, texts in examples.items():
        for text in texts:
            places[bare(text)].append(intent)
    assert {text: intents for text, intents in places.items() if len(intents) > 1} == {}


@pytest.mark.parametrize("intent", DIALOGUE + KINDS)
def test_dialogue_and_kinds_have_forty_examples(examples: dict[str, list[str]], intent: str) -> None:
    assert len(examples[intent]) >= 40


def test_what_is_out_of_scope_has_many(examples: dict[str, list[str]]) -> None:
    assert len(examples["out_of_scope"]) >= 150


def test_the_default_plan_has_all_its_sections(examples: dict[str, list[str]]) -> None:
    wanted = {f"section_{section.replace('.', '_')}" for section in SECTIONS}
    assert {intent for intent in examples if intent.startswith("section_")} == wanted


def test_no_section_is_forgotten_or_drowns_the_others(examples: dict[str, list[str]]) -> None:
    counts = {intent: len(texts) for intent, texts in examples.items() if intent.startswith("section_")}
    assert {intent: count for intent, count in counts.items() if not 40 <= count <= 900} == {}


def test_every_intent_is_a_dialogue_a_kind_or_a_section(examples: dict[str, list[str]]) -> None:
    others = {i for i in examples if not i.startswith("section_")}
    assert others <= {*DIALOGUE, *KINDS, "out_of_scope"}
