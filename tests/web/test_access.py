"""Everybody can use the pages: by keyboard, by ear, on a phone, enlarged, in the dark."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ENLARGED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}  # 1280 × 800 at 200 %


def grave_faults(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(visit, scheme):
    visitor = visit(bypass_csp=True, color_scheme=scheme)
    page = visitor.open()
    assert grave_faults(page) == []
    for question in (
        "有哪些时限",
        "新建几所公办幼儿园",
        "课桌椅更换谁负责",
        "课桌椅和重建比一比",
        "课桌椅什么时候换完",
    ):
        answer = visitor.ask(question)
    page.locator(".line summary").click()
    answer.locator("summary").first.click()
    answer.get_by_role("button", name="没帮助").click()
    page.locator("#text-input").fill("课桌")
    expect(page.get_by_role("option").first).to_be_visible()
    assert grave_faults(page) == []
    page.goto(f"{visitor.url}/plan?start=7338&end=7375")
    assert grave_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_on_a_phone(visit, scheme):
    visitor = visit(bypass_csp=True, color_scheme=scheme, **PHONE)
    page = visitor.open()
    visitor.ask("有哪些时限")
    assert grave_faults(page) == []
    page.get_by_role("button", name="目录").click()
    expect(page.locator("#side")).to_be_in_viewport()
    assert grave_faults(page) == []


def test_the_keyboard_is_enough(visit):
    visitor = visit()
    page = visitor.open()
    expect(page.locator("#text-input")).to_be_focused()
    page.keyboard.type("课桌椅什么时候换完")
    page.keyboard.press("Enter")
    answer = page.locator("plan-answer")
    answer.wait_for()
    reach(page, "出处")
    page.keyboard.press("Enter")
    expect(answer.locator("blockquote")).to_be_visible()
    reach(page, "谁负责")
    page.keyboard.press("Enter")
    expect(page.locator("plan-answer")).to_have_count(2)
    reach(page, "没帮助")
    page.keyboard.press("Enter")
    reach(page, "内容不对", backwards=False)
    page.keyboard.press("Enter")
    expect(page.locator("plan-answer").last).to_contain_text("谢谢")
    reach(page, "新对话")
    page.keyboard.press("Enter")
    expect(page.locator("plan-answer")).to_have_count(0)


def reach(page: Page, words: str, backwards: bool = True) -> None:
    """Press Tab until what has the focus says so, and its focus can be seen."""
    active = """() => {
        let e = document.activeElement;
        while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
        return [e.innerText || e.getAttribute('aria-label') || '', getComputedStyle(e).outlineStyle];
    }"""
    for _ in range(60):
        text, outline = page.evaluate(active)
        if words in text and len(text) < 60:
            assert outline != "none", f"nobody sees that {words} has the focus"
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab never reaches {words}")


def test_answers_are_announced_once(visit):
    visitor = visit()
    page = visitor.open()
    visitor.ask("课桌椅什么时候换完")
    live = page.locator("[role=status][aria-live=polite]")
    expect(live).to_have_count(1)
    expect(live).to_contain_text("2022年底前")
    expect(page.locator("#messages")).to_have_attribute("aria-live", "off")


@pytest.mark.parametrize("screen", [PHONE, ENLARGED], ids=["phone", "enlarged"])
def test_small_screens_show_all_without_scrolling_sideways(visit, screen):
    visitor = visit(**screen)
    page = visitor.open()
    assert not wider_than_the_window(page)
    for question in ("恶意", "有哪些时限", "课桌椅和重建比一比", "问" * 300):
        answer = visitor.ask(question)
        assert not wider_than_the_window(page)
        assert answer.evaluate("e => e.scrollWidth <= e.clientWidth")
    box = page.locator("#text-input").bounding_box()
    assert box and box["y"] + box["height"] <= page.viewport_size["height"]
    for path in ("/plan", "/overview"):
        page.goto(f"{visitor.url}{path}")
        page.get_by_role("heading", level=1).wait_for()
        assert not wider_than_the_window(page)


def test_a_phone_has_the_menu_behind_a_button(visit):
    visitor = visit(**PHONE)
    page = visitor.open()
    expect(page.locator("#side")).not_to_be_in_viewport()
    page.get_by_role("button", name="目录").click()
    expect(page.locator("#side")).to_be_in_viewport()
    page.locator("#side").get_by_role("button", name="这一年，党建引领").click()
    expect(page.locator("#side")).not_to_be_in_viewport()
    expect(page.locator(".user-message-text")).to_contain_text("党建引领")


def test_fingers_find_the_buttons(visit):
    visitor = visit(**PHONE)
    visitor.open()
    answer = visitor.ask("有哪些时限")
    for button in answer.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 36, button.inner_text()


def test_the_dark_is_dark(visit):
    visitor = visit(color_scheme="dark")
    page = visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    for part in (page.locator("body"), page.locator(".html-message").nth(1), answer.locator(".fact")):
        color = part.evaluate("e => getComputedStyle(e).backgroundColor")
        assert sum(map(int, re.findall(r"\d+", color)[:3])) < 250


def test_who_wants_no_motion_gets_none(visit):
    visitor = visit(reduced_motion="reduce")
    page = visitor.open()
    page.locator("#text-input").fill("请慢慢来")
    page.keyboard.press("Enter")
    page.locator(".loading-message-dots").wait_for()
    moving = "document.querySelector('deep-chat').shadowRoot.getAnimations?.().length || 0"
    assert page.evaluate(moving) == 0
