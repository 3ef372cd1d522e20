"""The HTTP server: API, long connection and page, on this machine only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from messenger.api.routes import Api
from messenger.credentials import SOCKET_PATH
from messenger.desk import Desk
from messenger.platform import Platform

PAGE = Path(__file__).parent / "page"
LARGEST_BODY = 21 << 20  # bytes
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str | None) -> bool:
    """Whether a host's name means this very machine."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


@web.middleware
async def this_machine_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse pages of other sites, and names that lead here by a trick of the name server."""
    here = urlsplit(f"//{request.host}")
    origin = request.headers.get("Origin")
    if not is_loopback(here.hostname):
        raise web.HTTPForbidden(text="only for this machine")
    if origin is not None and urlsplit(origin).netloc != here.netloc:
        raise web.HTTPForbidden(text="only for this page")
    return await handler(request)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Headers that keep the page to itself."""
    response = await handler(request)
    if not response.prepared:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


async def index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")


def create_app(platform: Platform) -> web.Application:
    app = web.Application(middlewares=[this_machine_only, guard], client_max_size=LARGEST_BODY)
    Api(platform).add_to(app.router)
    Desk(platform).add_to(app.router)
    app.router.add_get(SOCKET_PATH, platform.socket.serve)
    app.router.add_get("/", index)
    app.router.add_static("/page/", PAGE)
    return app


class Server:
    """The platform, listening on loopback and looking for the bot."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._runner = web.AppRunner(create_app(platform), shutdown_timeout=1.0)

    async def start(self, port: int) -> None:
        """Raises OSError when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._platform.callbacks.start(self._platform.watch())

    async def stop(self) -> None:
        await self._platform.close()  # first, so that nobody waits for pages that listen for news
        await self._runner.cleanup()
