"""The web channel: the chat page, its JSON, and the widget for other pages."""

from bot.channels.web.channel import WebInput

__all__ = ["WebInput"]
