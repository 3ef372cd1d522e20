"""The self-built application: what members do becomes callbacks, and its passive replies become messages."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial

from messenger.bureau import Bureau
from messenger.callbacks import Callback, Callbacks
from messenger.cards import Codes, check_update
from messenger.conversations import Conversations
from messenger.credentials import Credentials
from messenger.envelope import BadReply, card_from_xml, open_xml, seal_xml, xml
from messenger.errors import ApiError
from messenger.media import Media
from messenger.records import APP, Json, Message

PATH = "/webhooks/wecom/webhook"
TEXT_BYTES = 2048
NAMES = {
    "text": "文本",
    "image": "图片",
    "voice": "语音",
    "video": "视频",
    "file": "文件",
    "location": "位置",
    "enter_agent": "进入应用",
    "click": "菜单点击",
    "view": "菜单跳转",
    "template_card_event": "卡片按钮",
    "template_card_menu_event": "卡片右上角菜单",
}


@dataclass(frozen=True)
class Press:
    """A button of a card, and what was chosen on the card."""

    key: str
    choices: dict[str, list[str]]  # option ids by question key
    menu: bool = False  # from the menu in the card's upper right corner


def cut(text: str, most: int) -> tuple[str, bool]:
    """The first bytes of a text, as the platform cuts it: through a character if need be."""
    data = text.encode()
    return data[:most].decode("utf-8", "replace"), len(data) > most


def new_message_id() -> str:
    """A message id: 64 bits at most."""
    return str(7 * 10**18 + secrets.randbelow(10**18))


class Application:
    def __init__(
        self,
        credentials: Credentials,
        bot: str,
        address: str,
        bureau: Bureau,
        conversations: Conversations,
        callbacks: Callbacks,
        media: Media,
        codes: Codes,
    ) -> None:
        self.callback = bot + PATH
        self._bureau = bureau
        self._credentials = credentials
        self._address = address
        self._conversations = conversations
        self._callbacks = callbacks
        self._media = media
        self._codes = codes

    async def say(self, user: str, kind: str, body: Json) -> Message:
        """A member writes to the application."""
        message = self._conversations.add(f"app:{user}", user, kind, body, "sending")
        self._callbacks.start(self._say(message))
        return message

    async def _say(self, message: Message) -> None:
        content = {**self._content(message.kind, message.body), "MsgId": new_message_id()}
        accepted = await self._tell(message.sender, message.kind, content)
        message.state = "sent" if accepted else "failed"
        self._conversations.changed(message)

    def _content(self, kind: str, body: Json) -> Json:
        """The elements of a message of this kind (document 90239)."""
        if kind == "text":
            return {"Content": body["content"]}
        if kind == "image":
            return {"PicUrl": f"{self._address}/media/{body['media_id']}", "MediaId": body["media_id"]}
        if kind == "voice":  # the platform does not tell an application what was said
            return {"MediaId": body["media_id"], "Format": "amr"}
        if kind == "file":
            return {"MediaId": body["media_id"], "FileName": body["name"]}
        return {
            "Location_X": body["latitude"],
            "Location_Y": body["longitude"],
            "Scale": 15,
            "Label": body["label"],
            "AppType": "wxwork",
        }

    def event(self, user: str, event: str, key: str = "", more: Json | None = None) -> None:
        """Something happens that is no message (document 90240)."""
        self._callbacks.start(self._event(user, event, key, more))

    async def _event(self, user: str, event: str, key: str, more: Json | None) -> None:
        accepted = await self._tell(user, event, {"Event": event, "EventKey": key, **(more or {})})
        if not accepted:
            self._conversations.note(f"app:{user}", f"{NAMES[event]}没有送达：应用没有应答")

    def press(self, user: str, message: Message, press: Press) -> None:
        """A member presses a button of a card."""
        card = message.body
        items = [
            {"QuestionKey": question, "OptionIds": {"OptionId": chosen}}
            for question, chosen in press.choices.items()
        ]
        more: Json = {
            "TaskId": card.get("task_id", ""),
            "CardType": card["card_type"],
            "ResponseCode": self._codes.issue([message.id]),
        }
        if not press.menu:
            more["SelectedItems"] = {"SelectedItem": items}
        event = "template_card_menu_event" if press.menu else "template_card_event"
        self._callbacks.start(self._press(user, message, event, {"EventKey": press.key, **more}))

    async def _press(self, user: str, message: Message, event: str, content: Json) -> None:
        accepted = await self._tell(user, event, {"Event": event, **content}, message)
        if not accepted:
            self._conversations.note(message.chat, "卡片按钮没有送达：应用没有应答")

    async def _tell(self, user: str, kind: str, content: Json, card: Message | None = None) -> bool:
        """Deliver a callback and show its passive reply; whether it was accepted."""
        head = {
            "ToUserName": self._credentials.corp_id,
            "FromUserName": user,
            "CreateTime": int(self._conversations.now()),
            "MsgType": "event" if "Event" in content else kind,
        }
        plain = xml("xml", {**head, **content, "AgentID": self._credentials.agent_id})
        seal = partial(seal_xml, self._credentials.seal, self._credentials.agent_id)
        callback = Callback(
            f"{NAMES[kind]} · {self._bureau.name(user)}",
            self.callback,
            plain,
            seal,
            self._callbacks.timing.deliveries,
        )
        answer = await self._callbacks.deliver(callback)
        if answer is None:
            return False
        if answer.strip() not in ("", "success"):
            self._passive(user, answer, card)
        return True

    def _passive(self, user: str, answer: str, card: Message | None) -> None:
        try:
            reply = open_xml(self._credentials.seal, answer)
            self._show(user, reply, card)
        except (BadReply, ApiError) as error:
            self._conversations.note(f"app:{user}", f"应用的被动回复有误：{error}")

    def _show(self, user: str, reply: Json, card: Message | None) -> None:
        """Show a passive reply. Raises BadReply or ApiError."""
        chat, kind = f"app:{user}", reply.get("msg_type")
        if kind in ("update_button", "update_template_card"):
            if card is None:
                raise BadReply(f"{kind} 只能回复卡片事件")
            if kind == "update_button":
                self.update(card, name=str((reply.get("button") or {}).get("replace_name", "")))
            else:
                self.update(card, card=card_from_xml(reply.get("template_card")))
        elif card is not None:
            raise BadReply(f"卡片事件不能用 {kind} 回复")
        elif kind == "text":
            text, _ = cut(str(reply.get("content")), TEXT_BYTES)
            self._conversations.add(chat, APP, "text", {"content": text})
        elif kind in ("image", "voice", "video"):
            medium = self._media.get((reply.get(kind) or {}).get("media_id"))
            self._conversations.add(chat, APP, str(kind), {"media_id": medium.id, "name": medium.name})
        elif kind == "news":
            rows = (reply.get("articles") or {}).get("item") or []
            renamed = [{("picurl" if n == "pic_url" else n): v for n, v in row.items()} for row in rows]
            self._conversations.add(chat, APP, "news", {"articles": renamed})
        else:
            raise BadReply(f"不认识的被动回复类型 {kind}")

    def update(self, message: Message, name: str = "", card: object = None) -> None:
        """Replace a card, or its buttons by one grey word. Raises ApiError."""
        if card:
            message.body = check_update(message.body, card)
        elif name:
            message.body = {**message.body, "replaced": name}
        else:
            raise ApiError(40058, "button.replace_name is missing")
        self._conversations.changed(message)
