"""The bot over HTTP: the web channel of a running server, or Rasa's rest channel."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import requests

from workbench.errors import OutOfReach
from workbench.records import TestCase, Turn

REST = "/webhooks/rest/webhook"
PATIENCE = 30.0  # seconds for one answer
TRIES = 4  # of a message that came too soon after others


class LiveTalker:
    """Talks to the server at `url`, as the chat page does; with an address that ends in REST, as tools do."""

    def __init__(self, url: str) -> None:
        """Raises OutOfReach when nobody is there, or somebody else."""
        self._rest = urlsplit(url).path.rstrip("/").endswith(REST)
        self._url = url.rstrip("/")
        self._http = requests.Session()
        self._tickets: dict[str, str] = {}
        self.today: str | None = None if self._rest else self._session()["today"]

    def begin(
        self, conversation: str, *, today: date | None = None, slots: Mapping[str, Any] | None = None
    ) -> None:
        if not self._rest:
            self._tickets[conversation] = self._session()["ticket"]

    def say(
        self, conversation: str, text: str, *, later: float = 0.0, metadata: Mapping[str, Any] | None = None
    ) -> Turn:
        began = time.perf_counter()
        if self._rest:
            body = {"sender": conversation, "message": text, "metadata": dict(metadata or {})}
            messages = [_from_rest(part) for part in self._post("", body)]
        else:
            if conversation not in self._tickets:
                self.begin(conversation)
            messages = self._post("/chat/messages", {"text": text}, self._tickets[conversation])["messages"]
        return Turn(
            said=text,
            text="\n".join(message["text"] for message in messages if message.get("text")),
            answer=next((message["answer"] for message in messages if message.get("answer")), None),
            buttons=tuple(button for message in messages for button in message.get("buttons") or ()),
            messages=tuple(messages),
            milliseconds={"total": 1000 * (time.perf_counter() - began)},
            sees_inside=False,
        )

    def refuses(self, case: TestCase) -> str | None:
        if case.slots:
            return "服务器不能预先设槽位"
        if any(step.later for step in case.steps):
            return "服务器的钟不能拨快"
        if case.today and case.today != self.today:
            return f"这段对话的今天是 {case.today}，服务器的是 {self.today or '未知'}"
        return None

    def close(self) -> None:
        self._http.close()

    def _session(self) -> Any:
        return self._post("/chat/session", {"fresh": True, "embedded": True})

    def _post(self, path: str, body: Mapping[str, Any], ticket: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {ticket}"} if ticket else {}
        for attempt in range(TRIES):
            try:
                reply = self._http.post(self._url + path, json=body, headers=headers, timeout=PATIENCE)
                read = reply.json()
            except (requests.RequestException, ValueError) as error:
                problem = (
                    f"{self._url} 没有应答" if isinstance(error, OSError) else f"{self._url} 答的不是 JSON"
                )
                raise OutOfReach(problem, "请先用 make run 启动，并检查地址。") from error
            if reply.status_code == 429 and attempt + 1 < TRIES:
                time.sleep(min(float(read.get("error", {}).get("retry_after") or 1), PATIENCE))
                continue
            if reply.status_code != 200:
                said = read.get("error", {}) if isinstance(read, dict) else {}
                message = said.get("message") if isinstance(said, dict) else None
                raise OutOfReach(f"{self._url}{path} 回应 {reply.status_code}", message or "请检查地址。")
            return read
        raise AssertionError("unreachable")


def _from_rest(part: Mapping[str, Any]) -> dict[str, Any]:
    """A message of Rasa's rest channel in the web channel's form."""
    return {
        "text": part.get("text") or "",
        "answer": (part.get("custom") or {}).get("answer"),
        "buttons": part.get("buttons") or [],
    }
