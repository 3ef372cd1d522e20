"""The chat in other sites' pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from playwright.sync_api import expect

from bot.channels.web.embedding import may_embed

from .conftest import Server, free_port
from .test_channel import user_token

# A host page whose own styles would ruin whatever they reach.
PAGE = """<!doctype html><meta charset="utf-8"><title>办公网</title>
<style>* {{ color: red !important; font-size: 60px !important; }} button, iframe {{ display: none }}</style>
<p>通知公告</p><script src="{server}/widget.js" {attributes} defer></script>"""


@pytest.fixture(scope="session")
def host(server: Server, host_port: int) -> Iterator[str]:
    """A site that the server allows."""
    yield from serve_pages(server, host_port)


@pytest.fixture(scope="session")
def stranger(server: Server) -> Iterator[str]:
    """A site that it does not."""
    yield from serve_pages(server, free_port())


def serve_pages(server: Server, port: int) -> Iterator[str]:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            attributes = parse_qs(urlsplit(self.path).query).get("a", [""])[0]
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.format(server=server.url, attributes=attributes).encode())

        def log_message(self, *_: object) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", port), Pages)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{port}"
    site.shutdown()


def test_an_allowed_page_gets_a_button_and_on_opening_the_chat(visit, host, server):
    visitor = visit(host)
    page = visitor.page
    page.goto(f"{host}/?a=data-title=问计划")
    button = page.get_by_role("button", name="问计划")
    expect(button).to_be_visible()
    assert button.evaluate("e => getComputedStyle(e).fontSize") == "16px"
    assert not any(name.endswith("/chat.js") for name in loaded(page))
    button.click()
    chat = page.frame_locator("iframe")
    visitor.ready(chat)
    chat.locator("#text-input").fill("课桌椅什么时候换完")
    chat.locator("#text-input").press("Enter")
    expect(chat.locator("plan-answer .value")).to_have_text("2022年底前")
    expect(chat.locator("#title")).to_have_text("问计划")
    assert page.locator("p").evaluate("e => getComputedStyle(e).color") == "rgb(255, 0, 0)"


def loaded(page) -> list[str]:
    return page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")


def test_an_embedded_conversation_lasts_over_pages_and_ends_when_told(visit, host):
    visitor = visit(host)
    page = visitor.page
    page.goto(f"{host}/first?a=data-open")
    chat = page.frame_locator("iframe")
    visitor.ready(chat)
    chat.locator("#text-input").fill("我是谁")
    chat.locator("#text-input").press("Enter")
    me = chat.locator("plan-answer .text").inner_text()
    page.goto(f"{host}/second?a=data-open")
    expect(chat.locator("plan-answer .text")).to_have_text(me)
    chat.get_by_role("button", name="新对话").click()
    expect(chat.locator("plan-answer")).to_have_count(0)


@pytest.mark.parametrize("who", ["data-user={}", "data-token={}"])
def test_another_user_of_the_page_gets_another_conversation(visit, host, who):
    visitor = visit(host)
    page = visitor.page
    answers = {}
    for user in ("zhang", "li", "zhang"):
        value = user_token(user) if "token" in who else user
        page.goto(f"{host}/?a=data-open {who.format(value)}")
        chat = page.frame_locator("iframe")
        visitor.ready(chat)
        if user in answers:
            expect(chat.locator("plan-answer .text")).to_have_text(answers[user])
            return
        expect(chat.locator("plan-answer")).to_have_count(0)
        chat.locator("#text-input").fill("我是谁")
        chat.locator("#text-input").press("Enter")
        answers[user] = chat.locator("plan-answer .text").inner_text()
    assert len(set(answers.values())) == 2


@pytest.mark.parametrize(
    ("color", "used"), [("%238a1f2b", True), ("%23ffd400", False), ("red;}", False), ("", False)]
)
def test_a_color_is_used_if_it_can_be_read(visit, host, color, used):
    visitor = visit(host)
    visitor.page.goto(f"{host}/?a=data-open data-color={color}")
    chat = visitor.page.frame_locator("iframe")
    visitor.ready(chat)
    accent = chat.locator("html").evaluate("e => getComputedStyle(e).getPropertyValue('--accent').trim()")
    assert (accent == color.replace("%23", "#")) is used
    ink = visitor.page.locator("plan-chat-widget button").evaluate("e => getComputedStyle(e).color")
    assert ink == ("rgb(17, 17, 17)" if color == "%23ffd400" else "rgb(255, 255, 255)")


def test_escape_and_the_close_button_put_the_chat_away(visit, host):
    visitor = visit(host)
    page = visitor.page
    page.goto(f"{host}/?a=data-open")
    chat = page.frame_locator("iframe")
    visitor.ready(chat)
    chat.locator("#text-input").press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    button = page.get_by_role("button", name="工作计划助手")
    expect(button).to_be_focused()
    button.click()
    chat.get_by_role("button", name="收起").click()
    expect(page.locator("iframe")).to_be_hidden()


def test_a_refused_page_gets_nothing_but_is_told_why(visit, stranger):
    visitor = visit(stranger)
    with visitor.page.expect_console_message(lambda message: "不在允许嵌入的名单里" in message.text) as told:
        visitor.page.goto(f"{stranger}/?a=data-open")
    assert stranger in told.value.text
    assert "EMBED_ORIGINS" in told.value.text
    expect(visitor.page.locator("plan-chat-widget")).to_have_count(0)
    visitor.faults.clear()


def test_a_refused_page_cannot_frame_the_chat_by_itself(visit, stranger, server):
    visitor = visit(stranger)
    visitor.page.goto(stranger)
    visitor.page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), { src }))",
        server.url,
    )
    visitor.page.wait_for_timeout(500)
    frame = next(frame for frame in visitor.page.frames if frame.parent_frame)
    assert frame.url.startswith("chrome-error:")
    visitor.faults.clear()


def test_a_page_of_the_servers_own_may_hold_the_chat(visit, server):
    page = visit().page
    html = PAGE.format(server=server.url, attributes="data-open")
    page.route("**/host", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{server.url}/host")
    page.frame_locator("iframe").locator("plan-welcome").wait_for()


def test_no_other_site_may_read_or_send(server):
    evil = {"Origin": "http://evil.example"}
    for response in (
        requests.post(f"{server.url}/chat/session", json={}, headers=evil),
        requests.get(f"{server.url}/chat/menu", headers=evil),
        requests.options(
            f"{server.url}/chat/messages", headers={**evil, "Access-Control-Request-Method": "POST"}
        ),
    ):
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://10.0.0.8:5005", True),  # the server's own
        ("https://oa.example.gov.cn", True),
        ("https://OA.example.gov.cn", True),
        ("http://oa.example.gov.cn", False),
        ("https://oa.example.gov.cn:8443", False),
        ("https://oa.example.gov.cn.evil.com", False),
        ("https://a.b.edu.cn", True),
        ("https://edu.cn", False),
        ("https://evil.com/.edu.cn", False),
        ("http://portal", True),
        ("http://portal:8080", True),
        ("http://portal:8080.evil.com", False),
        ("null", False),
        ("", False),
    ],
)
def test_which_origins_may(origin, expected):
    allowed = ("https://oa.example.gov.cn", "https://*.edu.cn", "http://portal:*")
    assert may_embed(origin, "10.0.0.8:5005", allowed) is expected
