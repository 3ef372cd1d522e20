"""Where the speller stands in the pipeline, and when Rasa loads it."""

from __future__ import annotations

from rasa.engine.recipes.recipe import Recipe
from rasa.shared.data import TrainingType
from rasa.shared.utils.io import read_yaml_file

from bot.settings import ROOT


def graph():
    config = read_yaml_file(ROOT / "config.yml")
    return Recipe.recipe_for_name("default.v1").graph_config_for_recipe(config, {}, TrainingType.BOTH)


def test_it_reads_a_message_before_anything_else():
    nodes = graph().predict_schema.nodes
    speller = next(name for name, node in nodes.items() if node.uses.__name__ == "PlanSpeller")
    assert nodes[speller].needs["messages"] == "nlu_message_converter"
    tokenizer = next(node for node in nodes.values() if node.uses.__name__ == "PlanTokenizer")
    assert tokenizer.needs["messages"] == speller


def test_it_is_not_loaded_to_train_what_follows():
    nodes = [node for node in graph().train_schema.nodes.values() if node.uses.__name__ == "PlanSpeller"]
    assert [node.fn for node in nodes] == ["train"]
