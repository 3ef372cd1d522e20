"""The platform's encryption, against its documents, its own library, and itself."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channels.wecom.crypto import Envelope
from bot.errors import BadCallback, SettingsError

# The example of the platform's documents (developer.work.weixin.qq.com 90968).
TOKEN, KEY, CORP = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
ECHO = (
    "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "1409659589",
    "263014780",
    "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
)
POSTED = (
    "477715d11cdb4164915debcba66cb864d751f3e6",
    "1409659813",
    "1372623149",
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/"
    "sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJ"
    "YuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGU"
    "callcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDY"
    "A5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
)
ENVELOPE = Envelope(TOKEN, KEY, CORP)
LIBRARY = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def test_the_documents_echo():
    assert ENVELOPE.open(*ECHO) == b"1616140317555161061"


def test_the_documents_message():
    message = ENVELOPE.open(*POSTED).decode()
    assert "<FromUserName><![CDATA[mycreate]]></FromUserName>" in message
    assert "<MsgId>4561255354251345929</MsgId>" in message


@pytest.mark.parametrize("vector", LIBRARY["vectors"], ids=lambda vector: vector["nonce"])
def test_the_platforms_own_library_makes_the_same(vector):
    message = vector["message"]
    if isinstance(message, dict):
        message = message["repeat"] * message["times"]
    envelope = Envelope(LIBRARY["token"], LIBRARY["key"], vector["receiver"])
    made = envelope.encrypt(message.encode(), bytes.fromhex(vector["random"]))
    wanted = vector["encrypt"]
    if isinstance(wanted, dict):
        assert hashlib.sha256(made.encode()).hexdigest() == wanted["sha256"]
    else:
        assert made == wanted
    assert envelope.sign(vector["timestamp"], vector["nonce"], made) == vector["signature"]
    assert envelope.open(vector["signature"], vector["timestamp"], vector["nonce"], made) == message.encode()


@given(message=st.binary(max_size=200), receiver=st.text(max_size=20), nonce=st.text(max_size=20))
def test_what_was_encrypted_comes_back(message, receiver, nonce):
    assume(not any("\ud800" <= sign <= "\udfff" for sign in receiver))
    envelope = Envelope(TOKEN, KEY, receiver)
    encrypted = envelope.encrypt(message)
    assert len(base64.b64decode(encrypted)) % 32 == 0
    assert envelope.open(envelope.sign("1", nonce, encrypted), "1", nonce, encrypted) == message


@given(message=st.binary(max_size=80), data=st.data())
def test_a_changed_byte_is_noticed(message, data):
    encrypted = ENVELOPE.encrypt(message)
    signature = ENVELOPE.sign("1", "2", encrypted)
    at = data.draw(st.integers(0, len(encrypted) - 1))
    other = data.draw(st.sampled_from("ABab01+/="))
    assume(encrypted[at] != other)
    with pytest.raises(BadCallback, match="签名"):
        ENVELOPE.open(signature, "1", "2", encrypted[:at] + other + encrypted[at + 1 :])


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data):
    with pytest.raises(BadCallback):
        ENVELOPE.decrypt(base64.b64encode(data).decode())


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text):
    with pytest.raises(BadCallback):
        ENVELOPE.open(text, text, text, text)


def _encrypted(plain: bytes) -> str:
    key = base64.b64decode(KEY + "=")
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


HEAD = b"r" * 16
RIGHT = HEAD + (2).to_bytes(4, "big") + b"hi" + CORP.encode()


def _padded(plain: bytes, padding: int | None = None) -> bytes:
    missing = 32 - len(plain) % 32
    return plain + bytes([padding or missing]) * missing


def test_the_right_one_among_the_wrong_ones():
    assert ENVELOPE.decrypt(_encrypted(_padded(RIGHT))) == b"hi"


@pytest.mark.parametrize(
    ("plain", "problem"),
    [
        (_padded(RIGHT, 33), "填充"),
        (RIGHT[:-1] + b"\x00" * (32 - len(RIGHT[:-1]) % 32), "填充"),
        (_padded(RIGHT)[:-2] + b"\x09" + _padded(RIGHT)[-1:], "填充"),
        (_padded(HEAD + (999).to_bytes(4, "big") + b"hi" + CORP.encode()), "消息长度"),
        (_padded(HEAD + (2**32 - 1).to_bytes(4, "big") + b"hi"), "消息长度"),
        (_padded(b""), "消息长度"),
        (_padded(HEAD + (2).to_bytes(4, "big") + b"hi" + b"wxother"), "接收方"),
        (_padded(HEAD + (2).to_bytes(4, "big") + b"hi"), "接收方"),
        (b"\x10" * 16, "密文长度"),
    ],
)
def test_what_is_wrong_inside_is_named(plain, problem):
    with pytest.raises(BadCallback, match=problem):
        ENVELOPE.decrypt(_encrypted(plain))


@pytest.mark.parametrize("text", ["", "?", "=", "abc", "中文", "A" * 43, "AAAA" * 8 + "\n"])
def test_no_base64_of_whole_blocks(text):
    with pytest.raises(BadCallback):
        ENVELOPE.decrypt(text)


@pytest.mark.parametrize("key", ["", "short", KEY + "=", KEY[:-1], KEY[:-1] + "！"])
def test_a_wrong_key_is_a_setting_to_mend(key):
    with pytest.raises(SettingsError, match="EncodingAESKey"):
        Envelope(TOKEN, key, CORP)


def test_secrets_are_not_shown():
    assert TOKEN not in repr(ENVELOPE) and KEY not in repr(ENVELOPE)
