"""The whole pipeline, as the trained model runs it."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.agent import Agent, load_agent
from workspace import environment

from bot.nlu.classifier import PlanIntentClassifier

# Said so by nobody in the examples, but plain enough that no classifier of use may miss them.
PLAIN = [
    ("section_2_2_2", ["课桌椅更换到哪天为止", "义务教育优质均衡县区创建说了些啥内容"]),
    ("section_3_5_3", ["13710工作制度到底咋回事儿呀"]),
    ("section_2_3_1", ["中等职业学校标准化建设工程怎么搞法"]),
    ("greet", ["您好呀", "哈喽哈喽"]),
    ("thank", ["多谢多谢啦"]),
]


@pytest.fixture(scope="module")
def agent(trained_model, default_plan_folder) -> Agent:
    with environment(default_plan_folder):  # the reader of entities asks the database when it is loaded
        return asyncio.run(load_agent(model_path=str(trained_model)))


@pytest.fixture
def parse(agent, default_plan):
    return lambda text: asyncio.run(agent.parse_message(text))


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in PLAIN for text in texts])
def test_plain_questions_are_understood(parse, intent, text):
    understood = parse(text)
    assert understood["intent"]["name"] == intent
    assert understood["intent"]["confidence"] > 0.4


def test_the_ranking_names_others_best_first(parse):
    ranking = parse("课桌椅什么时候换完")["intent_ranking"]
    confidences = [intent["confidence"] for intent in ranking]
    assert len(ranking) == 8
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1.0001


def test_what_is_like_nothing_falls_back_and_keeps_its_guesses(parse):
    understood = parse("qwxz zzkk")
    assert understood["intent"]["name"] in ("nlu_fallback", "out_of_scope")
    assert len(understood["intent_ranking"]) >= 8


@pytest.mark.parametrize("text", ["？？？", "😀", "a" * 3000, "課桌椅 什么时候 更换 完成", "' OR 1=1 --"])
def test_odd_input_is_read_without_trouble(parse, text):
    assert parse(text)["intent"]["name"] is not None


def test_entities_say_what_is_asked(parse):
    entities = [(entity["entity"], entity["value"]) for entity in parse("课桌椅什么时候换完")["entities"]]
    assert ("aspect", "deadline") in entities


def test_every_entity_is_one_of_the_domain(agent, parse):
    texts = ["第二条展开说说", "市教育局6月底前要干啥", "2022年各县区的指标", "去年新建了多少"]
    named = {entity["entity"] for text in texts for entity in parse(text)["entities"]}
    assert named
    assert named <= set(agent.domain.entities)


def test_changed_code_below_the_component_is_a_reason_to_train_again(monkeypatch, tmp_path):
    before = PlanIntentClassifier.fingerprint_addon({})
    assert before == PlanIntentClassifier.fingerprint_addon({})
    changed = tmp_path / "features.py"
    changed.write_text("# other features", encoding="utf-8")
    monkeypatch.setattr("bot.nlu.features.__file__", str(changed))
    assert PlanIntentClassifier.fingerprint_addon({}) != before
