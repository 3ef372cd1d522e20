"""Who may talk to the messenger, and how it is started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from stage import free_port

import messenger

ROOT = Path(messenger.__file__).parent.parent


@pytest.mark.parametrize("path", ["", "app/world", "page/scripts/main.js", "cgi-bin/gettoken"])
def test_only_this_machine_is_served(stage, path):
    assert requests.get(f"{stage.url}/{path}", timeout=5).status_code == 200
    strange = requests.get(f"{stage.url}/{path}", headers={"Host": "evil.example"}, timeout=5)
    assert strange.status_code == 403


def test_pages_of_other_sites_are_refused(stage):
    for path in ("app/clear", "cgi-bin/message/send"):
        answer = requests.post(
            f"{stage.url}/{path}", json={}, headers={"Origin": "http://evil.example"}, timeout=5
        )
        assert answer.status_code == 403


def test_the_page_keeps_to_itself(stage):
    policy = requests.get(stage.url, timeout=5).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    sources = "".join(file.read_text() for file in (ROOT / "messenger/page").rglob("*.*s"))
    assert "http://" not in sources.replace("http://www.w3.org/2000/svg", "") and "https://" not in sources


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"user": "linwanqing", "chat": "app:jiangyuan", "body": {"content": "x"}}),
        ("say", {"user": "linwanqing", "chat": "app:linwanqing", "body": {"content": " "}}),
        ("say", {"user": "linwanqing", "chat": "app:linwanqing", "kind": "poem", "body": {}}),
        ("press", {"user": "linwanqing", "message": "m99", "key": "k"}),
        ("menu", {"user": "nobody", "key": "k"}),
        ("fault", {"name": "no such"}),
        ("robot", {"action": "dance"}),
    ],
)
def test_the_page_is_told_what_is_wrong(stage, path, body):
    answer = stage.app(path, **body)
    assert answer.status_code == 400 and answer.json()["problem"]


def test_nothing_of_the_bot_is_imported():
    names = "[n for n in sys.modules if n.split('.')[0] in ('bot', 'rasa')]"
    code = f"import sys, messenger.__main__; print({names})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "messenger", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


BOT = """
import os, sys
from aiohttp import web
sys.path.insert(0, "tests/messenger")
from fake_bot import FakeBot
from messenger.credentials import credentials_from
bot = FakeBot(credentials_from(dict(os.environ)), os.environ["WECOM_API_BASE"])
web.run_app(bot.app(), host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""


def test_it_starts_the_bot_and_says_where_it_is(tmp_path):
    port, bot_port = free_port(), free_port()
    ready = f"{sys.executable} -c \"print('menu created')\""
    options = (f"--port={port}", f"--bot=http://127.0.0.1:{bot_port}", f"--env-file={tmp_path}/env")
    running = start(*options, f"--ready={ready}", "--", sys.executable, "-c", BOT, str(bot_port))
    assert running.stdout
    lines = [running.stdout.readline(), running.stdout.readline()]
    assert lines[0] == "menu created\n" and f"http://127.0.0.1:{port}" in lines[1]
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0
    time.sleep(0.1)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{bot_port}", timeout=1)
    assert "WECOM_CORP_ID=" in (tmp_path / "env").read_text()


def test_it_ends_with_the_bot():
    running = start(f"--port={free_port()}", "--", sys.executable, "-c", "raise SystemExit(3)")
    assert running.wait(20) == 3


def test_a_port_that_is_taken(stage):
    running = start(f"--port={stage.port}")
    assert running.wait(20) == 1
    assert running.stdout and f"端口 {stage.port} 不能用" in running.stdout.read()


def test_only_a_bot_on_this_machine():
    running = start("--bot=http://bot.example:5005")
    assert running.wait(20) == 2
