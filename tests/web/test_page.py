"""The chat page in a real browser: asking, answers, keeping the conversation."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from .canned import DESKS, MARKUP, SLOW
from .conftest import Server, free_port


def test_the_page_opens_and_asks_nobody_else(visit, server):
    visitor = visit()
    page = visitor.open()
    expect(page.locator("plan-welcome")).to_contain_text("2022年全市教育体育")
    expect(page.locator("#side")).to_contain_text("构建优质均衡的基本公共教育服务体系")
    assert visitor.addresses == {f"127.0.0.1:{server.port}"}


def test_a_date_is_shown_large_with_the_days_that_are_left(visit):
    visitor = visit()
    visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    value = answer.locator(".fact.stated .value")
    expect(value).to_have_text("2022年底前")
    assert float(value.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    expect(answer.locator(".pill.later")).to_have_text("还有 102 天")  # from 2022-09-20
    expect(answer).to_contain_text("截至 2022年12月31日")


def test_a_seasons_day_is_shown_as_an_estimate(visit):
    visitor = visit()
    visitor.open()
    answer = visitor.ask("恢复重建什么时候完成")
    expect(answer.locator(".value")).to_have_text("秋季开学前")
    expect(answer.locator(".pill")).to_have_text("已过约 20 天")
    expect(answer.locator(".notes")).to_contain_text("原文没有写日子，按 2022年8月31日 估算")


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (360, 1)])
def test_what_is_compared_stands_side_by_side_where_there_is_room(visit, width, columns):
    visitor = visit(viewport={"width": width, "height": 740})
    page = visitor.open()
    answer = visitor.ask("课桌椅和重建比一比")
    parts = answer.locator(".part")
    expect(parts.locator(".part-title")).to_have_text(["课桌椅", "重建"])
    expect(parts.nth(0).locator("li")).to_have_count(2)
    assert len({part.bounding_box()["x"] for part in parts.all()}) == columns
    expect(answer).not_to_contain_text("出处：")
    parts.nth(1).locator("summary").click()
    assert "恢复重建" in quotation(page, parts.nth(1).get_by_role("link", name="查看原文"))


def test_a_lists_days_can_be_seen_on_a_line(visit):
    visitor = visit()
    page = visitor.open()
    line = visitor.ask("有哪些时限").locator(".line")
    expect(line.locator(".dated")).to_be_hidden()
    line.locator("summary").click()
    rows = line.locator(".dated li:not(.axis)")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("秋季开学前 约 2022年8月31日，已过约 20 天")
    assert DESKS in quotation(page, rows.nth(1).get_by_role("link"))


@pytest.mark.parametrize(
    ("question", "state", "words"),
    [("新建几所公办幼儿园", "redacted", "原文未公布"), ("课桌椅更换谁负责", "silent", "原文未提")],
)
def test_what_the_plan_hides_or_leaves_out_looks_so(visit, question, state, words):
    visitor = visit()
    visitor.open()
    answer = visitor.ask(question)
    expect(answer.locator(f".fact.{state} .value")).to_have_text(words)
    if state == "redacted":
        expect(answer.locator(".fact")).to_contain_text("原文写作“X所”")
    else:
        expect(answer.locator(".fact.inferred")).to_contain_text("据上下文推断")


def test_a_list_is_shown_as_cards_and_can_be_taken_away(visit):
    visitor = visit()
    page = visitor.open()
    answer = visitor.ask("有哪些时限")
    cards = answer.locator(".card")
    expect(cards).to_have_count(3)
    expect(cards.nth(0).locator(".pill")).to_have_class("pill overdue")
    expect(cards.nth(0).locator(".pill")).to_have_text("已过约 20 天")
    expect(cards.nth(0)).to_contain_text("各县区")
    expect(cards.nth(0).locator(".row", has_text="项目的建设进度")).to_contain_text("原文未公布")
    expect(cards.nth(1).locator(".pill")).to_have_text("还有 102 天")
    expect(cards.nth(2)).to_contain_text("各县区（推断）")
    expect(cards.nth(2)).to_contain_text("1—2名")
    expect(answer.locator(".text")).to_have_text("写明时间的任务共3项：")
    expect(answer.locator(".tail")).to_have_text("还有1项，回复“更多”继续看。")
    assert DESKS in quotation(page, cards.nth(1).get_by_role("link"))
    with page.expect_download() as download:
        answer.get_by_role("button", name="导出全部 4 项").click()
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "恢复重建项目全部竣工",
        "更换可调节课桌椅和照明设备",
        "设立乡村首席教师",
        "新建改扩建公办幼儿园",  # which the answer left for later
    ]


def quotation(page: Page, link: Locator) -> str:
    """What is marked on the page of the plan that the link opens."""
    with page.context.expect_page() as opened:
        link.click()
    return opened.value.locator("#quote").inner_text()


def test_clocks_are_shown_with_their_days(visit):
    visitor = visit()
    visitor.open()
    answer = visitor.ask("13710今天交办的最迟哪天")
    expect(answer.locator(".card")).to_contain_text(["1天内必须研究安排", "一般性问题原则上7天内落实解决"])
    expect(answer.locator(".pill")).to_have_text(["还有 1 天", "还有 7 天"])
    expect(answer.locator(".pill").first).to_have_class("pill soon")
    expect(answer.locator(".tail")).to_contain_text("按自然日推算")


def test_lists_of_other_things_and_choices(visit):
    visitor = visit()
    visitor.open()
    parts = visitor.ask("计划分几个部分？")
    expect(parts.locator("ol.entries > li")).to_have_text(["高质高效", "乘势而上", "强化措施"])
    choice = visitor.ask("有多少项")
    expect(choice.locator(".chip")).to_have_text(["健身活动", "重点赛事"])
    expect(choice.locator("li")).to_have_count(0)


def test_nothing_is_said_twice(visit):
    visitor = visit()
    visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    expect(answer.locator(".text")).to_have_count(0)  # the date stands large, the quotation below
    expect(visitor.ask("课桌椅更换谁负责").locator(".text")).to_contain_text("按上下文推断为市教育体育局")


def test_a_chip_asks_what_it_stands_for(visit):
    visitor = visit()
    page = visitor.open()
    visitor.ask("课桌椅什么时候换完").get_by_role("button", name="谁负责").click()
    expect(page.locator("plan-answer").nth(1)).to_contain_text("原文未提")
    expect(page.locator(".user-message-text").nth(1)).to_have_text("课桌椅更换谁负责")


def test_the_source_opens_the_plan_at_the_sentence(visit):
    visitor = visit()
    page = visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    expect(answer.locator("blockquote")).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator("blockquote")).to_have_text(DESKS)
    with page.context.expect_page() as opened:
        answer.get_by_role("link", name="查看原文").click()
    plan = opened.value
    expect(plan.locator("#quote")).to_have_text(DESKS)
    expect(plan.locator("#quote")).to_be_in_viewport(ratio=1)
    expect(plan.locator("#side [aria-current]")).to_contain_text("实施义务教育优质均衡县区创建行动")


def test_the_menu_asks_about_a_section(visit):
    visitor = visit()
    page = visitor.open()
    page.locator("#side").get_by_text("构建优质均衡的基本公共教育服务体系").click()
    page.locator("#side").get_by_role("button", name="实施学前教育优质普惠行动").click()
    expect(page.locator(".user-message-text")).to_have_text("实施学前教育优质普惠行动有哪些任务？")


@pytest.mark.parametrize("typed", ["课桌", "kzy", "课椅"])
def test_names_are_suggested_while_typing(visit, typed):
    visitor = visit()
    page = visitor.open()
    page.locator("#text-input").press_sequentially(typed)
    expect(page.get_by_role("option")).to_contain_text(["更换可调节课桌椅和照明设备"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".user-message-text")).to_have_text("更换可调节课桌椅和照明设备有什么要求？")
    expect(page.locator("#text-input")).to_have_text("")


def test_a_refresh_keeps_the_conversation(visit):
    visitor = visit()
    page = visitor.open()
    me = visitor.ask("我是谁").locator(".text").inner_text()
    visitor.ask("课桌椅什么时候换完")
    page.reload()
    expect(page.locator("plan-answer")).to_have_count(2)
    expect(page.locator(".user-message-text")).to_have_text(["我是谁", "课桌椅什么时候换完"])
    assert visitor.ask("我是谁").locator(".text").inner_text() == me


def test_another_person_sees_nothing_of_it(visit):
    visitor, other = visit(), visit()
    visitor.open()
    mine = visitor.ask("我是谁").locator(".text").inner_text()
    expect(other.open().locator("plan-answer")).to_have_count(0)
    assert other.ask("我是谁").locator(".text").inner_text() != mine


def test_tabs_share_a_conversation_until_a_new_one_is_begun(visit):
    visitor = visit()
    first = visitor.open()
    second = visitor.context.new_page()
    second.goto(visitor.url)
    visitor.ready(second)
    second.locator("#text-input").fill("写到一半")
    visitor.ask("课桌椅什么时候换完")
    expect(second.locator("plan-answer")).to_have_count(1)
    expect(second.locator("#text-input")).to_have_text("写到一半")
    first.get_by_role("button", name="新对话").click()
    expect(first.locator("plan-answer")).to_have_count(0)
    first.reload()
    expect(first.locator("plan-answer")).to_have_count(0)
    second.reload()
    expect(second.locator("plan-answer")).to_have_count(0)


def test_a_refresh_in_the_middle_of_a_turn_loses_and_doubles_nothing(visit):
    visitor = visit()
    page = visitor.open()
    before = int(visitor.ask("问了几次").locator(".text").inner_text())
    with page.expect_request("**/chat/messages"):
        page.locator("#text-input").fill(SLOW)
        page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("plan-answer").nth(1)).to_contain_text(SLOW, timeout=8000)
    expect(page.locator(".user-message-text")).to_have_text(["问了几次", SLOW])
    assert int(visitor.ask("问了几次").locator(".text").inner_text()) == before + 1


def test_a_lost_connection_is_tried_again(visit):
    visitor = visit()
    page = visitor.open()
    visitor.context.set_offline(True)
    page.locator("#text-input").fill("课桌椅什么时候换完")
    page.keyboard.press("Enter")
    expect(page.locator("#connection")).to_be_visible()
    visitor.context.set_offline(False)
    expect(page.locator("plan-answer")).to_have_count(1)
    expect(page.locator("#connection")).to_be_hidden()
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_a_server_that_restarts_is_waited_for(visit, tmp_path):
    server = Server(tmp_path, free_port())
    server.start()
    try:
        visitor = visit(server.url)
        page = visitor.open()
        me = visitor.ask("我是谁").locator(".text").inner_text()
        server.stop()
        page.locator("#text-input").fill("课桌椅什么时候换完")
        page.keyboard.press("Enter")
        expect(page.locator("#connection")).to_be_visible()
        server.start()
        expect(page.locator("plan-answer")).to_have_count(2, timeout=15_000)
        assert visitor.ask("我是谁").locator(".text").inner_text() == me
    finally:
        server.stop()
    visitor.faults[:] = [fault for fault in visitor.faults if "ERR_CONNECTION_REFUSED" not in fault]


def test_too_long_a_message_is_answered_in_words(visit):
    visitor = visit()
    visitor.open()
    expect(visitor.ask("问" * 1001)).to_contain_text("一次最多发送 1000 个字")
    visitor.faults[:] = [fault for fault in visitor.faults if "400" not in fault]


def test_an_opinion_is_given_with_a_reason(visit):
    visitor = visit()
    page = visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    answer.get_by_role("button", name="没帮助").click()
    with page.expect_request("**/chat/feedback") as sent:
        answer.get_by_role("button", name="内容不对").click()
    assert sent.value.post_data_json["reason"] == "内容不对"
    expect(answer).to_contain_text("谢谢")
    page.reload()
    pressed = page.locator("plan-answer").get_by_role("button", name="没帮助")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_an_answer_is_copied_with_its_source(visit):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    answer.get_by_role("button", name="复制").click()
    expect(answer).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "2022年底前" in copied
    assert DESKS in copied


@pytest.mark.parametrize(
    "question", ["恶意", MARKUP, "**粗** [链](javascript:alert(1)) ![图](http://x/y.png)"]
)
def test_words_are_never_markup(visit, question):
    visitor = visit()
    page = visitor.open()
    answer = visitor.ask(question)
    assert page.locator(".user-message-text").inner_text() == question
    page.reload()
    visitor.ready(page)
    answer = page.locator("plan-answer")
    answer.locator(".text").wait_for()
    for tag in ("img", "strong", "em", "a[href^=javascript]", "script"):
        expect(page.locator(f"deep-chat {tag}")).to_have_count(0)
    if question == "恶意":
        expect(answer.locator(".value")).to_have_text(f"3{MARKUP}")
        expect(answer.locator("blockquote")).to_have_text(MARKUP)
    assert page.title() == "工作计划助手"
    assert visitor.addresses == {f"127.0.0.1:{page.url.split(':')[2].split('/')[0]}"}
