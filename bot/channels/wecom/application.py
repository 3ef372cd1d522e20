"""The self-built application: what becomes of each kind of message and event."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.channels.web.output import Message
from bot.channels.wecom import export, menu, saying
from bot.channels.wecom.aside import aside
from bot.channels.wecom.asking import Asker
from bot.channels.wecom.cards import ASK, EXPORT, PICK, PICKED, UNIT, Body, Button, with_task
from bot.channels.wecom.incoming import Incoming
from bot.channels.wecom.intake import SORRY
from bot.channels.wecom.members import IDENTITIES, Members
from bot.channels.wecom.queues import Queues
from bot.channels.wecom.saying import Style
from bot.channels.wecom.sender import Sender
from bot.channels.wecom.texts import shorten
from bot.channels.wecom.unit_talk import Offer, UnitTalk
from bot.channels.wecom.units import UnitWords
from bot.errors import PlatformError

log = logging.getLogger(__name__)
NOT_READABLE = {
    "voice": "抱歉，我还听不了语音。请用文字告诉我，或者用输入法的语音转文字。",
    "image": "抱歉，我看不了图片。请用文字说说要查计划里的哪项工作。",
    "video": "抱歉，我看不了视频。请用文字说说要查计划里的哪项工作。",
    "file": "抱歉，我读不了文件。要查计划里的内容，请直接用文字问我。",
    "location": "位置收到了，不过我只能回答计划里的事。请用文字说说要查哪项工作。",
    "link": "抱歉，我打不开链接。请用文字说说要查计划里的哪项工作。",
}
UNKNOWN_KIND = "抱歉，这种消息我看不懂。请用文字说说要查计划里的哪项工作。"
GREETING = "您好{name}！我是工作计划问答助手。想查计划里的哪项工作，直接用平常的话问我；也可以先看看："
NO_LIST = "还没有可以导出的清单。请先问一个清单，比如“哪些任务有明确时限”，再回复“导出表格”。"
LIST_GONE = "这份清单里的任务在现在的计划里找不到了，请重新问一次。"
NO_FILE = "抱歉，表格没能发出来，请稍后再试一次。"
PICK_FIRST = "请先在上面的清单里选一条，再按“看选中的这一条”。"
ABOUT_TASK = "{task}有什么要求？"
WAY = "application"  # by which messages come
_MOST_LISTS = 2000  # members whose last list is remembered


@dataclass(frozen=True)
class To:
    """Whom we answer, and which message of his. `again`: a part of the answer may have been sent before."""

    user: str
    mark: str
    again: bool = False
    numbers: count[int] = field(default_factory=count)  # of what is sent

    @property
    def member(self) -> str:
        return self.user.lower()


def sorry(incoming: Incoming) -> tuple[str, Body]:
    """Whom to tell, and what, when a message was left unanswered for too long."""
    asked = incoming.text or menu.question(incoming.key) or incoming.key.partition(":")[2]
    text = SORRY.format(text=shorten(asked or "刚才的消息", 40))
    return incoming.member, {"touser": incoming.user, **saying.texts(text)[0]}


class Application:
    """Answers what members write, press and open. One message of a member at a time."""

    def __init__(
        self, asker: Asker, sender: Sender, members: Members, talk: UnitTalk, queues: Queues, style: Style
    ) -> None:
        self._asker = asker
        self._sender = sender
        self._members = members
        self._talk = talk
        self._queues = queues
        self._style = style
        self._words = UnitWords()
        self._lists: OrderedDict[str, str] = OrderedDict()  # member → key that exports his last list

    async def handle(self, incoming: Incoming, again: bool = False) -> None:
        """Answer one message or event. Events that nobody waits on are left alone."""
        user = incoming.user
        to = To(user, incoming.mark, again)
        if incoming.kind == "event":
            await self._event(to, incoming)
        elif incoming.text and incoming.kind in ("text", "voice"):
            await self._text(to, incoming.text)
        else:
            await self._say(to, NOT_READABLE.get(incoming.kind, UNKNOWN_KIND))
        if not self._members.is_known(incoming.member) and incoming.event not in ("unsubscribe", "subscribe"):
            self._queues.put(IDENTITIES, lambda: self._members.identify(user))

    async def _event(self, to: To, incoming: Incoming) -> None:
        if incoming.event in ("enter_agent", "subscribe"):
            await self._greet(to)
        elif incoming.event == "click":
            await self._press(to, incoming.key)
        elif incoming.event == "template_card_event":
            if incoming.response_code:
                job = _CardUpdate(self._sender, to.user, incoming.response_code, _done(incoming.key))
                self._queues.put(f"card {incoming.task}", job)
            if incoming.key == PICK:
                await self._pick(to, incoming.chosen.get(PICKED, ""))
            else:
                await self._press(to, incoming.key)

    async def _pick(self, to: To, task: str) -> None:
        """Ask about the task that was chosen in a card's list."""
        view = await self._talk.view()
        if view is None or task not in view.tasks:
            await self._say(to, LIST_GONE if task else PICK_FIRST)
        else:
            await self._ask(to, ABOUT_TASK.format(task=view.tasks[task].title))

    async def _press(self, to: To, key: str) -> None:
        """Do what a key of the menu or of a card's button stands for."""
        if key == menu.MY_UNIT:
            await self._offer(to, await self._talk.offer(to.member))
        elif question := menu.question(key):
            await self._ask(to, question)
        elif key.startswith(ASK):
            await self._text(to, key.removeprefix(ASK))
        elif key.startswith(EXPORT):
            await self._export(to, key)
        elif key.startswith(UNIT):
            await self._offer(to, await self._talk.keep(to.member, key.removeprefix(UNIT)))
        else:
            log.info("WeCom: a button with an unknown key was pressed")

    async def _text(self, to: To, text: str) -> None:
        if self._words.wants_a_table(text):
            await self._export(to, self._lists.get(to.member, ""))
            return
        offer, question = await self._talk.hear(to.member, text)
        if offer:
            await self._offer(to, offer)
        if question:
            await self._ask(to, question)

    async def _ask(self, to: To, text: str) -> None:
        for message in await self._asker.ask(f"wecom-{to.member}", text):
            await self._send(to, await self._bodies(to, message))

    async def _bodies(self, to: To, message: Message) -> list[Body]:
        key = None
        answer = message.get("answer") or {}
        if answer.get("kind") in saying.LISTS and (view := await self._talk.view()):
            key = export.export_key(export.listed_tasks(answer, view))
            if key:
                self._remember_list(to.member, key)
        return saying.bodies(saying.said_of(message, self._style), self._style, key)

    def _remember_list(self, member: str, key: str) -> None:
        self._lists[member] = key
        self._lists.move_to_end(member)
        while len(self._lists) > _MOST_LISTS:
            self._lists.popitem(last=False)

    async def _greet(self, to: To) -> None:
        if await self._members.is_first_today(to.member):
            name = (await self._members.get(to.member)).name
            text = GREETING.format(name=f"，{name}" if name else "")
            buttons = tuple(Button(face, key) for key, (face, _) in menu.ENTRIES.items())
            await self._offer(to, Offer("工作计划问答", text, buttons))

    async def _export(self, to: To, key: str) -> None:
        tasks = export.tasks_of_key(key)
        view = await self._talk.view()
        if not tasks or view is None:
            await self._say(to, NO_LIST)
            return
        name, content = await aside(lambda: export.table(tasks, view))
        if not any(task in view.tasks for task in tasks):
            await self._say(to, LIST_GONE)
            return
        try:
            media = await self._sender.platform.upload(name, content)
        except PlatformError as error:
            log.error("WeCom: a table could not be uploaded: %s %s", error, error.advice)
            await self._say(to, NO_FILE)
            return
        await self._send(to, [{"msgtype": "file", "file": {"media_id": media}}])

    async def _offer(self, to: To, offer: Offer) -> None:
        if self._style.text_only or not offer.buttons:
            await self._say(to, offer.plain)
        else:
            await self._send(to, [saying.choice(offer.title, offer.text, offer.buttons)])

    async def _say(self, to: To, text: str) -> None:
        await self._send(to, saying.texts(text))

    async def _send(self, to: To, bodies: Sequence[Body]) -> None:
        for body in bodies:
            whole = with_task(body, f"{to.mark} {next(to.numbers)}")
            await self._sender.send(to.user, whole, again=to.again)


class _CardUpdate:
    """Shows on a card that its button was pressed."""

    def __init__(self, sender: Sender, user: str, response_code: str, face: str) -> None:
        self._sender, self._user, self._code, self._face = sender, user, response_code, face

    async def __call__(self) -> None:
        try:
            await self._sender.platform.update_card(self._user, self._code, self._face)
        except PlatformError as error:  # the answer comes all the same
            log.warning("WeCom: a card could not be changed: %s", error)


def _done(key: str) -> str:
    """What stands on a card whose button was pressed."""
    if key == PICK:
        return "已看选中的一条"
    if key.startswith(EXPORT):
        return "已导出表格"
    if key.startswith(UNIT):
        return f"已选择：{shorten(key.removeprefix(UNIT), 12)}"
    face = menu.ENTRIES[key][0] if key in menu.ENTRIES else key.removeprefix(ASK)
    return f"已问：{shorten(face, 14)}"
