"""The ways to the bot: in this process, over HTTP, or through the WeCom channel."""

from __future__ import annotations

from bot.settings import Settings
from workbench.runner import Talker


def talker(settings: Settings, *, url: str | None = None, wecom: bool = False) -> Talker:
    """The way that is asked for; in this process unless told otherwise.

    Loads the plan and trains when something has changed that they are made from. Raises PlanBotErrors.
    """
    if url:
        from workbench.live import LiveTalker

        return LiveTalker(url)
    from workbench.quiet import quietly
    from workbench.stand import stand

    made = stand(settings)
    with quietly():
        from workbench.player import Player

        player = Player(made.settings, made.model)
        if not wecom:
            return player
        from workbench.over_wecom import WeComTalker

        return WeComTalker(player)
