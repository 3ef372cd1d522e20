"""What callbacks look like on the wire: the application's XML and the robot's JSON."""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from messenger.crypto import BadSeal, Seal
from messenger.records import Json

# Elements that may stand several times, one for each row of a list.
LISTS = {
    "ActionList",
    "ButtonList",
    "HorizontalContentList",
    "JumpList",
    "OptionList",
    "SelectList",
    "VerticalContentList",
    "item",  # of news
}
NUMBERS = {"AgentID", "CreateTime", "MsgId"}  # written without CDATA
CARD_NUMBERS = {"type", "style", "desc_color", "mode"}
CARD_TRUTHS = {"disable", "is_checked"}


class BadReply(ValueError):
    """The bot's answer cannot be read. The text says why, in Chinese."""


@dataclass(frozen=True)
class Sealed:
    """One callback, ready to be sent."""

    query: dict[str, str]
    body: str
    content_type: str


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def xml(name: str, content: object) -> str:
    """An element; dictionaries become children, and rows of lists the element once for each."""
    if isinstance(content, list):
        return "".join(xml(name, row) for row in content)
    if isinstance(content, dict):
        return f"<{name}>" + "".join(xml(child, value) for child, value in content.items()) + f"</{name}>"
    return f"<{name}>{content if name in NUMBERS else cdata(str(content))}</{name}>"


def query(seal: Seal, encrypted: str, right: bool = True) -> dict[str, str]:
    """The parameters that go with a ciphertext."""
    timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**10))
    signature = seal.sign(timestamp, nonce, encrypted)
    if not right:
        signature = signature[::-1]
    return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}


def seal_xml(seal: Seal, agent_id: int, plain: str, fault: str | None = None) -> Sealed:
    encrypted = _encrypted(seal, plain, fault)
    body = xml("xml", {"ToUserName": seal.receiver, "Encrypt": encrypted, "AgentID": agent_id})
    return Sealed(query(seal, encrypted, fault != "wrong_signature"), body, "text/xml")


def seal_json(seal: Seal, plain: str, fault: str | None = None) -> Sealed:
    encrypted = _encrypted(seal, plain, fault)
    body = json.dumps({"encrypt": encrypted})
    return Sealed(query(seal, encrypted, fault != "wrong_signature"), body, "application/json")


def _encrypted(seal: Seal, plain: str, fault: str | None) -> str:
    if fault == "garbage":
        return "%%% 这不是 base64 %%%"
    if fault == "wrong_receiver":
        return Seal(seal.token, seal.aes_key, "ww0000000000000000").encrypt(plain)
    return seal.encrypt(plain)


def snake(name: str) -> str:
    """CardType becomes card_type. KeyName is keyname in the JSON."""
    return {"KeyName": "keyname"}.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _content(element: Element) -> object:
    if not len(element):
        return element.text or ""
    content: Json = {}
    for child in element:
        value = _content(child)
        if child.tag in LISTS:
            content.setdefault(snake(child.tag), []).append(value)
        else:
            content[snake(child.tag)] = value
    return content


def read_xml(text: str) -> Json:
    """The content of an XML document, its names in snake case. Raises BadReply."""
    try:
        content = _content(fromstring(text))
    except (ParseError, DefusedXmlException) as error:
        raise BadReply(f"被动回复不是合法的 XML：{error}") from error
    if not isinstance(content, dict):
        raise BadReply("被动回复的 XML 没有内容")
    return content


def card_from_xml(card: object) -> object:
    """A card of an XML document as it would be in JSON, with numbers and truths instead of words."""
    if isinstance(card, list):
        return [card_from_xml(row) for row in card]
    if not isinstance(card, dict):
        return card
    changed: Json = {}
    for name, value in card.items():
        if name in CARD_NUMBERS and str(value).isdigit():
            changed[name] = int(value)
        elif name in CARD_TRUTHS:
            changed[name] = value in ("true", "1")
        else:
            changed[name] = card_from_xml(value)
    return changed


def open_xml(seal: Seal, text: str) -> Json:
    """The passive reply of an application. Raises BadReply."""
    outer = read_xml(text)
    return read_xml(_opened(seal, outer, "encrypt", "msg_signature", "time_stamp", "nonce"))


def open_json(seal: Seal, text: str) -> Json:
    """The passive reply of a robot. Raises BadReply."""
    outer = _read_json(text)
    return _read_json(_opened(seal, outer, "encrypt", "msgsignature", "timestamp", "nonce"))


def _read_json(text: str) -> Json:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise BadReply(f"被动回复不是合法的 JSON：{error}") from error
    if not isinstance(content, dict):
        raise BadReply("被动回复的 JSON 不是对象")
    return content


def _opened(seal: Seal, outer: Json, encrypt: str, signature: str, timestamp: str, nonce: str) -> str:
    missing = [name for name in (encrypt, signature, timestamp, nonce) if not outer.get(name)]
    if missing:
        raise BadReply(f"被动回复缺少 {'、'.join(missing)}")
    encrypted = str(outer[encrypt])
    if not seal.signed(str(outer[signature]), str(outer[timestamp]), str(outer[nonce]), encrypted):
        raise BadReply("被动回复的签名不对")
    try:
        return seal.decrypt(encrypted)
    except BadSeal as error:
        raise BadReply(f"被动回复无法解密：{error}") from error
