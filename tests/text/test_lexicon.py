"""Word lists that cannot be read are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.text.lexicon import LEXICON, one_of, read_lexicon


@pytest.mark.parametrize("content", [None, "a: [1", "- a\n- b\n", ""])
def test_a_broken_word_list_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "units.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"units\.yml") as caught:
        read_lexicon("units", tmp_path)
    assert caught.value.advice


def test_the_longest_word_wins() -> None:
    match = re.compile(one_of(["个", "个百分点"])).match("个百分点")
    assert match is not None
    assert match[0] == "个百分点"


def test_no_words_match_nothing() -> None:
    assert re.search(one_of([]), "任何文字") is None


PARSERS = ["units", "redaction", "deadlines", "headings", "task_cues", "owners", "priority", "terms"]


@pytest.mark.parametrize("name", PARSERS)
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    def lists(node: object) -> list[list[str]]:
        if isinstance(node, dict):
            return [found for value in node.values() for found in lists(value)]
        return [node] if isinstance(node, list) else []

    for words in lists(read_lexicon(name, LEXICON)):
        assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)
