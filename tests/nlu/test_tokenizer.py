from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tokenizer import PlanTokenizer


def tokenizer(*words: str) -> PlanTokenizer:
    return PlanTokenizer({**PlanTokenizer.get_default_config(), "words": list(words)})


def cut(text: str, *words: str) -> list[str]:
    message = Message.build(text)
    tokenizer(*words).process([message])
    return [token.text for token in message.get("text_tokens")]


def test_a_word_of_the_plan_is_not_cut():
    assert "岗课赛证" not in cut("岗课赛证是啥")
    assert "岗课赛证" in cut("岗课赛证是啥", "岗课赛证")


def test_one_tokenizer_does_not_learn_the_words_of_another():
    tokenizer("岗课赛证")
    assert "岗课赛证" not in cut("岗课赛证是啥")


@pytest.mark.parametrize("text", ["换课桌椅 的事，啥时候弄完？", "hello 你好", "😀", "13710", "學前教育"])
def test_tokens_say_where_they_stand(text):
    message = Message.build(text)
    tokenizer().process([message])
    tokens = message.get("text_tokens")
    assert tokens
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert "".join(token.text for token in tokens) == text.replace(" ", "")


def test_white_space_is_no_word():
    assert cut("  \u3000 ") == []
