"""Conversations over HTTP, with a server that answers as the web channel and the rest channel do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from written import ANSWER, case_of

from workbench.errors import OutOfReach
from workbench.live import LiveTalker
from workbench.runner import run


class Server(BaseHTTPRequestHandler):
    """Says what it was asked, and that it was too much when it is told to be busy."""

    sessions = 0
    busy = 0
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = type(self)
        if self.path == "/chat/session":
            kind.sessions += 1
            self._send(200, {"ticket": f"t{kind.sessions}", "today": "2022-03-01"})
        elif self.path == "/chat/messages" and kind.busy:
            kind.busy -= 1
            self._send(429, {"error": {"code": "too_fast", "message": "太快了", "retry_after": 0.01}})
        elif self.path == "/chat/messages":
            kind.asked.append((self.headers["Authorization"], body["text"]))
            message = {"text": f"您问：{body['text']}", "answer": ANSWER, "buttons": [], "cards": []}
            self._send(200, {"messages": [message]})
        elif self.path == "/webhooks/rest/webhook":
            part = {"recipient_id": body["sender"], "text": "十门", "custom": {"answer": ANSWER}}
            self._send(200, [part])
        else:
            self._send(404, {"error": {"message": "没有这一页"}})

    def _send(self, status: int, body: Any) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    Server.sessions, Server.busy, Server.asked = 0, 0, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


STEPS = (
    "- user: 课程几门\n  assertions: [{state: stated}, {intent: greet}, {figure: 10—20个}]\n- user: 谢谢\n"
)


def test_a_conversation_is_held_in_a_session_of_its_own(url: str) -> None:
    talker = LiveTalker(url)
    Server.busy = 2
    for _ in range(2):
        outcome = run(case_of(STEPS), talker)
        assert outcome.played[0].unseen == ("intent",)
        assert [failure.kind for failure in outcome.played[0].failures] == ["figure"]  # says it in data only
    run(case_of("- user: 甲\n- user: 乙\n"), talker)
    talker.close()
    tickets = [ticket for ticket, _ in Server.asked]
    assert tickets == ["Bearer t2", "Bearer t3", "Bearer t4", "Bearer t4"]


def test_the_rest_channel_is_talked_to_at_its_address(url: str) -> None:
    talker = LiveTalker(f"{url}/webhooks/rest/webhook")
    assert run(case_of("- user: 甲\n  assertions: [{says: 十门}, {state: stated}]\n"), talker).right
    talker.close()


@pytest.mark.parametrize(
    ("steps", "head", "reason"),
    [
        ("- user: 甲\n- user: 乙\n  later: 40\n", "", "拨快"),
        ("- user: 甲\n", "today: '2022-09-20'\n", "2022-09-20"),
        ("- user: 甲\n", "today: '2022-03-01'\n", None),
        ("- user: 甲\n", "", None),
    ],
)
def test_what_a_server_cannot_do_is_refused(url: str, steps: str, head: str, reason: str | None) -> None:
    talker = LiveTalker(url)
    refusal = talker.refuses(case_of(steps, head))
    talker.close()
    assert refusal is None if reason is None else refusal and reason in refusal


def test_nobody_there_is_told_at_once() -> None:
    with pytest.raises(OutOfReach, match="没有应答"):
        LiveTalker("http://127.0.0.1:9")


def test_somebody_else_is_told_at_once(url: str) -> None:
    with pytest.raises(OutOfReach, match="404"):
        LiveTalker(f"{url}/elsewhere")


def test_a_server_that_goes_away_breaks_the_conversation(url: str) -> None:
    talker = LiveTalker(url)
    Server.busy = 99
    outcome = run(case_of("- user: 甲\n"), talker)
    talker.close()
    assert not outcome.right and outcome.broke and "429" in outcome.broke
