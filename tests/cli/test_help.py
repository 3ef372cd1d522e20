"""Every command explains itself in Chinese, and stands in the README."""

from __future__ import annotations

import re

import pytest

from bot.cli.main import commands
from bot.settings import ROOT

NAMES = [
    "parse",
    "load",
    "plans",
    "show",
    "ask",
    "chat",
    "run",
    "train",
    "score",
    "unanswered",
    "clean",
    "wecom",
]
ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|Show this|\[OPTIONS\]|default|required|Error", re.I)


def test_these_are_the_commands():
    assert sorted(commands().commands) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_command_has_a_page_in_chinese(bot, name):
    page = bot(name, "--help")
    assert page.code == 0
    assert re.search(r"[\u4e00-\u9fff]{4}", page.out)
    assert not ENGLISH.search(page.out)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained(name):
    for parameter in commands().commands[name].params:
        assert re.search(r"[\u4e00-\u9fff]", parameter.help or ""), parameter.name


def test_the_first_page_lists_all_commands(bot):
    page = bot("--help").out
    assert all(re.search(rf"^  {name} ", page, re.M) for name in NAMES)
    assert not ENGLISH.search(page)


def test_without_a_command_there_is_the_first_page(bot):
    page = bot()
    assert page.code == 2
    assert "命令" in page.out


@pytest.mark.parametrize("name", NAMES)
def test_a_command_stands_in_the_readme(name):
    assert re.search(rf"`python -m bot {name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_every_target_of_make_stands_in_the_readme_and_in_its_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.M)
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    assert phony - {"environment", "test-environment", "browser"} == set(targets)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"make {target}" in readme for target in targets)
