"""docs/answer.md and docs/embedding.md say what is so."""

from __future__ import annotations

import re

import pytest
import requests

from bot.settings import ROOT

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


@pytest.mark.parametrize("question", ["课桌椅什么时候换完", "有哪些时限"])
def test_every_field_of_an_answer_is_described(server, question):
    person = requests.Session()
    session = person.post(f"{server.url}/chat/session", json={}).json()
    answer = person.post(f"{server.url}/chat/messages", json={"text": question}).json()
    fields = keys(session) | keys(answer)
    assert [name for name in sorted(fields) if not re.search(rf'[`"]{name}[`"]', ANSWER)] == []


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
