"""How fast the pages are in a browser: python -m benchmarks.web [--url http://127.0.0.1:5005]

Without --url it trains and starts a bot of its own. Every page is opened by a browser that has nothing of it
yet; the worst of all rounds counts. Exit status 1 when an aim is missed.
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timezone
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bot.service.launcher import running
from bot.settings import read_settings
from tests.web.chromium import chromium

ROUNDS = 7
PAGES = {"/": "聊天页", "/plan?start=7332&end=7375": "计划全文", "/overview": "总览"}
QUESTIONS = ("课桌椅什么时候换完", "哪些任务写明了时限", "校园安全和体育安全分别抓什么", "今年有哪些重点任务")
PAINT, ANSWER = 1000, 100  # ms: a page's first paint; an answer's, after the server's reply
LOADER, CHAT = 15_000, 200_000  # bytes: plain, packed
SHIFT = 0.1  # how much of a page may jump while it loads, in Lighthouse's measure

READY = "#conversation[aria-busy=false] #text-input"
WATCH = """() => {
    const shown = () => document.querySelectorAll('deep-chat').length &&
        document.querySelector('deep-chat').shadowRoot.querySelectorAll('plan-answer .said').length;
    window.paintedAt = [];
    let seen = 0;
    const look = () => {
        if (shown() > seen) {
            seen += 1;
            requestAnimationFrame(() => setTimeout(() => window.paintedAt.push(performance.now())));
        }
    };
    const root = document.querySelector('deep-chat').shadowRoot;
    new MutationObserver(look).observe(root, { childList: true, subtree: true });
}"""
REPLIED = """() => performance.getEntriesByType('resource')
    .filter(entry => entry.name.endsWith('/chat/messages')).map(entry => entry.responseEnd)"""
SHIFTED = """() => new Promise(resolve => {
    let sum = 0;
    const observer = new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value));
    observer.observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 100);
})"""


@dataclass
class Measured:
    """What was measured in all rounds. Times in ms, sizes in bytes."""

    painted: dict[str, list[float]] = field(default_factory=dict)  # page → first contentful paint
    shifted: dict[str, list[float]] = field(default_factory=dict)
    usable: list[float] = field(default_factory=list)  # until a question can be typed
    answered: list[float] = field(default_factory=list)  # from the reply's last byte to the answer's paint
    sizes: dict[str, float] = field(default_factory=dict)  # file → bytes on the wire
    faults: list[str] = field(default_factory=list)  # console errors, requests to other machines


def measure(browser: Browser, url: str) -> Measured:
    found = Measured()
    for _ in range(ROUNDS):
        for path in PAGES:
            with opened(browser, found, url) as page:
                page.goto(url + path, wait_until="commit")
                if path == "/":
                    page.locator(READY).wait_for()
                    found.usable.append(page.evaluate("performance.now()"))
                page.wait_for_load_state("networkidle")
                paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                found.painted.setdefault(path, []).append(paint)
                found.shifted.setdefault(path, []).append(page.evaluate(SHIFTED))
                if path == "/":
                    converse(page, found)
    return found


@contextmanager
def opened(browser: Browser, found: Measured, url: str) -> Iterator[Page]:
    """A page of a browser that was never here before."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.on("console", lambda said: found.faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: None if sent.url.startswith(url) else found.faults.append(sent.url))
    yield page
    context.close()


def converse(page: Page, found: Measured) -> None:
    page.evaluate(WATCH)
    for number, question in enumerate(QUESTIONS, start=1):
        page.locator("#text-input").fill(question)
        page.keyboard.press("Enter")
        page.locator("plan-answer .said").nth(number - 1).wait_for()
        while (
            page.evaluate("window.paintedAt.length") < number
        ):  # by polling: the page forbids to evaluate strings
            page.wait_for_timeout(20)
    replied, painted = page.evaluate(REPLIED), page.evaluate("window.paintedAt")
    found.answered += [after - before for before, after in zip(replied, painted, strict=True)]


def weigh(browser: Browser, url: str, found: Measured) -> None:
    """Bytes as they come over the wire."""
    with opened(browser, found, url) as page:
        page.goto(url)
        page.locator(READY).wait_for()
        size = "performance.getEntriesByType('resource').find(e => e.name.endsWith('/{}')).encodedBodySize"
        found.sizes["chat.js"] = page.evaluate(size.format("chat.js"))
        found.sizes["widget.js"] = page.evaluate("fetch('/widget.js').then(r => r.blob()).then(b => b.size)")


@dataclass(frozen=True)
class Row:
    what: str
    middle: str
    worst: str
    aim: str
    reached: bool


def rows(found: Measured) -> list[Row]:
    times = [(f"{PAGES[path]}：首次显示内容", values, PAINT) for path, values in found.painted.items()]
    times.append(("收到回复到显示答案", found.answered, ANSWER))
    report = [
        Row(
            what, f"{median(values):.0f} 毫秒", f"{max(values):.0f} 毫秒", f"≤ {aim} 毫秒", max(values) <= aim
        )
        for what, values, aim in times
    ]
    report.append(
        Row("聊天页：可以输入", f"{median(found.usable):.0f} 毫秒", f"{max(found.usable):.0f} 毫秒", "", True)
    )
    for path, shifts in found.shifted.items():
        reached = max(shifts) <= SHIFT
        report.append(
            Row(
                f"{PAGES[path]}：版面移动",
                f"{median(shifts):.3f}",
                f"{max(shifts):.3f}",
                f"≤ {SHIFT}",
                reached,
            )
        )
    for name, limit in (("widget.js", LOADER), ("chat.js", CHAT)):
        size = found.sizes[name]
        report.append(Row(f"{name} 的大小", "", f"{size:,.0f} 字节", f"< {limit:,} 字节", size < limit))
    report.append(Row("浏览器报错、外部请求", "", str(len(found.faults)), "0", not found.faults))
    return report


def show(report: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "中位数", "最差", "目标", "")
    for row in report:
        table.add_row(
            row.what, row.middle, row.worst, row.aim, ("✓" if row.reached else "✗") if row.aim else ""
        )
    Console().print(table)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def own_bot() -> Iterator[str]:
    """The address of a bot with the default plan, trained for this."""
    with tempfile.TemporaryDirectory(prefix="web-speed-") as folder:
        ports = {"PORT": str(free_port()), "ACTION_PORT": str(free_port())}
        settings = read_settings({"VAR": folder, **ports})
        print("训练并启动机器人…", flush=True)
        with running(settings, lambda _: nullcontext(), datetime.now(timezone.utc)):
            yield f"http://127.0.0.1:{settings.port}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description="网页在浏览器里的速度。")
    parser.add_argument("--url", help="已经在运行的机器人的地址；不写就训练并启动一个")
    given = parser.parse_args().url
    with nullcontext(given) if given else own_bot() as url, sync_playwright() as playwright:
        program = chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        found = measure(browser, url.rstrip("/"))
        weigh(browser, url.rstrip("/"), found)
        browser.close()
    report = rows(found)
    show(report)
    for fault in found.faults[:5]:
        print(fault)
    return 0 if all(row.reached for row in report) else 1


if __name__ == "__main__":
    sys.exit(main())
