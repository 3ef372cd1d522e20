"""The intelligent robot: what it says to a message, in a talk of two and in a group."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wecom import export
from bot.channels.wecom.aside import aside
from bot.channels.wecom.asking import Asker
from bot.channels.wecom.cards import (
    ASK,
    ASK_ON,
    EXPORT,
    PICK,
    PICKED,
    UNIT,
    Button,
    Option,
    ask_on,
    with_task,
)
from bot.channels.wecom.intake import SORRY
from bot.channels.wecom.members import Members
from bot.channels.wecom.robot_message import RobotMessage
from bot.channels.wecom.saying import LISTS, Said, Style, buttons_of, marked, said_of
from bot.channels.wecom.texts import shorten, split
from bot.channels.wecom.unit_talk import UnitTalk
from bot.channels.wecom.units import UnitWords

MOST_BYTES = 20480  # of an answer
_QUOTED = 60  # characters of the question above an answer in a group
_NAME_SECONDS = 1.5  # for the name of an asker who is not known yet
_MOST_LISTS = 2000  # conversations whose last list is remembered
WELCOME = (
    "您好！我是工作计划问答助手。想查计划里的哪项工作，直接用平常的话问我，比如：\n"
    "· 今年的重点工作有哪些\n· 哪些任务有明确时限\n· 有哪些量化指标"
)
ONLY_TEXT = "抱歉，我只看得懂文字。请用文字说说要查计划里的哪项工作。"
NOTHING_ASKED = "您好，请说说想查计划里的哪项工作。"
WAITING = "正在查，请稍候…"
NO_LIST = "还没有可以导出的清单。请先问一个清单，比如“哪些任务有明确时限”，再说“导出表格”。"
TABLE = "表格在下面，共{count}项。"
NO_TABLE = "抱歉，表格没能发出来，请稍后再试一次。"
WHOLE_LIST = "[在网页里看全部任务]({url})"
ABOUT_TASK = "{task}有什么要求？"


@dataclass(frozen=True)
class Reply:
    """What the robot says: markdown, and what may be pressed or said next."""

    text: str
    buttons: tuple[Button, ...] = ()
    options: tuple[Option, ...] = ()
    table: tuple[str, bytes] | None = None  # a file's name and content
    no_table: str = NO_TABLE  # where no file can be sent

    @property
    def plain(self) -> str:
        """The same where there are no buttons."""
        asked = [f"· {button.words}" for button in self.buttons]
        return "\n".join([self.text, "", f"{ASK_ON}：", *asked]) if asked else self.text

    def card(self, message: RobotMessage) -> dict[str, Any] | None:
        """The card below the text, if there is anything to press.

        In a group anybody can press it; the keys name whose conversation it belongs to.
        """
        whose = f"{message.owner}|" if message.chat else ""
        buttons = [Button(button.face, whose + button.key) for button in self.buttons]
        for body in ask_on(buttons, self.options, whose):
            found: dict[str, Any] = with_task(body, message.mark)["template_card"]
            return found
        return None


class Robot:
    """Answers messages. One message of a conversation at a time."""

    def __init__(self, asker: Asker, members: Members, talk: UnitTalk, style: Style) -> None:
        self._asker = asker
        self._members = members
        self._talk = talk
        self._style = style
        self._words = UnitWords()
        self._lists: OrderedDict[str, str] = OrderedDict()  # conversation → key that exports its last list

    async def answer(self, message: RobotMessage) -> Reply:
        """The whole answer; in a group it begins with whom and what it answers."""
        asked = await self._asked(message)
        if not self._members.is_known(message.member):
            await self._learn_name(message)
        if asked.startswith((EXPORT, UNIT)):
            reply = await self._done(message, asked)
        elif asked:
            reply = await self._said(message, asked)
        else:
            reply = Reply(NOTHING_ASKED if message.kind in ("text", "event") else ONLY_TEXT)
        text = reply.text
        if message.chat:
            text = f"{await self._quotation(message, asked)}\n\n{text}"
        room = MOST_BYTES - len(reply.plain.encode()) + len(reply.text.encode())
        return Reply(split(text, room)[0], reply.buttons, reply.options, reply.table, reply.no_table)

    def pressed_card(self, message: RobotMessage) -> dict[str, Any] | None:
        """What a card becomes when its button was pressed; None where others may still press it."""
        if message.chat or not self._style.page_url:
            return None
        return {
            "card_type": "text_notice",
            "main_title": {"title": ASK_ON, "desc": f"已问：{shorten(message.words or '清单里的一条', 14)}"},
            "card_action": {"type": 1, "url": self._style.page_url},
            "task_id": message.task,
        }

    async def _asked(self, message: RobotMessage) -> str:
        """What a message asks, or a button stands for."""
        key = message.pressed
        if key == PICK:
            view, task = await self._talk.view(), message.chosen.get(PICKED, "")
            return ABOUT_TASK.format(task=view.tasks[task].title) if view and task in view.tasks else ""
        return key.removeprefix(ASK) if key else message.text

    async def _done(self, message: RobotMessage, key: str) -> Reply:
        if key.startswith(UNIT):
            offer = await self._talk.keep(message.member, key.removeprefix(UNIT))
            return Reply(offer.text, offer.buttons)
        return await self._exported(message, key)

    async def _said(self, message: RobotMessage, asked: str) -> Reply:
        if self._words.wants_a_table(asked):
            return await self._exported(message, self._lists.get(message.sender, ""))
        parts: list[str] = []
        buttons: Sequence[Button] = ()
        options: Sequence[Option] = ()
        offer, question = await self._talk.hear(message.member, asked)
        if offer:
            parts.append(offer.text)
            buttons = offer.buttons
        if question:
            for one in await self._asker.ask(message.sender, question):
                said = said_of(one, self._style)
                key = await self._export_key(message, one, said)
                parts.append(marked(said))
                buttons, options = buttons_of(said, key), said.options
        return Reply("\n\n".join(parts), tuple(buttons), tuple(options))

    async def _export_key(self, message: RobotMessage, one: dict[str, Any], said: Said) -> str | None:
        if said.kind not in LISTS or not (view := await self._talk.view()):
            return None
        key = export.export_key(export.listed_tasks(one.get("answer") or {}, view))
        if key:
            self._lists[message.sender] = key
            self._lists.move_to_end(message.sender)
            while len(self._lists) > _MOST_LISTS:
                self._lists.popitem(last=False)
        return key

    async def _exported(self, message: RobotMessage, key: str) -> Reply:
        tasks = export.tasks_of_key(key)
        view = await self._talk.view()
        known = [task for task in tasks if view and task in view.tasks]
        if view is None or not known:
            return Reply(NO_LIST)
        page = self._style.page_url
        instead = WHOLE_LIST.format(url=f"{page}/overview") if page else NO_TABLE
        table = await aside(lambda: export.table(known, view))
        return Reply(TABLE.format(count=len(known)), table=table, no_table=instead)

    async def _learn_name(self, message: RobotMessage) -> None:
        """Ask for the name now, so that the first answer has it; without it when that takes long."""
        try:
            await asyncio.wait_for(self._members.identify(message.user), _NAME_SECONDS)
        except asyncio.TimeoutError:
            return

    async def _quotation(self, message: RobotMessage, asked: str) -> str:
        """Whom and what an answer in a group answers; who has no name is mentioned, which shows one."""
        name = (await self._members.get(message.member)).name or f"<@{message.user}>"
        words = "导出表格" if asked.startswith(EXPORT) else asked.removeprefix(UNIT)
        return f"> {name}：{shorten(words, _QUOTED)}" if words else f"> {name}："


def sorry(message: RobotMessage) -> str:
    """What to say when a message was left unanswered for too long."""
    return SORRY.format(text=shorten(message.words or "刚才的消息", 40))
