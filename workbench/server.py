"""The workbench's HTTP server: page and API, on this machine only."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.guard import FORWARDED
from bot.errors import PlanBotError
from workbench.api import Api
from workbench.api_tests import TestApi
from workbench.bench import Bench, NotThere, ReadOnly

PAGE = Path(__file__).parent / "page"
LOOPBACK = "127.0.0.1"
LARGEST_BODY = 1 << 20  # bytes
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
STATUS: dict[type[PlanBotError], int] = {ReadOnly: 403, NotThere: 404}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = logging.getLogger(__name__)


def refusal(request: web.Request) -> str | None:
    """Why a request is none of this machine's page's; None when it is.

    A name that a trick of the name server leads here shows in Host, another site's page in Origin, and a
    proxy that passes on what others ask in its headers.
    """
    here = urlsplit(f"//{request.host}")
    origin = request.headers.get("Origin")
    try:
        if not (here.hostname == "localhost" or ip_address(here.hostname or "").is_loopback):
            return "host"
    except ValueError:
        return "host"
    if not request.remote or not ip_address(request.remote).is_loopback:
        return "remote"
    if any(name in request.headers for name in FORWARDED):
        return "proxy"
    if origin is not None and origin != f"http://{request.host}":
        return "origin"
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return "site"
    if request.method not in ("GET", "HEAD") and request.content_type != "application/json":
        return "type"
    return None


@web.middleware
async def this_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse whoever is not the page on this machine."""
    if why := refusal(request):
        log.warning("Refused (%s): %s %s", why, request.method, request.path)
        return _problem(403, "测试台只供本机的网页使用", "请在运行它的机器上打开它给出的地址。")
    return await handler(request)


@web.middleware
async def in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Errors as people read them."""
    try:
        return await handler(request)
    except PlanBotError as error:
        return _problem(STATUS.get(type(error), 400), str(error), error.advice)
    except web.HTTPException as error:
        return _problem(
            error.status, "没有这个地址" if error.status == 404 else "不能这样请求", "请刷新页面。"
        )
    except OSError as error:
        log.exception("%s", request.path)
        return _problem(500, f"文件不能读写：{error.strerror}", "请检查磁盘是否已满、目录是否可写。")
    except Exception:  # whatever it is, the page must say something
        log.exception("%s", request.path)
        return _problem(500, "测试台出错了", "详情在启动它的终端里，请连同它一起反馈。")


async def with_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Headers that keep the page to itself, on every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _problem(status: int, problem: str, advice: str) -> web.Response:
    return web.json_response({"problem": problem, "advice": advice}, status=status)


async def index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")


def create_app(bench: Bench, tests: TestApi) -> web.Application:
    app = web.Application(middlewares=[this_page_only, in_words], client_max_size=LARGEST_BODY)
    Api(bench).add_to(app.router)
    tests.add_to(app.router)
    app.router.add_get("/", index)
    app.router.add_static("/page/", PAGE)
    app.on_response_prepare.append(with_headers)  # type: ignore[arg-type]  # the signal's own type is wrong
    return app


class Server:
    """The application, listening on loopback."""

    def __init__(self, bench: Bench) -> None:
        self._tests = TestApi(bench)
        app = create_app(bench, self._tests)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)

    async def start(self, port: int) -> None:
        """Raises OSError when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, port).start()

    async def stop(self) -> None:
        """End the run that goes on, so that no page waits for news of it, and stop listening."""
        await self._tests.runs.stop()
        await self._runner.cleanup()
