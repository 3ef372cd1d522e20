"""Whether the bot still knows what was said before."""

from __future__ import annotations

import logging

from rasa.shared.core.events import SessionStarted, UserUttered
from sanic import Sanic

log = logging.getLogger(__name__)


async def is_continued(app: Sanic, sender: str) -> bool:
    """Did the message that was just handled have another one before it, as far as the bot remembers?

    A restart, a long pause (the domain's `session_expiration_time`) and many other conversations make it
    forget, while the page still shows the old turns: its user has to be told.
    """
    try:
        tracker = await app.ctx.agent.tracker_store.retrieve(sender)
    except Exception:  # the answer is there, and nothing is said of this rather than something wrong
        log.exception("the conversation could not be read")
        return True
    heard = 0
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, SessionStarted):
            break
        heard += isinstance(event, UserUttered)
    return heard > 1
