"""Words of a message, as jieba cuts them with the plan's own words added."""

from __future__ import annotations

import logging
from typing import Any

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class PlanTokenizer(Tokenizer):
    """Cuts messages with a jieba of its own, without guessing new words.

    `words` in its configuration comes from the importer, so another lexicon gives another fingerprint.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "words": []}

    @staticmethod
    def required_packages() -> list[str]:
        return ["jieba"]

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        for word in config["words"]:
            self._jieba.add_word(word)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens with their offsets; white space is none."""
        text = message.get(attribute)
        return [
            Token(word, start) for word, start, _ in self._jieba.tokenize(text, HMM=False) if word.strip()
        ]
