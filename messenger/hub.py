"""Live news for the pages that are open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from messenger.records import Json

BACKLOG = 1000  # news that a page may be behind before it has to start afresh

News = asyncio.Queue["Json | None"]


class Hub:
    """Hands every piece of news to every page."""

    def __init__(self) -> None:
        self._pages: set[News] = set()

    def tell(self, kind: str, content: Json) -> None:
        for news in list(self._pages):
            if news.full():  # a page that sleeps: it will connect again and read everything
                self._pages.discard(news)
                news.get_nowait()
                news.put_nowait(None)
            else:
                news.put_nowait({"kind": kind, **content})

    @contextmanager
    def listen(self) -> Iterator[News]:
        """A queue of news; None in it means that the page fell behind, or the messenger ends."""
        news: News = asyncio.Queue(BACKLOG)
        self._pages.add(news)
        try:
            yield news
        finally:
            self._pages.discard(news)

    def close(self) -> None:
        for news in self._pages:
            if news.full():
                news.get_nowait()
            news.put_nowait(None)
        self._pages.clear()
