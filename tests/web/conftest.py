"""The channel's server as a process of its own, as browsers and tools meet it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    sync_playwright,
)

from bot.settings import ROOT

from .chromium import chromium

EMBED_KEY = "嵌入密钥，只用于测试"
START_SECONDS = 180
FAKE_BOT = (sys.executable, "-W", "ignore", "-m", "tests.web.fake_bot")


class Server:
    """A fake bot behind the real channel; can be stopped and started again at the same address."""

    def __init__(self, var: Path, port: int, **environ: str) -> None:
        self.var = var
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.var / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*FAKE_BOT, "--port", str(self.port), "--var", str(self.var)],
                cwd=ROOT,
                env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", **self._environ},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                requests.get(self.url, timeout=1)
                return
            except requests.ConnectionError:
                assert self._process.poll() is None, (self.var / "server.log").read_text()
                time.sleep(0.1)
        raise TimeoutError((self.var / "server.log").read_text())

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def host_port() -> int:
    """Where a page of another site stands, which the server allows to embed the chat."""
    return free_port()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, host_port: int) -> Iterator[Server]:
    running = Server(
        tmp_path_factory.mktemp("web"),
        free_port(),
        EMBED_ORIGINS=f"http://localhost:{host_port}",
        EMBED_KEY=EMBED_KEY,
    )
    running.start()
    yield running
    running.stop()


# Of a module, not longer: while it runs, Playwright keeps asyncio's loop from everybody else.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = chromium(playwright.chromium.executable_path)
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


class Visitor:
    """Somebody at the chat page, and all that went wrong in the browser."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.faults: list[str] = []
        self.addresses: set[str] = set()
        context.on("request", lambda request: self.addresses.add(urlsplit(request.url).netloc))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", self._console)
        self.page = context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.faults.append(f"{message.text} {message.location}")

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.url + path)
        self.ready(self.page)
        return self.page

    @staticmethod
    def ready(page: Page | FrameLocator) -> None:
        page.locator("#conversation[aria-busy=false] #text-input").wait_for()
        page.locator("#outline .part").first.wait_for(state="attached")

    def ask(self, text: str) -> Locator:
        """Type a question, and wait for its answer."""
        answers = self.page.locator("plan-answer")
        before = answers.count()
        self.page.locator("#text-input").fill(text)
        self.page.keyboard.press("Enter")
        answer = answers.nth(before)
        answer.wait_for()
        return answer


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, each with a browser profile of their own. Fails when anything went wrong there."""
    visitors: list[Visitor] = []

    def visit(url: str = server.url, **options: Any) -> Visitor:
        context = browser.new_context(locale="zh-CN", **options)
        visitors.append(Visitor(context, url))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
        assert visitor.faults == []
