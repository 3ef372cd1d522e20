"""Photographs a running workbench for docs/: python scripts/workbench_screenshots.py [--url http://127.0.0.1:5080]

The picture in docs/ was taken with the default plan.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent.parent / "docs"
ASKED = ["课桌椅什么时候换完", "公办园今年要新盖几所"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5080")
    parser.add_argument("--to", type=Path, default=DOCS)
    options = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("没有 Chromium，请运行：sudo apt-get install -y chromium fonts-noto-cjk", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=zh-CN"])
        page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN").new_page()
        page.goto(options.url)
        for number, question in enumerate(ASKED):
            ask(page, number, question)
        page.wait_for_timeout(400)  # for fonts and scrolling to come to rest
        page.screenshot(path=str(options.to / "workbench-desktop.png"))
        print(f"{options.to.name}/workbench-desktop.png")
        browser.close()
    return 0


def ask(page: Page, number: int, question: str) -> None:
    """Say something, and wait until its trace is there."""
    page.locator("#text").fill(question)
    page.keyboard.press("Enter")
    page.locator("#chat .look").nth(number).wait_for()


if __name__ == "__main__":
    raise SystemExit(main())
