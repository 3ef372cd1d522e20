"""The bench looks at the bot; the bot does not know of the bench."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

PARTS = ("bot", "actions", "messenger")


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("part", PARTS)
def test_nothing_of_the_bot_imports_the_bench(part: str) -> None:
    files = sorted((ROOT / part).rglob("*.py"))
    assert files and [file.name for file in files if imported(file) & {"workbench", "benchmarks"}] == []


def test_the_plugin_loads_nothing_heavy() -> None:
    code = "import sys, workbench.plugin; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"rasa", "tensorflow", "sqlalchemy", "jieba", "numpy", "jsonschema", "yaml"}
    assert heavy & set(loaded.stdout.split()) == set()
