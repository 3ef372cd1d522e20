"""The intelligent robot: what it says to a message, in a talk of two and in a group."""

from __future__ import annotations

from bot.channels.wecom.asking import Asker
from bot.channels.wecom.members import IDENTITIES, Members
from bot.channels.wecom.queues import Queues
from bot.channels.wecom.robot_message import RobotMessage
from bot.channels.wecom.saying import Style, marked, said_of
from bot.channels.wecom.texts import shorten, split
from bot.channels.wecom.unit_talk import UnitTalk

MOST_BYTES = 20480  # of an answer
_QUOTED = 60  # characters of the question above an answer in a group
WELCOME = (
    "您好！我是工作计划问答助手。想查计划里的哪项工作，直接用平常的话问我，比如：\n"
    "· 今年的重点工作有哪些\n· 哪些任务有明确时限\n· 有哪些量化指标"
)
ONLY_TEXT = "抱歉，我只看得懂文字。请用文字说说要查计划里的哪项工作。"
NOTHING_ASKED = "您好，请说说想查计划里的哪项工作。"
WAITING = "正在查，请稍候…"


class Robot:
    """Answers messages with markdown. One message of a conversation at a time."""

    def __init__(
        self, asker: Asker, members: Members, talk: UnitTalk, queues: Queues, style: Style
    ) -> None:
        self._asker = asker
        self._members = members
        self._talk = talk
        self._queues = queues
        self._style = style

    async def answer(self, message: RobotMessage) -> str:
        """The whole answer; in a group it begins with whom and what it answers."""
        parts = [await self._quotation(message)] if message.chat else []
        if message.text:
            parts += await self._said(message)
        else:
            parts.append(NOTHING_ASKED if message.kind == "text" else ONLY_TEXT)
        if not self._members.is_known(message.member):
            self._queues.put(IDENTITIES, lambda: self._members.identify(message.user))
        return split("\n\n".join(parts), MOST_BYTES)[0]

    async def _said(self, message: RobotMessage) -> list[str]:
        parts = []
        offer, question = await self._talk.hear(message.member, message.text)
        if offer:
            parts.append(offer.plain)
        if question:
            for one in await self._asker.ask(message.sender, question):
                said = said_of(one, self._style)
                parts.append(marked(said))
                if said.questions:
                    parts.append("还可以接着问：\n" + "\n".join(f"· {ask}" for _, ask in said.questions))
        return parts

    async def _quotation(self, message: RobotMessage) -> str:
        name = (await self._members.get(message.member)).name or message.user
        return f"> {name}：{shorten(message.text, _QUOTED)}" if message.text else f"> {name}："
