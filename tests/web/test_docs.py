"""docs/answer.md and docs/embedding.md say what is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
import requests

from bot.records import Precision, State
from bot.settings import ROOT
from bot.text.lexicon import read_lexicon

ANSWER = (ROOT / "docs" / "answer.md").read_text(encoding="utf-8")
EMBEDDING = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
CHANNEL = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "bot/channels/web").glob("*.py"))
WIDGET = (ROOT / "web" / "src" / "widget.ts").read_text(encoding="utf-8")


def keys(value: object) -> set[str]:
    """All names in a JSON value, however deep."""
    if isinstance(value, dict):
        return set(value) | {name for one in value.values() for name in keys(one)}
    return {name for one in value for name in keys(one)} if isinstance(value, list) else set()


def test_every_error_is_described():
    codes = set(re.findall(r'Refused\(\s*\d+, "(\w+)"', CHANNEL)) | {"local_only"}
    assert len(codes) > 8
    assert [code for code in sorted(codes) if f"`{code}`" not in ANSWER] == []


@pytest.mark.parametrize("question", ["课桌椅什么时候换完", "有哪些时限", "课桌椅和重建比一比"])
def test_every_field_of_an_answer_is_described(server, question):
    person = requests.Session()
    session = person.post(f"{server.url}/chat/session", json={}).json()
    answer = person.post(f"{server.url}/chat/messages", json={"text": question}).json()
    fields = keys(session) | keys(answer)
    assert [name for name in sorted(fields) if not re.search(rf'[`"]{name}[`"]', ANSWER)] == []


def values_described(field: str) -> set[str]:
    """The values in the table whose first column is headed by this field."""
    (table,) = re.findall(rf"^\| `{field}` \| 含义 \|\n\| --- \| --- \|\n((?:\|.*\n)+)", ANSWER, re.M)
    return set(re.findall(r"^\| `(\w+)` \|", table, re.M))


def answering() -> Iterator[ast.AST]:
    """The code that makes answers, piece by piece."""
    for path in (ROOT / "bot" / "answer").rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def values_in_code(record: str, field: str, position: int) -> set[str]:
    """What is written in the code for a field of a record: where it is made, and where it is passed on."""
    passing, found = {record, "replace"}, []
    for node in answering():
        if isinstance(node, ast.FunctionDef):
            named = [*node.args.args, *node.args.kwonlyargs]
            if field in {argument.arg for argument in named} and record in ast.unparse(node):
                passing.add(node.name)
                defaults = dict(zip(reversed(node.args.args), reversed(node.args.defaults), strict=False))
                defaults.update(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))
                found += [value for name, value in defaults.items() if name.arg == field and value]
    for node in answering():
        if isinstance(node, ast.Call) and ast.unparse(node.func) in passing:
            found += [keyword.value for keyword in node.keywords if keyword.arg == field]
            if ast.unparse(node.func) == record:
                found += node.args[position : position + 1]
    words = {word.value for value in found for word in ast.walk(value) if isinstance(word, ast.Constant)}
    return {word for word in words if isinstance(word, str)}


def test_every_kind_of_answer_is_described_and_no_other():
    kinds = values_in_code("Answer", "kind", 2)
    assert {"fact", "list", "compare", "repeat", "not_understood"} <= kinds  # in all the ways it is written
    assert values_described("kind") == kinds


def test_every_aspect_is_described_and_no_other():
    asked = set(read_lexicon("aspects", ROOT / "data" / "lexicon"))
    assert values_described("aspect") == asked | values_in_code("Fact", "aspect", 1)


@pytest.mark.parametrize("values", [State, Precision])
def test_every_state_and_precision_is_described(values):
    assert [value.value for value in values if f"`{value.value}`" not in ANSWER] == []


def test_every_route_is_described():
    routes = set(re.findall(r'@web\.(?:get|post)\("(/[\w/.]*)"', CHANNEL))
    own = {"/favicon.ico"}
    assert [route for route in sorted(routes - own) if route.rstrip("/") not in ANSWER] == []


def test_every_attribute_of_the_widget_is_described():
    (names,) = re.findall(r"const \{ ([^}]*) \} = script\.dataset", WIDGET)
    attributes = {f"data-{name}" for name in re.findall(r"(\w+) =", names)} | {"data-open"}
    assert attributes == set(re.findall(r"^\| `(data-\w+)`", EMBEDDING, re.M))


def test_a_token_made_as_described_is_accepted(server):
    import base64
    import hashlib
    import hmac
    import json

    from .conftest import EMBED_KEY

    (code,) = re.findall(r"```python\n(.*?)```", EMBEDDING, re.S)
    names = {"base64": base64, "hashlib": hashlib, "hmac": hmac, "json": json, "key": EMBED_KEY}
    names["claims"] = {"user": "zhangsan", "name": "张三", "exp": 4_000_000_000}
    exec(code, names)
    body = {"embedded": True, "token": names["token"]}
    assert requests.post(f"{server.url}/chat/session", json=body).json()["user"] == "张三"
