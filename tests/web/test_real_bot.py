"""The page with the bot itself behind it: what the other tests prove with canned answers, once for real."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Route, expect

from .real_bot import RealBot
from .test_access import grave_faults

DESKS = "课桌椅什么时候换完"
LOST = "上面说过的它已不记得"


@pytest.fixture(scope="module")
def bot(
    default_plan_folder: Path, trained_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RealBot]:
    running = RealBot(tmp_path_factory.mktemp("real"), default_plan_folder / "plans.db", trained_model)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_first_load_question_chip_and_source(visit, bot):
    visitor = visit(bot.url)
    page = visitor.open()
    expect(page.locator("plan-welcome .figure")).to_have_count(4)
    answer = visitor.ask(DESKS)
    expect(answer.locator(".fact.stated .value")).to_have_text("2022年底前")
    expect(answer.locator(".pill.later")).to_have_text("还有 102 天")
    answer.locator("summary").click()
    quote = answer.locator("blockquote").inner_text()
    assert "2022年底前全市中小学课桌椅全部更换" in quote
    with page.context.expect_page() as opened:
        answer.get_by_role("link", name="查看原文").click()
    expect(opened.value.locator("#quote")).to_be_in_viewport()
    assert quote.rstrip("。") in opened.value.locator("#quote").inner_text()
    answer.get_by_role("button", name="责任单位").click()
    second = page.locator("plan-answer").nth(1)
    expect(second).to_contain_text("原文未提")
    expect(second).not_to_contain_text(LOST)


def test_the_opening_figures_are_what_their_answers_count(visit, bot):
    visitor = visit(bot.url)
    page = visitor.open()
    for number in (1, 2, 3):
        figure = page.locator("plan-welcome .figure").nth(number)
        count = figure.locator("b").inner_text()
        figure.click()
        expect(page.locator("plan-answer").nth(number - 1)).to_contain_text(f"共{count}项")


def test_a_long_list_is_taken_away_whole(visit, bot):
    visitor = visit(bot.url)
    page = visitor.open()
    answer = visitor.ask("今年有哪些重点任务？")
    total = int(answer.locator(".text").first.inner_text().split("共")[1].split("项")[0])
    assert total > 10  # or else nothing is left for later
    with page.expect_download() as download:
        answer.get_by_role("button", name=f"导出全部 {total} 项").click()
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == total
    assert all(row[6] and row[9] for row in rows)  # the words that mark it, the plan's own words


def test_refresh_keeps_and_another_user_is_another(visit, bot):
    visitor, other = visit(bot.url), visit(bot.url)
    page = visitor.open()
    visitor.ask(DESKS)
    page.reload()
    expect(page.locator("plan-answer .value")).to_have_text("2022年底前")
    expect(visitor.ask("那指标呢")).to_contain_text("全部")
    expect(other.open().locator("plan-answer")).to_have_count(0)
    expect(other.ask("那指标呢")).not_to_contain_text("课桌椅")


def test_offline_and_back(visit, bot):
    visitor = visit(bot.url)
    page = visitor.open()
    visitor.context.set_offline(True)
    page.locator("#text-input").fill(DESKS)
    page.keyboard.press("Enter")
    expect(page.locator("#connection")).to_be_visible()
    visitor.context.set_offline(False)
    expect(page.locator("plan-answer .value")).to_have_text("2022年底前")
    expect(page.locator("#connection")).to_be_hidden()
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_a_reply_that_is_lost_on_the_way_is_fetched_again_and_not_asked_twice(visit, bot):
    visitor = visit(bot.url)
    page = visitor.open()
    visitor.ask("今年有哪些重点任务？")
    lost = []

    def lose_once(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())  # the bot has answered
        route.abort("connectionreset")

    page.route("**/chat/messages", lose_once)
    more = visitor.ask("更多")
    expect(more).to_contain_text("接着上面")  # asked twice, the bot would have had no more to say
    assert "接着上面" in lost[0]
    expect(page.locator(".user-message-text")).to_have_text(["今年有哪些重点任务？", "更多"])
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_CONNECTION_RESET" not in fault]


def test_a_restart_loses_and_doubles_no_message_and_what_is_forgotten_is_said(visit, bot):
    visitor = visit(bot.url, bypass_csp=True)  # for axe
    page = visitor.open()
    visitor.ask(DESKS)
    bot.stop_rasa()
    page.locator("#text-input").fill("谁负责")
    page.keyboard.press("Enter")
    expect(page.locator("#connection")).to_be_visible()
    bot.start_rasa()
    answers = page.locator("plan-answer")
    expect(answers).to_have_count(2, timeout=20_000)
    expect(page.locator("#connection")).to_be_hidden()
    expect(answers.nth(1)).to_contain_text(LOST)
    expect(page.locator(".user-message-text")).to_have_text([DESKS, "谁负责"])
    assert grave_faults(page) == []
    page.reload()
    expect(answers).to_have_count(2)
    expect(answers.nth(1)).to_contain_text(LOST)
    expect(visitor.ask("课桌椅谁负责")).not_to_contain_text(LOST)
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_CONNECTION_REFUSED" not in fault]
