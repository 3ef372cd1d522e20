"""Imports go down only, siblings do not know each other, and big libraries stay where they belong."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

# From the bottom up; a part may import the levels below its own, and itself.
LEVELS = [
    {"bot", "bot.errors", "bot.records", "bot.settings"},
    {"bot.text"},
    {"bot.store", "bot.plan"},
    {"bot.answer"},
    {"bot.channels", "bot.nlu", "bot.training", "actions"},
    {"bot.service"},
    {"bot.cli"},
    {"bot.__main__"},
]
# The same inside the answering: packages and files import those that stand before them here.
WITHIN_ANSWER = ["knowledge", "question", "search", "saying", "kinds", "talk", "guard", "service", "answers"]
LEVEL = {part: level for level, parts in enumerate(LEVELS) for part in parts}
AT_HOME = {
    "rasa": {"bot.channels", "bot.nlu", "bot.training", "actions"},
    "rasa_sdk": {"bot.channels", "bot.nlu", "bot.training", "actions"},
    "sqlalchemy": {"bot.store"},
    "alembic": {"bot.store"},
    "click": {"bot.cli"},
}


def modules() -> dict[str, Path]:
    """All modules of the program, by name."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]
    return {".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): f for f in files}


def part_of(module: str) -> str:
    """The part of the program that a module belongs to: bot.store.queries is of bot.store."""
    first, _, rest = module.partition(".")
    return first if first != "bot" or not rest else f"bot.{rest.split('.')[0]}"


def imported(source: str, module: str, package: bool) -> Iterator[str]:
    """Every module that a source imports, wherever in it; names taken from a package count as its modules."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")
            base = parents[: len(parents) - node.level + package] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            yield name
            if name == "bot":
                yield from (f"bot.{alias.name}" for alias in node.names)


def offences(source: str, module: str, package: bool = False) -> list[str]:
    """What `module` imports and may not."""
    part = part_of(module)
    found = []
    for name in imported(source, module, package):
        library = name.split(".")[0]
        if library in ("bot", "actions"):
            other = part_of(name)
            if other != part and LEVEL[other] >= LEVEL[part] > 0:
                found.append(name)
        elif part not in AT_HOME.get(library, {part}):
            found.append(name)
    return found


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_is_below_it(module):
    file = modules()[module]
    assert offences(file.read_text(encoding="utf-8"), module, file.name == "__init__.py") == []


def upward(source: str, module: str) -> list[str]:
    """What a module of bot.answer imports from a package of bot.answer that comes later."""
    own = WITHIN_ANSWER.index(module.split(".")[2])
    others = [name for name in imported(source, module, False) if name.startswith("bot.answer.")]
    return [name for name in others if WITHIN_ANSWER.index(name.split(".")[2]) > own]


@pytest.mark.parametrize("module", sorted(m for m in modules() if m.startswith("bot.answer.")))
def test_the_answering_goes_one_way(module):
    assert upward(modules()[module].read_text(encoding="utf-8"), module) == []


def test_the_way_back_is_noticed():
    assert upward("from bot.answer.talk.context import Context", "bot.answer.kinds.lists") != []


@pytest.mark.parametrize("module", sorted(modules()))
def test_every_part_has_its_level(module):
    assert part_of(module) in LEVEL


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.plan.outline", "from bot.store import queries"),  # a sibling
        ("bot.plan.outline", "import bot.answer.question.words"),  # above
        ("bot.text.numbers", "def f():\n    from bot.plan import parse"),  # hidden in a function
        ("bot.text.numbers", "from ..plan import parse"),  # by a relative path
        ("bot.text.numbers", "from bot import plan"),
        ("bot.training.importer", "from bot.nlu import tokenizer"),  # a sibling that has Rasa too
        ("bot.answer.replies", "import rasa.core"),
        ("bot.answer.replies", "from sqlalchemy import select"),
        ("actions.answer", "from bot.cli import main"),
    ],
)
def test_the_rule_notices(module, source):
    assert offences(source, module) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bot.store.queries", "import sqlalchemy as sa\nfrom bot.store import tables"),
        ("bot.records", "from bot.errors import InvalidRecord"),
        ("bot.cli.main", "from bot import errors"),
        ("bot.store", "from .session import Store"),
    ],
)
def test_the_rule_allows(module, source):
    assert offences(source, module, package=module == "bot.store") == []


def test_help_loads_nothing_heavy():
    code = "import sys, bot.cli.main as m; m.commands(); print(*{n.split('.')[0] for n in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"rasa", "rasa_sdk", "tensorflow", "sqlalchemy", "jieba", "numpy", "docx", "pypdf"}
    assert heavy & set(loaded.stdout.split()) == set()
