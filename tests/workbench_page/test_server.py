"""Who may ask the server, and what it does when nobody may write."""

from __future__ import annotations

import socket

import pytest
import requests

KEY = "conversation-1"


def test_the_page_is_there_and_keeps_to_itself(stage):
    page = stage.get("/")
    assert page.status_code == 200
    assert "对话测试台" in page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for path in ("/page/scripts/main.js", "/api/bench", "/nowhere"):
        assert stage.get(path).headers["Content-Security-Policy"] == policy, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},  # a name server that answers with 127.0.0.1
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},  # another program on this machine
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Forwarded-For": "10.0.0.7"},  # a proxy on this machine that passes on what staff ask
        {"Via": "1.1 proxy"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/bench", "/page/scripts/main.js"])
def test_others_are_refused(stage, path, headers):
    refused = stage.get(path, **headers)
    assert refused.status_code == 403
    assert "本机" in refused.json()["problem"]


def test_another_page_cannot_make_it_write(stage):
    body = '{"conversation": "conversation-1"}'
    simple = requests.post(
        f"{stage.url}/api/begin", data=body, headers={"Content-Type": "text/plain"}, timeout=5
    )
    assert simple.status_code == 403
    foreign = stage.post("begin", {"conversation": KEY}, Origin="http://evil.example")
    assert foreign.status_code == 403
    own = stage.post("begin", {"conversation": KEY}, Origin=stage.url)
    assert own.status_code == 200


def test_only_loopback_is_listened_on(stage):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells the address that others see
            outside = probe.getsockname()[0]
        except OSError:
            outside = "127.0.0.2"  # no network: any other address of this machine
    with pytest.raises(OSError):
        socket.create_connection((outside, stage.port), timeout=2).close()


def test_nothing_leads_out_of_the_page_folder(stage):
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/..%2fserver.py"):
        request = requests.Request("GET", stage.url).prepare()
        request.url = stage.url + path
        with requests.Session() as session:
            assert session.send(request, timeout=5).status_code in (403, 404), path


def test_looking_only(raise_stage):
    stage = raise_stage(edit=False)
    assert stage.get("/api/bench").json()["edit"] is False
    stage.post("begin", {"conversation": KEY})
    assert stage.say(KEY, "你好")["intent"] == "greet"
    case = {"name": "存不下", "file": "x.yml", "steps": [{"user": "你好", "assertions": []}]}
    correction = {"text": "你好", "intent": "out_of_scope", "heard": "greet"}
    for path, body in (("tests", case), ("corrections", correction)):
        refused = stage.post(path, body)
        assert refused.status_code == 403
        assert "make workbench" in refused.json()["advice"]
    assert list(stage.tests.iterdir()) == []
    assert not stage.review.exists()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("begin", {"conversation": "../etc"}),
        ("begin", {"conversation": KEY, "today": "2022-02-30"}),
        ("say", {"conversation": KEY, "text": "  "}),
        ("say", {"conversation": KEY, "text": "字" * 2001}),
        ("say", {"conversation": KEY, "text": "你好", "later": -1}),
        ("say", {"conversation": KEY, "text": "你好", "later": True}),
        ("tests", {"name": "空", "file": "x.yml", "steps": []}),
        ("runs", {}),
    ],
)
def test_nonsense_is_refused_in_words(stage, path, body):
    refused = stage.post(path, body)
    assert refused.status_code == 400
    assert refused.json()["problem"]
    assert refused.json()["advice"]


def test_a_conversation_of_an_earlier_run_is_not_made_up(stage):
    refused = stage.post("say", {"conversation": "from-before", "text": "那归谁管"})
    assert refused.status_code == 404
    assert "重新启动" in refused.json()["problem"]
