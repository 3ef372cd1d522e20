"""The channel over HTTP: answers as data, conversations that nobody else can enter, limits."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import threading
import time

import pytest
import requests

from bot.store.log import feedback
from bot.store.session import open_store

from .canned import CRASH, DEADLINE, MARKUP, PLAN, SILENCE, SLOW
from .conftest import EMBED_KEY, Server


@pytest.fixture
def person(server: Server) -> requests.Session:
    """Somebody with a browser's cookie jar."""
    session = requests.Session()
    assert session.post(f"{server.url}/chat/session", json={}).ok
    return session


def ask(server: Server, person: requests.Session, text: str, **more: str) -> requests.Response:
    return person.post(f"{server.url}/chat/messages", json={"text": text, **more})


def said(server: Server, person: requests.Session, text: str, **more: str) -> str:
    response = ask(server, person, text, **more)
    assert response.status_code == 200, response.text
    return str(response.json()["messages"][0]["text"])


def error_of(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def test_an_answer_is_one_message_with_text_data_and_buttons(server, person):
    body = ask(server, person, "课桌椅什么时候换完").json()
    assert body == {
        "messages": [
            {
                "text": DEADLINE.text,
                "answer": DEADLINE.as_dict(),
                "buttons": [{"title": f.title, "payload": f.message} for f in DEADLINE.follow_ups],
                "cards": [],
                "plan": "sample",
            }
        ],
        "continued": False,  # nothing was said before
    }
    assert ask(server, person, "课桌椅什么时候换完").json()["continued"] is True


def test_a_lists_entries_come_as_cards_with_what_the_plan_says(server, person):
    (message,) = ask(server, person, "有哪些时限").json()["messages"]
    first = message["cards"][0]
    assert [card["number"] for card in message["cards"]] == [1, 2, 3]
    assert first["task"] == "T027"
    assert first["deadline"] == {"raw": "秋季开学前", "due": "2022-08-31", "precision": "season"}
    assert first["owners"] == [{"name": "各县区", "inferred": False}]
    assert first["targets"] == [{"name": "项目的建设进度", "raw": "XX个", "redacted": True}]
    assert PLAN[first["start"] : first["end"]] == first["quote"]


def test_a_text_with_blank_lines_stays_one_message(server, person):
    messages = ask(server, person, "你好").json()["messages"]
    assert len(messages) == 1
    assert "\n\n" in messages[0]["text"]
    assert messages[0]["answer"] is None
    assert messages[0]["buttons"] == []


@pytest.mark.parametrize("text", [CRASH, SILENCE])
def test_a_bot_that_fails_or_falls_silent_is_heard_as_an_apology(server, person, text):
    assert said(server, person, text).startswith("抱歉")


def test_the_senders_id_is_the_servers_and_stays(server, person):
    first = said(server, person, "我是谁")
    assert said(server, person, "我是谁") == first
    assert said(server, person, "我是谁", sender="someone-else") == first


def test_two_people_have_two_conversations(server, person):
    other = requests.Session()
    other.post(f"{server.url}/chat/session", json={})
    assert said(server, person, "我是谁") != said(server, other, "我是谁")


def test_a_new_conversation_has_a_new_sender(server, person):
    before = said(server, person, "我是谁")
    person.post(f"{server.url}/chat/session", json={"fresh": True})
    assert said(server, person, "我是谁") != before


def test_the_cookie_is_kept_from_scripts_and_other_sites(server):
    header = requests.post(f"{server.url}/chat/session", json={}).headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Secure" not in header
    behind_tls = requests.post(
        f"{server.url}/chat/session", json={}, headers={"X-Forwarded-Proto": "https"}
    ).headers["Set-Cookie"]
    assert "Secure" in behind_tls


def test_the_answer_to_a_page_of_our_own_does_not_show_the_ticket(server):
    response = requests.post(f"{server.url}/chat/session", json={})
    ticket = response.cookies["plan_chat"]
    assert response.json()["ticket"] is None
    assert ticket.partition(".")[0] not in response.text


@pytest.mark.parametrize("forge", [lambda t: t[:-1] + ("0" if t[-1] != "0" else "1"), lambda t: "x" + t])
def test_a_forged_cookie_opens_nothing(server, person, forge):
    ticket = forge(person.cookies["plan_chat"])
    response = requests.post(
        f"{server.url}/chat/messages", json={"text": "我是谁"}, cookies={"plan_chat": ticket}
    )
    assert error_of(response) == (401, "no_session")


@pytest.mark.parametrize(("length", "status"), [(1000, 200), (1001, 400)])
def test_a_message_has_at_most_a_thousand_characters(server, person, length, status):
    response = ask(server, person, "问" * length)
    assert response.status_code == status
    if status == 400:
        assert response.json()["error"]["code"] == "too_long"
        assert "1000" in response.json()["error"]["message"]
        assert "1001" in response.json()["error"]["message"]


def test_a_huge_body_is_refused_without_reading_it_all(server, person):
    assert error_of(ask(server, person, "问" * 20_000)) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"{", "application/json", (400, "not_json")),
        (b"[1]", "application/json", (400, "not_json")),
        (b"[" * 9000, "application/json", (400, "not_json")),
        (b"\xff", "application/json", (400, "not_json")),
        (b'{"text": 5}', "application/json", (400, "bad_field")),
        (b'{"text": "  "}', "application/json", (400, "bad_field")),
        (b"{}", "application/json", (400, "bad_field")),
        (b'{"text": "a"}', "text/plain", (415, "not_json")),
        (b"text=a", "application/x-www-form-urlencoded", (415, "not_json")),
    ],
)
def test_what_is_no_message_is_refused_in_words(server, person, body, kind, expected):
    response = person.post(f"{server.url}/chat/messages", data=body, headers={"Content-Type": kind})
    assert error_of(response) == expected
    assert response.json()["error"]["message"]


def test_who_writes_too_fast_is_asked_to_wait(server, person):
    answers = [ask(server, person, "你好") for _ in range(12)]
    refused = answers[-1]
    assert error_of(refused) == (429, "too_fast")
    assert refused.json()["error"]["retry_after"] >= 1
    other = requests.Session()
    other.post(f"{server.url}/chat/session", json={})
    assert ask(server, other, "你好").status_code == 200


def test_a_message_that_is_sent_again_is_handled_once(server, person):
    before = int(said(server, person, "问了几次"))
    answers: list[requests.Response] = []
    senders = [
        threading.Thread(target=lambda: answers.append(ask(server, person, SLOW, id="m1"))) for _ in range(3)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    again = ask(server, person, SLOW, id="m1")
    assert {answer.text for answer in answers} == {again.text}
    assert int(said(server, person, "问了几次")) == before + 1


def test_a_turn_goes_on_when_the_connection_is_lost(server, person):
    before = int(said(server, person, "问了几次"))
    with pytest.raises(requests.Timeout):
        person.post(f"{server.url}/chat/messages", json={"text": SLOW, "id": "m2"}, timeout=0.3)
    assert int(said(server, person, "问了几次")) == before + 1  # it is under way, with nobody to hear it
    assert SLOW in said(server, person, SLOW, id="m2")
    assert int(said(server, person, "问了几次")) == before + 1


def test_one_persons_message_id_gives_another_nothing(server, person):
    mine = said(server, person, "我是谁", id="m3")
    other = requests.Session()
    other.post(f"{server.url}/chat/session", json={})
    assert said(server, other, "我是谁", id="m3") != mine


def user_token(user: str, key: str = EMBED_KEY, expires: float | None = None, name: str = "张三") -> str:
    claims = {"user": user, "name": name, "exp": time.time() + 60 if expires is None else expires}
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"{body}.{hmac.new(key.encode(), body.encode(), hashlib.sha256).hexdigest()}"


def embedded(server: Server, **body: object) -> requests.Response:
    headers = {"Authorization": f"Bearer {body.pop('ticket')}"} if "ticket" in body else {}
    return requests.post(f"{server.url}/chat/session", json={"embedded": True, **body}, headers=headers)


def test_an_embedded_chat_gets_a_ticket_and_no_cookie(server):
    response = embedded(server)
    assert "Set-Cookie" not in response.headers
    ticket = response.json()["ticket"]
    headers = {"Authorization": f"Bearer {ticket}"}
    url = f"{server.url}/chat/messages"
    first, second = (
        requests.post(url, json={"text": "我是谁"}, headers=headers).json()["messages"] for _ in range(2)
    )
    assert first == second
    assert embedded(server, ticket=ticket).json()["conversation"] == response.json()["conversation"]


def test_a_host_page_vouches_for_its_user(server):
    answer = embedded(server, token=user_token("zhang")).json()
    assert answer["user"] == "张三"
    kept = embedded(server, token=user_token("zhang"), ticket=answer["ticket"]).json()
    assert kept["conversation"] == answer["conversation"]


def test_another_user_does_not_get_the_last_ones_conversation(server):
    answer = embedded(server, token=user_token("zhang")).json()
    other = embedded(server, token=user_token("li"), ticket=answer["ticket"]).json()
    nobody = embedded(server, ticket=answer["ticket"]).json()
    assert len({answer["conversation"], other["conversation"], nobody["conversation"]}) == 3


@pytest.mark.parametrize(
    "token",
    [
        user_token("zhang", key="另一个密钥"),
        user_token("zhang", expires=1.0),
        user_token(""),
        "x",
        "",
        ".",
        "é.é",
    ],
)
def test_a_token_that_is_forged_or_stale_is_refused(server, token):
    response = embedded(server, token=token)
    if token:
        assert error_of(response) == (403, "bad_token")
    else:
        assert response.json()["user"] is None


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://evil.example"}, {"X-Forwarded-For": "10.1.2.3"}, {"Via": "1.1 proxy"}]
)
def test_the_open_rest_channel_is_for_programs_on_this_machine(server, headers):
    response = requests.post(
        f"{server.url}/webhooks/rest/webhook", json={"sender": "a", "message": "你好"}, headers=headers
    )
    assert response.status_code == (403 if headers else 200)
    if headers:
        assert response.json()["error"]["code"] == "local_only"


def test_the_open_rest_channel_is_closed_to_other_machines(server):
    address = own_address()
    url = f"http://{address}:{server.port}"
    response = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": "a", "message": "你好"})
    assert response.status_code == 403
    assert requests.get(url).status_code == 200  # the page is open
    assert requests.post(f"{url}/chat/session", json={}).status_code == 200


def own_address() -> str:
    """An address of this machine that is not loopback; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])


def test_an_opinion_is_kept(server, person):
    opinion = {"verdict": "down", "reason": "内容不对", "question": f"课桌椅？{MARKUP}"}
    assert person.post(f"{server.url}/chat/feedback", json=opinion).ok
    store = open_store(f"sqlite:///{server.var / 'plans.db'}")
    with store.session() as session:
        kept = [message for message in feedback(session) if message.text == opinion["question"]]
    store.close()
    assert [(m.kind, m.reason, m.channel) for m in kept] == [("down", "内容不对", "web")]
    assert kept[0].sender == said(server, person, "我是谁")


def test_an_opinion_needs_a_conversation_and_a_verdict(server, person):
    url = f"{server.url}/chat/feedback"
    opinion = {"verdict": "up", "question": "问"}
    assert error_of(requests.post(url, json=opinion)) == (401, "no_session")
    assert error_of(person.post(url, json={**opinion, "verdict": "so"})) == (400, "bad_field")


def test_without_a_database_people_are_told_and_the_chat_goes_on(server, person):
    database = server.var / "plans.db"
    database.rename(server.var / "away.db")
    try:
        menu = requests.get(f"{server.url}/chat/menu")
        plan = requests.get(f"{server.url}/plan")
        opinion = person.post(f"{server.url}/chat/feedback", json={"verdict": "up", "question": "问"})
        answer = ask(server, person, "有哪些时限").json()["messages"][0]
    finally:
        (server.var / "away.db").rename(database)
    assert error_of(menu) == error_of(opinion) == (503, "unavailable")
    assert "make run" in menu.json()["error"]["message"]
    assert plan.status_code == 503
    assert "make run" in plan.text
    assert answer["cards"] == []
    assert answer["answer"]["facts"]
