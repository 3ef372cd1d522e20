"""Photographs the pages of a running bot for docs/: python scripts/screenshots.py [--url http://127.0.0.1:5005]

The pictures in docs/ were taken with the default plan and TODAY=2022-09-20.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
CHATS = {  # the picture's name, and what is asked before it is taken
    "welcome": [],
    "deadline": ["课桌椅什么时候换完"],
    "redacted": ["新建几所公办幼儿园"],
    "list": ["哪些任务有明确时限"],
    "compare": ["学前教育和职业教育的任务对比一下"],
}
HOST = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>办公网</title>
<style>
  body {{ margin: 0; font: 16px/2 sans-serif; color: #333 }}
  h1 {{ margin: 0; padding: 16px 40px; background: #8a1f2b; color: #fff; font-size: 22px }}
  main {{ padding: 16px 40px }} li {{ border-bottom: 1px dashed #ddd }}
</style>
<h1>办公网</h1><main><h2>通知公告</h2><ul>{items}</ul></main>
<script src="/widget.js" data-title="问计划" data-color="#8a1f2b" defer></script>"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    url = parser.parse_args().url
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("没有 Chromium，请运行：sudo apt-get install -y chromium fonts-noto-cjk", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in SIZES:
            for name, questions in CHATS.items():
                chat(browser, url, size, name, questions)
            page = opened(browser, size)
            page.goto(f"{url}/overview")
            page.locator(".bars").first.wait_for()
            save(page, f"overview-{size}")
            embedded(browser, url, size)
        chat(browser, url, "desktop", "dark", CHATS["list"], scheme="dark")
        chat(browser, url, "desktop", "line", CHATS["list"])
        browser.close()
    return 0


def opened(browser: Browser, size: str, scheme: str = "light") -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme
    )
    return context.new_page()


def chat(
    browser: Browser, url: str, size: str, name: str, questions: list[str], scheme: str = "light"
) -> None:
    """One picture of the chat after its questions; after a deadline also the plan at its sentence."""
    page = opened(browser, size, scheme)
    page.goto(url)
    page.locator("#conversation[aria-busy=false] #text-input").wait_for()
    page.locator("#outline .part").first.wait_for(state="attached")
    for number, question in enumerate(questions):
        page.locator("#text-input").fill(question)
        page.keyboard.press("Enter")
        page.locator("plan-answer").nth(number).wait_for()
    if name in ("deadline", "line"):
        page.locator("plan-answer summary").first.click()
    save(page, f"{name}-{size}")
    if name == "deadline":
        with page.context.expect_page() as plan:
            page.get_by_role("link", name="查看原文").first.click()
        plan.value.locator("#quote").wait_for()
        save(plan.value, f"plan-{size}")


def embedded(browser: Browser, url: str, size: str) -> None:
    """The chat in a page of an office's own, which is made up here."""
    page = opened(browser, size)
    items = "".join(f"<li>关于做好第{number}季度重点工作的通知</li>" for number in "一二三四")
    page.route(
        "**/host", lambda route: route.fulfill(body=HOST.format(items=items), content_type="text/html")
    )
    page.goto(f"{url}/host")
    page.get_by_role("button", name="问计划").click()
    frame = page.frame_locator("iframe")
    frame.locator("#conversation[aria-busy=false] #text-input").wait_for()
    frame.locator("#text-input").fill(CHATS["deadline"][0])
    frame.locator("#text-input").press("Enter")
    frame.locator("plan-answer").wait_for()
    save(page, f"embed-{size}")


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # for fonts and scrolling to come to rest
    page.screenshot(path=str(DOCS / f"{name}.png"))
    print(f"docs/{name}.png")


if __name__ == "__main__":
    raise SystemExit(main())
