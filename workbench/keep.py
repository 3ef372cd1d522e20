"""Putting a conversation into a file of tests: behind what people wrote there, which stays as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from workbench.errors import BadConversations, BenchError
from workbench.loader import load_text
from workbench.yaml_places import read_yaml

HEAD = """\
# yaml-language-server: $schema={schema}
# 由测试台存下的对话。写法见 docs/conversations.md。
test_cases:
"""
SCHEMA = Path(__file__).with_name("conversations.schema.json")
NAME = re.compile(r"[\w\-一-鿿]{1,40}\.ya?ml")
WIDE = 1 << 20  # characters: no line is broken


class CannotKeep(BenchError, ValueError):
    """The conversation cannot be written as it was asked for."""


class _Dumper(yaml.SafeDumper):
    """Lists are indented as people do it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def as_yaml(case: Mapping[str, Any], indent: int = 2) -> str:
    """One entry of `test_cases`, with its dash `indent` spaces from the margin."""
    text = yaml.dump([dict(case)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDE)
    lines = text.splitlines()
    own = len(lines[0]) - len(lines[0].lstrip())
    return "".join(f"{' ' * indent}{line[own:]}\n" if line.strip() else "\n" for line in lines)


def with_case(text: str, case: Mapping[str, Any], file: Path) -> str:
    """The file's text with one more conversation at its end.

    Raises BadConversations when the text or the conversation is wrong, CannotKeep when there is no place.
    """
    if not text.strip():
        text = HEAD.format(schema=os.path.relpath(SCHEMA, file.parent))
        made = text + as_yaml(case)
        load_text(made, file)
        return made
    before = load_text(text, file)
    document, places = read_yaml(text, file)
    if list(document)[-1] != "test_cases":
        raise CannotKeep(f"{file.name} 的 test_cases 后面还有别的内容，不能往后添", "请换一个文件名。")
    # the first conversation's first key stands behind the dash and one space
    indent = places.of(("test_cases", 0)).column - 3
    made = text.rstrip() + "\n\n" + as_yaml(case, max(indent, 0))
    if len(load_text(made, file)) != len(before) + 1:
        raise CannotKeep(f"{file.name} 的写法特别，不能往后添", "请换一个文件名。")
    return made


def keep(case: Mapping[str, Any], folder: Path, name: str) -> Path:
    """Write the conversation into `folder`/`name`. Raises CannotKeep, BadConversations, OSError."""
    if not NAME.fullmatch(name):
        raise CannotKeep(f"“{name}”不能作文件名", "请用汉字、字母、数字，并以 .yml 结尾，如 学前教育.yml。")
    file = folder / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    try:
        made = with_case(text, case, file)
    except BadConversations as error:
        problem = error.faults[0]
        raise CannotKeep(f"没有存：{problem.problem}", problem.advice or error.advice) from error
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(made, encoding="utf-8")
    draft.replace(file)
    return file
