"""The talk about one's unit: said, chosen, changed, and meant by 我的任务."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.web.plans import Plans, PlanView
from bot.channels.wecom.aside import aside
from bot.channels.wecom.cards import ASK, MOST_BUTTONS, UNIT, Button
from bot.channels.wecom.members import Members
from bot.channels.wecom.units import UnitWords, owners_of
from bot.errors import PlanBotError, StoreMissing

log = logging.getLogger(__name__)
TITLE = "我的单位"
WHICH_UNIT = "请选择您的单位，或者直接告诉我，比如“我是{example}的”。之后说“我的任务”，我就按您的单位来查。"
YOUR_UNIT = "您的单位是{unit}。要换的话，请直接告诉我，比如“我是{example}的”。"
UNIT_KEPT = "记住了，您的单位是{unit}。以后说“我的任务”，我就查{unit}的任务。"
UNIT_NOT_NAMED = "不过计划里没有点名{unit}，可能查不到它的任务。"
_EXAMPLE = "教育局"


@dataclass(frozen=True)
class Offer:
    """Something to say, with what may be pressed, or said, next."""

    title: str
    text: str
    buttons: tuple[Button, ...] = ()

    @property
    def plain(self) -> str:
        """The same where there are no buttons."""
        return self.text + "".join(f"\n· {button.words}" for button in self.buttons)


class UnitTalk:
    """Hears what a message says of its sender's unit."""

    def __init__(self, words: UnitWords, members: Members, plans: Plans) -> None:
        self._words = words
        self._members = members
        self._plans = plans

    async def hear(self, member_id: str, text: str) -> tuple[Offer | None, str]:
        """What to say first, and what is left to ask the bot: one of them may be nothing."""
        owners = await self._owners()
        if said := self._words.said(text, owners):
            return await self.keep(member_id, said.unit), said.rest
        if self._words.wants_to_change(text):
            return await self.offer(member_id), ""
        if not self._words.asks_of_mine(text):
            return None, text
        unit = (await self._members.get(member_id)).unit
        if unit:
            return None, self._words.with_unit(text, unit)
        return (await self.offer(member_id), "") if self._words.needs_unit(text) else (None, text)

    async def keep(self, member_id: str, unit: str) -> Offer:
        """Keep the unit that was said or chosen."""
        await self._members.set_unit(member_id, unit)
        owners = await self._owners()
        named = not owners or any(unit in owner or owner in unit for owner in owners)
        text = UNIT_KEPT.format(unit=unit) + ("" if named else UNIT_NOT_NAMED.format(unit=unit))
        return Offer(TITLE, text, (Button("我的任务", ASK + self._words.tasks_of(unit)),))

    async def offer(self, member_id: str) -> Offer:
        """Units to choose from: the member's department first, then the plan's."""
        owners = await self._owners()
        member = await self._members.get(member_id)
        example = next(iter(owners), _EXAMPLE)
        first: list[Button] = []
        if member.unit:
            text = YOUR_UNIT.format(unit=member.unit, example=example)
            first.append(Button(f"{member.unit}的任务", ASK + self._words.tasks_of(member.unit)))
        else:
            text = WHICH_UNIT.format(example=example)
            if member.department:
                first.append(_choice(member.department))
        known = (member.unit, member.department)
        buttons = [*first, *(_choice(owner) for owner in owners if owner not in known)]
        return Offer(TITLE, text, tuple(buttons[:MOST_BUTTONS]))

    async def view(self) -> PlanView | None:
        """The plan, or None when there is none to be read."""
        try:
            return await aside(self._plans.view)
        except StoreMissing:  # who asks will be told so
            return None
        except PlanBotError as error:
            log.warning("WeCom: the plan could not be read: %s", error)
            return None

    async def _owners(self) -> Sequence[str]:
        view = await self.view()
        return owners_of(view.plan) if view else ()


def _choice(unit: str) -> Button:
    return Button(unit, UNIT + unit)
