"""A tiny bot behind the messenger: it answers enough to see every part of the messenger work."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
from aiohttp import web

from messenger.credentials import Credentials
from messenger.envelope import open_json, read_xml, seal_json, xml

Json = dict[str, Any]
APP, ROBOT = "/webhooks/wecom/webhook", "/webhooks/wecom/robot"
MENU = [
    {"type": "click", "name": "今年重点", "key": "priorities"},
    {"name": "查询", "sub_button": [{"type": "click", "name": "时限", "key": "deadlines"}]},
    {"type": "click", "name": "帮助", "key": "help"},
]


def button_card(task: str, title: str = "请选择") -> Json:
    return {
        "card_type": "button_interaction",
        "source": {"desc": "工作计划"},
        "main_title": {"title": title, "desc": "按一个按钮试试"},
        "horizontal_content_list": [{"keyname": "时限", "value": "2022年底前"}],
        "button_list": [
            {"text": "时限呢", "key": "ask_deadline", "style": 1},
            {"text": "谁负责", "key": "ask_owner", "style": 2},
        ],
        "task_id": task,
    }


class FakeBot:
    """Keeps what it received; answers after `patience` seconds with what its tables say."""

    def __init__(self, credentials: Credentials, platform: str) -> None:
        self.credentials = credentials
        self.platform = platform
        self.received: list[Json] = []  # inner XML or JSON of every delivery that was in order
        self.refused = 0  # deliveries with a wrong signature and the like
        self.seen: set[str] = set()
        self.patience = 0.0  # seconds until a callback is answered
        self.status = 200
        self.passive: Json | None = None  # the next passive reply of the application
        self.robot_reply: Json | None = None  # to messages and to pressed buttons
        self._token = ""
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get(APP, self.verify)
        app.router.add_post(APP, self.callback)
        app.router.add_get(ROBOT, self.verify)
        app.router.add_post(ROBOT, self.robot_callback)
        return app

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._session:
            await self._session.close()

    # What comes in

    def _seal(self, request: web.Request) -> Any:
        return self.credentials.seal if request.path == APP else self.credentials.robot_seal

    def _opened(self, request: web.Request, encrypted: str) -> str:
        """The plain text of a callback. Raises ValueError."""
        seal, query = self._seal(request), request.query
        if not seal.signed(query["msg_signature"], query["timestamp"], query["nonce"], encrypted):
            raise ValueError("wrong signature")
        return str(seal.decrypt(encrypted))

    async def verify(self, request: web.Request) -> web.Response:
        return web.Response(text=self._opened(request, request.query["echostr"]))

    async def callback(self, request: web.Request) -> web.Response:
        try:
            message = read_xml(self._opened(request, read_xml(await request.text())["encrypt"]))
        except ValueError:
            self.refused += 1
            return web.Response(status=403)
        self.received.append(message)
        await asyncio.sleep(self.patience)
        if self.status != 200:
            return web.Response(status=self.status)
        key = message.get("msg_id") or json.dumps(message, sort_keys=True)
        if key not in self.seen:
            self.seen.add(key)
            if self.passive is not None:
                reply, self.passive = self.passive, None
                return web.Response(text=self._sealed(reply))
            task = asyncio.get_running_loop().create_task(self.answer(message))
            self._tasks.add(task)
        return web.Response()

    def _sealed(self, reply: Json) -> str:
        plain = xml("xml", reply)
        seal = self.credentials.seal
        encrypted = seal.encrypt(plain)
        signature = seal.sign("1700000000", "77", encrypted)
        outer = {"Encrypt": encrypted, "MsgSignature": signature, "TimeStamp": "1700000000", "Nonce": "77"}
        return xml("xml", outer)

    async def robot_callback(self, request: web.Request) -> web.Response:
        body = json.loads(self._opened(request, (await request.json())["encrypt"]))
        self.received.append(body)
        entered = body.get("event", {}).get("eventtype") == "enter_chat"
        if self.robot_reply is None or entered:
            return web.Response()
        sealed = seal_json(self.credentials.robot_seal, json.dumps(self.robot_reply))
        outer = {
            "encrypt": json.loads(sealed.body)["encrypt"],
            "msgsignature": sealed.query["msg_signature"],
            "timestamp": int(sealed.query["timestamp"]),
            "nonce": sealed.query["nonce"],
        }
        assert open_json(self.credentials.robot_seal, json.dumps(outer)) == self.robot_reply
        return web.json_response(outer)

    # What goes out

    async def call(self, name: str, body: Json | None = None, **query: Any) -> Json:
        """Call the API with the bot's token."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        if not self._token and name != "gettoken":
            secrets = {"corpid": self.credentials.corp_id, "corpsecret": self.credentials.secret}
            self._token = (await self.call("gettoken", **secrets))["access_token"]
        if self._token:
            query["access_token"] = self._token
        method = "GET" if body is None else "POST"
        url = f"{self.platform}/cgi-bin/{name}"
        async with self._session.request(method, url, params=query, json=body) as answer:
            found: Json = await answer.json()
            return found

    async def send(self, user: str, kind: str, content: Json, **more: Any) -> Json:
        base = {"touser": user, "agentid": self.credentials.agent_id, "msgtype": kind, kind: content}
        return await self.call("message/send", {**base, **more})

    async def answer(self, message: Json) -> None:
        """Answer actively, as a bot does that needs longer than five seconds."""
        user, text = message["from_user_name"], message.get("content", "")
        event = message.get("event")
        if event == "template_card_event":
            names = {"ask_deadline": "时限呢", "ask_owner": "谁负责"}
            pressed = names.get(message["event_key"], message["event_key"])
            update = {
                "agentid": self.credentials.agent_id,
                "userids": [user],
                "response_code": message["response_code"],
                "button": {"replace_name": f"已选：{pressed}"},
            }
            await self.call("message/update_template_card", update)
            chosen = message.get("selected_items") or ""
            await self.send(user, "text", {"content": f"你按了：{pressed} {json.dumps(chosen)}"})
        elif event == "click":
            await self.send(user, "markdown", {"content": f"**菜单**：`{message['event_key']}`"})
        elif event is None and message["msg_type"] == "text" and "卡片" in text:
            await self.send(user, "template_card", button_card(f"task-{message['msg_id']}"))
        elif event is None:
            await self.send(user, "text", {"content": f"答：{text or message['msg_type']}"})
