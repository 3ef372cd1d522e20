"""A server that speaks as the chat page's channel does and answers by rote."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeChat(ThreadingHTTPServer):
    """`heard` is every message that arrived; `status` other than 200 refuses them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[str] = []
        self.status = 200

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: FakeChat

    def do_GET(self) -> None:
        self._send(200, {"ready": True})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/chat/session":
            self._send(200, {"ticket": "ticket-1"})
        elif self.server.status != 200:
            self._send(self.server.status, {"error": {"code": "x", "message": "发送得太快了。"}})
        elif self.headers.get("Authorization") != "Bearer ticket-1":
            self._send(401, {"error": {"code": "no_session", "message": "会话已失效。"}})
        else:
            self.server.heard.append(body["text"])
            buttons = [{"title": "时限", "payload": "什么时候完成"}, {"title": "出处", "payload": "在哪写的"}]
            said = {"text": f"[{body['text']}]的回答", "answer": None, "buttons": buttons}
            self._send(200, {"messages": [said]})

    def _send(self, status: int, content: dict[str, Any]) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def fake_chat() -> Iterator[FakeChat]:
    with FakeChat() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
