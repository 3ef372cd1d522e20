"""The messenger's page in a real browser, with the real channel and the real bot behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from web.chromium import chromium
from workspace import environment

from bot.channels.wecom.menu import menu

from .real_bot import RealBot
from .stage import Stage

ME, COLLEAGUE = "linwanqing", "jiangyuan"
CHAT = f"app:{ME}"
GROUP = "group:wrBasicEducation"
expect.set_options(timeout=15_000)  # a busy machine's answer


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = chromium(playwright.chromium.executable_path)
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def real_stage(trained_model: Path, default_plan_folder: Path) -> Iterator[Stage]:
    with environment(default_plan_folder) as settings:
        found = Stage(default_plan_folder, RealBot(settings, trained_model), settings=settings)
        found.platform.set_menu(menu()["button"])
        found.start()
        yield found
        found.stop()


@pytest.fixture
def visit(browser: Browser, real_stage: Stage) -> Iterator[Callable[..., Page]]:
    """Opens the page. Fails when something went wrong in it, or when it asked another machine."""
    faults: list[str] = []
    contexts = []
    real_stage.app("clear", what="messages")

    def open_page(user: str = ME, chat: str = "", **options: Any) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: here(asked.url))
        page.goto(f"{real_stage.url}/#{user}/{chat or f'app:{user}'}")
        page.locator(".chat-row").first.wait_for(state="attached")
        return page

    def here(address: str) -> None:
        if urlsplit(address).netloc != urlsplit(real_stage.url).netloc:
            faults.append(address)

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def theirs(page: Page) -> Locator:
    return page.locator(".message.theirs")


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def test_a_question_is_answered_with_a_card_whose_button_asks_on(visit, real_stage):
    page = visit()
    say(page, "课桌椅什么时候换完？")
    answer = theirs(page).filter(has_text="2022年底前").last
    card = page.locator(f'[data-id="{answer.get_attribute("data-id")}"] .card.button_interaction')
    expect(card.locator(".card-quote")).to_contain_text("中小学课桌椅全部更换")
    link = card.get_by_role("link", name="查看原文").last
    assert str(link.get_attribute("href")).startswith(f"{real_stage.bot_url}/plan?start=")
    faces = card.locator("button.card-button")
    pressed = str(faces.first.text_content())
    count = theirs(page).count()
    faces.first.click()
    expect(card.locator(".card-button")).to_have_count(1)
    expect(card.locator(".card-button")).to_be_disabled()
    expect(theirs(page)).to_have_count(count + 1)
    assert pressed and len(real_stage.failures()) == 0


def test_the_menu_answers_and_an_entry_of_the_list_is_chosen(visit):
    page = visit()
    page.get_by_role("button", name="时限指标").click()
    page.get_by_role("menuitem", name="时限").click()
    more = page.locator(".card.button_interaction").filter(has_text="还可以接着问").last
    options = more.locator("select option")
    expect(options.first).to_be_attached()
    chosen = options.nth(1)
    name = str(chosen.text_content()).removesuffix("…")
    more.locator("select").select_option(str(chosen.get_attribute("value")))
    more.get_by_role("button", name="看选中的这一条").click()
    expect(more.locator(".card-button")).to_have_text(["已看选中的一条"])
    expect(theirs(page).last).to_contain_text(name[:8])


def test_the_menu_means_the_whole_plan_whatever_was_asked_before(visit):
    page = visit()
    say(page, "课桌椅什么时候换完？")
    theirs(page).filter(has_text="2022年底前").last.wait_for()
    page.get_by_role("navigation", name="应用菜单").get_by_role("button", name="今年重点").click()
    expect(theirs(page).filter(has_text=re.compile(r"重点任务共\d+项")).last).to_be_visible()


def test_a_list_is_shown_whole_and_taken_away_as_a_table(visit, tmp_path):
    page = visit()
    say(page, "哪些任务有明确时限")
    more = page.locator(".card.button_interaction").filter(has_text="还可以接着问").last
    more.wait_for()
    listed = theirs(page).nth(theirs(page).count() - 2).inner_text()
    shown = len(re.findall(r"^\d+\. ", listed, re.M))
    assert shown > 5 and "…" not in listed
    more.get_by_role("button", name="导出表格").click()
    file = page.locator(".theirs .file").last
    expect(file).to_contain_text(".xlsx")
    with page.expect_download() as download:
        file.click()
    content = Path(download.value.path()).read_bytes()
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert len(rows) - 1 >= shown


def test_each_account_has_its_own_talk_and_its_own_unit(visit, real_stage):
    page = visit()
    say(page, "我是教育体育局的")
    expect(theirs(page).last).to_contain_text("您的单位是市教育体育局")
    page.get_by_role("button", name="切换账号").click()
    page.get_by_role("menuitem", name="江予安").click()
    page.locator(f'.chat-row[data-chat="app:{COLLEAGUE}"]').click()
    say(page, "我的任务")
    expect(theirs(page).last).to_contain_text("请选择您的单位")
    expect(theirs(page).filter(has_text="记住了")).to_have_count(0)


def test_in_a_group_a_mention_is_answered_with_the_asker_and_a_button(visit):
    page = visit(chat=GROUP)
    say(page, "大家好")  # nobody is meant
    say(page, "@计划机器人 课桌椅什么时候换完")
    answer = theirs(page).filter(has_text="2022年底前").last
    expect(answer.locator("blockquote").first).to_contain_text("林晚晴：课桌椅什么时候换完")
    colleague = visit(user=COLLEAGUE, chat=GROUP)
    card = colleague.locator(".card.button_interaction").last
    card.locator("button.card-button").first.click()
    expect(theirs(colleague).filter(has_text="江予安：").last).to_be_visible()
    expect(theirs(page).filter(has_text="江予安：").last).to_be_visible()


def test_a_repeated_delivery_is_answered_once(visit, real_stage):
    page = visit()
    page.get_by_role("button", name="故障").click()
    page.locator('[data-fault="repeat"]').get_by_role("button", name="一次").click()
    before = real_stage.delivered("文本 · 林晚晴")
    say(page, "谢谢")
    real_stage.wait(lambda: real_stage.delivered("文本 · 林晚晴") == before + 3)
    answers = real_stage.settled(CHAT, 1)
    assert answers[0].kind == "text"
    expect(theirs(page)).to_have_count(1)
