"""The envelope against the documents' own example, and against what damages it."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messenger.credentials import (
    credentials_from,
    environment,
    new_credentials,
    read_env_file,
    write_env_file,
)
from messenger.crypto import BadSeal, Seal, decrypt_bytes, encrypt_bytes

# From document 90930, "加解密方案说明".
DOCUMENTED = Seal("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="


def test_the_documented_example():
    assert DOCUMENTED.decrypt(ECHO) == "1616140317555161061"
    assert DOCUMENTED.sign("1409659589", "263014780", ECHO) == "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"


@given(st.text(), st.text(max_size=40))
def test_what_is_sealed_can_be_opened(message, receiver):
    seal = Seal("token", DOCUMENTED.aes_key, receiver)
    assert seal.decrypt(seal.encrypt(message)) == message


@given(st.binary(max_size=200))
def test_padding_fills_up_to_32(data):
    sealed = encrypt_bytes(DOCUMENTED.key, data)
    assert len(sealed) % 32 == 0 and decrypt_bytes(DOCUMENTED.key, sealed) == data


@pytest.mark.parametrize(
    "damaged",
    ["", "no base64!", "AAAA", base64.b64encode(bytes(32)).decode(), ECHO[:-8] + "AAAAAA==", ECHO[4:]],
)
def test_damage_is_noticed(damaged):
    with pytest.raises(BadSeal):
        DOCUMENTED.decrypt(damaged)


def test_another_receiver_cannot_open_it():
    with pytest.raises(BadSeal, match="another receiver"):
        Seal(DOCUMENTED.token, DOCUMENTED.aes_key, "wx0").decrypt(ECHO)


def test_fresh_credentials_have_the_platforms_lengths():
    fresh = new_credentials()
    assert fresh != new_credentials()
    assert len(fresh.seal.key) == len(fresh.robot_seal.key) == 32
    assert re.fullmatch(r"[A-Za-z0-9]{43}", fresh.aes_key) and fresh.robot_seal.receiver == ""


def given(credentials, robot):
    return environment(credentials, "http://127.0.0.1:1", "http://127.0.0.1:2", robot, "计划机器人")


def test_an_env_file_keeps_the_secrets(tmp_path):
    fresh, path = new_credentials(), tmp_path / "sub" / "wecom.env"
    write_env_file(path, given(fresh, "socket"))
    again = credentials_from(read_env_file(path))
    assert path.stat().st_mode & 0o077 == 0
    assert (again.corp_id, again.secret, again.robot_secret) == (
        fresh.corp_id,
        fresh.secret,
        fresh.robot_secret,
    )


def test_a_robot_has_one_way_to_be_reached():
    fresh = new_credentials()
    by_socket, by_callback = given(fresh, "socket"), given(fresh, "callback")
    assert by_socket["WECOM_BOT_WS"] == "ws://127.0.0.1:1/openws"
    assert "WECOM_BOT_TOKEN" not in by_socket and "WECOM_BOT_SECRET" not in by_callback


def test_a_damaged_env_file_is_refused():
    with pytest.raises(ValueError, match="43"):
        credentials_from({"WECOM_AES_KEY": "A" * 39})
