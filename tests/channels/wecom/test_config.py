"""Not configured is off; half configured is an error that names what is missing."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import rasa.shared.utils.io
from rasa.core.run import create_http_input_channels

from bot.channels.wecom.config import API, APP, KEYS, SOCKET, let_unset_pass, read_config, variable
from bot.errors import SettingsError
from bot.settings import ROOT

from .world import CORP, KEY, environment

ROBOT = {"WECOM_BOT_ID": "aib1", "WECOM_BOT_SECRET": "s"}
CALLED = {"WECOM_BOT_TOKEN": "t", "WECOM_BOT_AES_KEY": KEY}


def _app(tmp_path: Path, **changes: str) -> dict[str, str]:
    return {**environment(tmp_path), **changes}


def test_nothing_set_is_off():
    config = read_config({}, {})
    assert config.app is None and config.robot is None
    assert read_config(None, {variable(key): "" for key in KEYS}) == config
    assert read_config({key: "${" + variable(key) + "}" for key in KEYS}, {}) == config


def test_all_set_is_on(tmp_path):
    config = read_config(None, _app(tmp_path))
    assert config.app is not None
    assert (config.app.corp_id, config.app.agent_id, config.api_base) == (CORP, 1000002, API)
    assert not config.text_only and config.robot is None


def test_credentials_go_before_the_environment(tmp_path):
    config = read_config({"corp_id": "wwother", "text_only": True, "agent_id": 7}, _app(tmp_path))
    assert config.app is not None
    assert (config.app.corp_id, config.app.agent_id, config.text_only) == ("wwother", 7, True)


@pytest.mark.parametrize("missing", [variable(key) for key in APP])
def test_what_is_missing_is_named(tmp_path, missing):
    with pytest.raises(SettingsError, match=f"缺少 {missing}$"):
        read_config(None, _app(tmp_path, **{missing: " "}))


def test_all_that_is_missing_is_named():
    with pytest.raises(SettingsError, match="缺少 WECOM_AGENT_ID、WECOM_SECRET、WECOM_TOKEN、WECOM_AES_KEY"):
        read_config(None, {"WECOM_CORP_ID": CORP})


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"WECOM_AGENT_ID": "abc"}, "WECOM_AGENT_ID"),
        ({"WECOM_AES_KEY": "short"}, "WECOM_AES_KEY"),
        ({"WECOM_API_BASE": "qyapi"}, "WECOM_API_BASE"),
        ({"WECOM_PAGE_URL": "ftp://x"}, "WECOM_PAGE_URL"),
        ({"WECOM_TEXT_ONLY": "perhaps"}, "WECOM_TEXT_ONLY"),
        ({"WECOM_BOT_ID": "aib1"}, "WECOM_BOT_SECRET"),
        ({"WECOM_BOT_TOKEN": "t"}, "WECOM_BOT_AES_KEY"),
        ({**ROBOT, **CALLED}, "只能用回调或长连接中的一种"),
        ({**ROBOT, "WECOM_BOT_WS": "https://x"}, "WECOM_BOT_WS"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, changes, named):
    with pytest.raises(SettingsError, match=named):
        read_config(None, _app(tmp_path, **changes))


def test_an_unknown_key_is_an_error():
    with pytest.raises(SettingsError, match="corpid"):
        read_config({"corpid": CORP}, {})


def test_a_robot_alone():
    connected = read_config(None, ROBOT).robot
    assert connected is not None
    assert (connected.bot_id, connected.secret, connected.url) == ("aib1", "s", SOCKET)
    assert connected.envelope is None
    called = read_config(None, CALLED).robot
    assert called is not None and called.envelope is not None and called.envelope.receiver == ""


@pytest.mark.parametrize(
    ("base", "page"),
    [("http://127.0.0.1:8080/cgi-bin/", "http://127.0.0.1:5005"), ("https://wecom.example.gov.cn", None)],
)
def test_the_own_page_is_only_for_who_sits_at_this_machine(tmp_path, base, page):
    environ = _app(tmp_path, WECOM_API_BASE=base, WECOM_PAGE_URL="")
    config = read_config(None, environ, own_page="http://127.0.0.1:5005")
    assert config.page_url == page
    assert config.api_base == base.removesuffix("/cgi-bin/")


def test_the_file_that_ships_is_off_until_it_is_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("WECOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VAR", str(tmp_path))
    file = str(ROOT / "credentials.yml")
    off = _channel(file)  # as Rasa's own commands read it, too
    assert off.config.app is None
    assert not list(off.blueprint(None)._future_routes)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    on = _channel(file)
    assert on.config.app is not None and on.config.app.corp_id == CORP
    monkeypatch.setenv("WECOM_TOKEN", "")
    with pytest.raises(SettingsError, match="WECOM_TOKEN"):
        _channel(file)


def test_every_line_of_the_file_that_ships_can_be_used(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("WECOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VAR", str(tmp_path))
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    let_unset_pass(os.environ)
    shipped = (ROOT / "credentials.yml").read_text(encoding="utf-8")
    file = tmp_path / "credentials.yml"
    file.write_text(re.sub(r"^  # (?=\w+: \$\{)", "  ", shipped, flags=re.M), encoding="utf-8")
    given = rasa.shared.utils.io.read_config_file(file)["bot.channels.wecom.WeComInput"]
    assert set(given) == set(KEYS)
    assert given["corp_id"] == CORP and _channel(str(file)).config.app.corp_id == CORP


def _channel(file: str):
    return next(one for one in create_http_input_channels(None, file) if one.name() == "wecom")
