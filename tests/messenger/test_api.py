"""The server API: what it gives, what it refuses and with which code, over real HTTP."""

from __future__ import annotations

import time

import pytest
import requests
from fake_bot import MENU, button_card

from messenger.errors import ApiError

USER = "linwanqing"
CHAT = f"app:{USER}"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def raw(stage, name, **options):
    """Call the API without the bot's token; the errcode."""
    method = options.pop("method", "GET")
    return requests.request(method, f"{stage.url}/cgi-bin/{name}", timeout=10, **options).json()["errcode"]


# Tokens


def test_a_token_is_the_same_until_it_ends(stage):
    secrets = {"corpid": stage.credentials.corp_id, "corpsecret": stage.credentials.secret}
    first = stage.call("gettoken", **secrets)
    assert (first["errcode"], first["expires_in"]) == (0, 7200)
    assert stage.call("gettoken", **secrets)["access_token"] == first["access_token"]
    stage.clock.ahead = 7201
    assert stage.call("gettoken", **secrets)["access_token"] != first["access_token"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"corpid": ""}, 41002),
        ({"corpsecret": ""}, 41004),
        ({"corpid": "x"}, 40013),
        ({"corpsecret": "x"}, 40001),
    ],
)
def test_wrong_secrets(stage, change, code):
    secrets = {"corpid": stage.credentials.corp_id, "corpsecret": stage.credentials.secret}
    assert raw(stage, "gettoken", params={**secrets, **change}) == code


def test_without_a_good_token(stage):
    assert raw(stage, "user/get") == 41001
    assert raw(stage, "user/get", params={"access_token": "invented"}) == 40014
    token = stage.platform.tokens
    stage.call("user/get", userid=USER)
    old = token._token
    stage.clock.ahead = 7201
    assert raw(stage, "user/get", params={"access_token": old}) == 42001
    assert raw(stage, "gettoken", method="POST") == 43001


def test_an_unknown_interface(stage):
    assert requests.get(f"{stage.url}/cgi-bin/no/such", timeout=5).status_code == 404


# Sending


def test_every_kind_is_shown(stage):
    card = {"title": "清单", "description": "九项", "url": "http://127.0.0.1/plan"}
    article = {"title": "文", "url": "http://127.0.0.1/a", "description": "述", "picurl": ""}
    for kind, content in [
        ("text", {"content": "一"}),
        ("markdown", {"content": "**二**"}),
        ("textcard", card),
        ("news", {"articles": [article]}),
        ("template_card", button_card("t1")),
    ]:
        assert stage.send(USER, kind, content)["errcode"] == 0
    kinds = [message.kind for message in stage.heard(CHAT, 5)]
    assert kinds == ["text", "markdown", "textcard", "news", "template_card"]


def test_who_gets_it(stage):
    answer = stage.send("LinWanQing|nobody|JiangYuan", "text", {"content": "大小写"})
    assert (answer["errcode"], answer["invaliduser"]) == (0, "nobody")
    assert len(stage.messages("app:jiangyuan")) == 1
    assert stage.send("nobody|NoOne", "text", {"content": "?"})["errcode"] == 81013
    assert stage.send("", "text", {"content": "?"})["errcode"] == 82001
    assert stage.send("@all", "text", {"content": "大家"})["errcode"] == 0
    assert stage.send("", "text", {"content": "科里"}, toparty="4")["errcode"] == 0
    assert [len(stage.messages(f"app:{user}")) for user in ("xuyining", "xiahanxing")] == [1, 2]


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("text", {}, 44004),
        ("text", {"content": "  "}, 44004),
        ("hologram", {"content": "?"}, 40008),
        ("textcard", {"title": "一", "description": "二"}, 41010),
        ("textcard", {"description": "二", "url": "http://127.0.0.1"}, 41016),
        ("news", {"articles": []}, 45008),
        ("news", {"articles": [{"title": "文", "url": "http://127.0.0.1"}] * 9}, 45008),
        ("image", {}, 41006),
        ("file", {"media_id": "none"}, 40007),
        ("template_card", {"card_type": "button_interaction"}, 40058),
    ],
)
def test_what_is_refused(stage, kind, content, code):
    assert stage.send(USER, kind, content)["errcode"] == code
    assert stage.messages(CHAT) == []


def test_the_agent_has_to_be_right(stage):
    base = {"touser": USER, "msgtype": "text", "text": {"content": "?"}}
    assert stage.call("message/send", base)["errcode"] == 41011
    assert stage.call("message/send", {**base, "agentid": 7})["errcode"] == 40056


def test_a_body_that_is_no_json(stage):
    stage.call("user/get", userid=USER)
    params = {"access_token": stage.platform.tokens._token}
    answer = requests.post(f"{stage.url}/cgi-bin/message/send", params=params, data="{oops", timeout=5).json()
    assert answer["errcode"] == 41011 and answer["errmsg"].startswith("Warning: wrong json format.")


def test_text_is_cut_at_2048_bytes_even_inside_a_character(stage):
    stage.send(USER, "text", {"content": "教" * 1000})
    (message,) = stage.heard(CHAT)
    assert message.body["content"] == "教" * 682 + "\ufffd"
    assert "截断" in stage.platform.log.all()[-1].notes[0]


def test_more_than_thirty_a_minute_are_dropped_without_a_word(stage):
    answers = [stage.send(USER, "text", {"content": str(number)})["errcode"] for number in range(32)]
    assert answers == [0] * 32
    assert [message.body["content"] for message in stage.messages(CHAT)] == [str(n) for n in range(30)]
    assert stage.send("jiangyuan", "text", {"content": "另一个人"})["errcode"] == 0
    assert len(stage.messages("app:jiangyuan")) == 1
    stage.clock.ahead = 61
    stage.send(USER, "text", {"content": "一分钟后"})
    assert len(stage.messages(CHAT)) == 31


def test_the_duplicate_check(stage):
    content = {"content": "同样的话"}
    stage.send(USER, "text", content)
    assert stage.send(USER, "text", content, enable_duplicate_check=1)["errcode"] == 0
    assert len(stage.messages(CHAT)) == 1
    stage.send(USER, "text", content)  # unchecked: said again
    stage.clock.ahead = 1801
    stage.send(USER, "text", content, enable_duplicate_check=1)
    assert len(stage.messages(CHAT)) == 3


def test_what_was_refused_is_no_duplicate(stage):
    stage.app("fault", name="busy", times=1)
    assert stage.send(USER, "text", {"content": "一"}, enable_duplicate_check=1)["errcode"] == -1
    assert stage.send(USER, "text", {"content": "一"}, enable_duplicate_check=1)["errcode"] == 0
    assert len(stage.messages(CHAT)) == 1


# Cards


def test_a_response_code_is_good_once_and_for_72_hours(stage):
    code = stage.send(f"{USER}|jiangyuan", "template_card", button_card("t1"))["response_code"]
    update = {"agentid": stage.credentials.agent_id, "userids": [USER.upper()], "response_code": code}
    change = {"template_card": {**button_card("t1", "新卡片")}}
    answer = stage.call("message/update_template_card", {**update, **change})
    assert answer["errcode"] == 0
    assert stage.messages(CHAT)[0].body["main_title"]["title"] == "新卡片"
    assert stage.messages("app:jiangyuan")[0].body["main_title"]["title"] == "请选择"
    assert stage.call("message/update_template_card", {**update, **change})["errcode"] == 40058
    late = stage.send(USER, "template_card", button_card("t2"))["response_code"]
    stage.clock.ahead = 72 * 3600 + 1
    with pytest.raises(ApiError, match="expired"):
        stage.platform.codes.use(late)


def test_a_task_id_is_good_for_one_card(stage):
    assert stage.send(USER, "template_card", button_card("t1"))["errcode"] == 0
    assert stage.send(USER, "template_card", button_card("t1", "另一张"))["errcode"] == 40058


# Media


def upload(stage, name, data, kind="file", header=None):
    """Upload with the raw multipart body that real clients send."""
    stage.call("user/get", userid=USER)
    disposition = header or f'form-data; name="media"; filename="{name}"'
    body = f"--b\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + data + b"\r\n--b--\r\n"
    return requests.post(
        f"{stage.url}/cgi-bin/media/upload",
        params={"access_token": stage.platform.tokens._token, "type": kind},
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=b"},
        timeout=10,
    ).json()


def test_a_file_is_uploaded_sent_and_fetched(stage):
    media_id = upload(stage, "任务清单.xlsx", b"PK\3\4 table")["media_id"]
    assert stage.send(USER, "file", {"media_id": media_id})["errcode"] == 0
    (message,) = stage.heard(CHAT)
    assert message.body == {"media_id": media_id, "name": "任务清单.xlsx", "size": 10}
    fetched = requests.get(f"{stage.url}/media/{media_id}", timeout=5)
    assert fetched.content == b"PK\3\4 table" and "attachment" in fetched.headers["Content-Disposition"]
    assert stage.send(USER, "image", {"media_id": media_id})["errcode"] == 40007
    stage.clock.ahead = 3 * 24 * 3600 + 1
    assert requests.get(f"{stage.url}/media/{media_id}", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("file", b"", 44001),
        ("file", b"12345", 40006),
        ("file", bytes((20 << 20) + 1), 45001),
        ("image", PNG + bytes(10 << 20), 40009),
        ("image", b"GIF89a....", 40004),
        ("poem", b"123456", 40004),
    ],
    ids=["empty", "tiny", "too big", "picture too big", "no picture", "no kind"],
)
def test_media_that_are_refused(stage, kind, data, code):
    assert upload(stage, "a.bin", data, kind)["errcode"] == code


def test_only_a_plain_file_name_is_read(stage):
    star = "form-data; name=\"media\"; filename*=utf-8''%E4%BB%BB.txt"
    assert upload(stage, "", b"123456", header=star)["errcode"] == 44001
    assert upload(stage, "", b"123456", header='form-data; name="other"; filename="a"')["errcode"] == 41005


# Directory and menu


def test_members_and_departments(stage):
    member = stage.call("user/get", userid="LINWANQING")
    assert (member["name"], member["department"], member["position"]) == ("林晚晴", [3], "科员")
    assert not {"mobile", "email", "gender", "avatar"} & set(member)
    assert stage.call("user/get", userid="nobody")["errcode"] == 60111
    assert stage.call("department/get", id=3)["department"]["name"] == "办公室"
    assert len(stage.call("department/list")["department"]) == 8
    assert stage.call("agent/get", agentid=stage.credentials.agent_id)["name"] == "工作计划助手"


def test_a_menu_is_created_and_read(stage):
    agent = stage.credentials.agent_id
    assert stage.call("menu/get", agentid=agent)["errcode"] == 46003
    assert stage.call("menu/create", {"button": MENU}, agentid=agent)["errcode"] == 0
    assert stage.call("menu/get", agentid=agent)["button"] == MENU


@pytest.mark.parametrize(
    ("button", "code"),
    [
        ([], 40016),
        ([{"type": "click", "name": "一", "key": "k"}] * 4, 40016),
        ([{"type": "click", "name": "这个名字太长了", "key": "k"}], 40018),
        ([{"type": "click", "name": "一", "key": "k" * 129}], 40019),
        ([{"type": "press", "name": "一", "key": "k"}], 40017),
        ([{"name": "一", "sub_button": [{"type": "click", "name": "二", "key": "k"}] * 6}], 40023),
        ([{"name": "一", "sub_button": [{"name": "二", "sub_button": [{"name": "三"}]}]}], 40022),
    ],
)
def test_menus_that_are_refused(stage, button, code):
    answer = stage.call("menu/create", {"button": button}, agentid=stage.credentials.agent_id)
    assert answer["errcode"] == code


# Faults


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("token_expired", 42001),
        ("token_invalid", 40014),
        ("untrusted_ip", 60020),
        ("frequency", 45009),
        ("concurrency", 45033),
        ("busy", -1),
    ],
)
def test_a_fault_strikes_once(stage, fault, code):
    stage.send(USER, "text", {"content": "先"})
    stage.app("fault", name=fault, times=1)
    assert stage.send(USER, "text", {"content": "一"})["errcode"] == code
    token_was_lost = fault.startswith("token")
    assert stage.send(USER, "text", {"content": "二"})["errcode"] == (code if token_was_lost else 0)
    assert len(stage.messages(CHAT)) == (1 if token_was_lost else 2)


def test_a_fault_can_last(stage):
    stage.app("fault", name="frequency", times=-1)
    assert {stage.send(USER, "text", {"content": "x"})["errcode"] for _ in range(3)} == {45009}
    stage.app("fault", name="frequency", times=0)
    assert stage.send(USER, "text", {"content": "x"})["errcode"] == 0


@pytest.mark.parametrize(
    ("fault", "status", "said"), [("server_error", 500, 0), ("hang", 504, 0), ("lost_answer", 504, 1)]
)
def test_a_platform_that_is_out_of_order(stage, fault, status, said):
    stage.call("user/get", userid=USER)
    stage.app("fault", name=fault, times=1)
    body = {
        "touser": USER,
        "agentid": stage.credentials.agent_id,
        "msgtype": "text",
        "text": {"content": "x"},
    }
    began = time.monotonic()
    answer = requests.post(
        f"{stage.url}/cgi-bin/message/send",
        params={"access_token": stage.platform.tokens._token},
        json=body,
        timeout=10,
    )
    assert answer.status_code == status and len(stage.messages(CHAT)) == said
    assert (time.monotonic() - began >= 0.3) == (status == 504)


def test_the_secret_can_be_wrong_for_a_while(stage):
    stage.app("fault", name="secret", times=1)
    secrets = {"corpid": stage.credentials.corp_id, "corpsecret": stage.credentials.secret}
    assert stage.call("gettoken", **secrets)["errcode"] == 40001
    assert stage.call("gettoken", **secrets)["errcode"] == 0
