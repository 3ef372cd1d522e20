"""message/send and message/update_template_card (documents 90236 and 94888)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from messenger.api.call import Call
from messenger.application import TEXT_BYTES, cut, new_message_id
from messenger.cards import check_card, check_update, pressable, too_long
from messenger.errors import ApiError
from messenger.records import APP, Json

if TYPE_CHECKING:
    from messenger.platform import Platform

MOST_USERS = 1000
TITLE_LETTERS, DESCRIPTION_LETTERS, BUTTON_LETTERS = 128, 512, 4
ARTICLES = 8
DROPPED = "对 {names} 一分钟超过 30 条（或一小时 1000 条），平台不提示地丢弃"


def _needed(holder: Json, name: str, code: int) -> str:
    value = holder.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ApiError(code)
    return value


def _text(platform: Platform, content: Json, call: Call) -> Json:
    text, was_cut = cut(_needed(content, "content", 44004), TEXT_BYTES)
    if was_cut:
        call.notes.append(f"超过 {TEXT_BYTES} 字节，平台截断")
    return {"content": text}


def _textcard(platform: Platform, content: Json, call: Call) -> Json:
    return {
        "title": _needed(content, "title", 41016)[:TITLE_LETTERS],
        "description": _needed(content, "description", 44004)[:DESCRIPTION_LETTERS],
        "url": _needed(content, "url", 41010),
        "btntxt": str(content.get("btntxt") or "详情")[:BUTTON_LETTERS],
    }


def _news(platform: Platform, content: Json, call: Call) -> Json:
    articles = content.get("articles")
    if not isinstance(articles, list) or not 1 <= len(articles) <= ARTICLES:
        raise ApiError(45008)
    for article in articles:
        _needed(article, "title", 41016)
        if not article.get("appid"):
            _needed(article, "url", 41010)
    return {"articles": articles}


def _medium(kind: str) -> Callable[[Platform, Json, Call], Json]:
    def check(platform: Platform, content: Json, call: Call) -> Json:
        medium = platform.media.get(content.get("media_id"))
        if medium.kind != kind:
            raise ApiError(40007, f"it is a {medium.kind}")
        return {"media_id": medium.id, "name": medium.name, "size": len(medium.data)}

    return check


def _card(platform: Platform, content: Json, call: Call) -> Json:
    card = check_card(content)
    if card.get("task_id"):
        if card["task_id"] in platform.tasks:
            raise ApiError(40058, "template_card.task_id has been used")
        platform.tasks.add(card["task_id"])
    call.notes += too_long(card)
    return card


KINDS: dict[str, Callable[[Platform, Json, Call], Json]] = {
    "text": _text,
    "markdown": _text,
    "textcard": _textcard,
    "news": _news,
    "template_card": _card,
    **{kind: _medium(kind) for kind in ("image", "voice", "video", "file")},
}


def _split(value: object) -> list[str]:
    return [part for part in str(value or "").split("|") if part]


def _receivers(platform: Platform, body: Json) -> tuple[list[str], Json]:
    """The userids that a request names, and those that it names in vain. Raises ApiError."""
    named = _split(body.get("touser"))
    parties = _split(body.get("toparty"))
    if len(named) > MOST_USERS:
        raise ApiError(40058, f"touser has more than {MOST_USERS} users")
    if not named and not parties and not body.get("totag"):
        raise ApiError(82001)
    if named == ["@all"]:
        return [member.id for member in platform.bureau.members], {}
    known = [user.lower() for user in named if platform.bureau.member(user)]
    unknown = [user.lower() for user in named if not platform.bureau.member(user)]
    for party in parties:
        known += sorted(platform.bureau.within(int(party)) if party.isdigit() else ())
    invalid: Json = {"invaliduser": "|".join(unknown)} if unknown else {}
    if not known:
        raise ApiError(81013, more=invalid)
    return list(dict.fromkeys(known)), invalid


def _check_agent(platform: Platform, body: Json) -> None:
    if "agentid" not in body:
        raise ApiError(41011)
    if str(body["agentid"]) != str(platform.credentials.agent_id):
        raise ApiError(40056)


def send(platform: Platform, call: Call) -> Json:
    """message/send: give every receiver a copy, unless the limits say no."""
    body = call.body
    _check_agent(platform, body)
    users, invalid = _receivers(platform, body)
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ApiError(40008)
    if platform.duplicates.seen(body, platform.clock()):
        call.notes.append("重复消息检查：同样的请求已送达过，不再送达")
        return {"msgid": new_message_id(), **invalid}
    content = body.get(kind)
    shown = KINDS[kind](platform, content if isinstance(content, dict) else {}, call)
    sending = new_message_id()
    copies = list(_copies(platform, users, kind, shown, sending, call))
    platform.duplicates.remember(body, platform.clock())
    answer: Json = {"msgid": sending, **invalid}
    if kind == "template_card" and pressable(shown):
        answer["response_code"] = platform.codes.issue(copies)
    return answer


def _copies(
    platform: Platform, users: list[str], kind: str, shown: Json, sending: str, call: Call
) -> Iterable[str]:
    dropped = []
    for user in users:
        if platform.member_limit.allows(user, platform.clock()):
            message = platform.conversations.add(f"app:{user}", APP, kind, dict(shown), sending=sending)
            yield message.id
        else:
            dropped.append(user)
    if dropped:
        call.notes.append(DROPPED.format(names="、".join(dropped)))


def update_card(platform: Platform, call: Call) -> Json:
    """message/update_template_card: replace a card once for each response code."""
    body = call.body
    _check_agent(platform, body)
    card, name = body.get("template_card"), (body.get("button") or {}).get("replace_name")
    if card:
        check_update({"task_id": "any"}, card)
    elif not name:
        raise ApiError(40058, "button.replace_name is missing")
    ids = set(platform.codes.use(body.get("response_code")))
    wanted = {user.lower() for user in body.get("userids") or []}
    copies = [message for message in platform.conversations.all() if message.id in ids]
    owners = {message.chat.partition(":")[2] for message in copies}
    for message in copies:
        if body.get("atall") or not wanted or message.chat.partition(":")[2] in wanted:
            platform.app.update(message, str(name or ""), card)
    strangers = sorted(wanted - owners)
    return {"invaliduser": strangers} if strangers else {}
