"""The messenger's page in a real browser, with the fake bot behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake_bot import MENU, button_card
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from stage import Stage
from web.chromium import chromium

USER = "linwanqing"
CHAT = f"app:{USER}"
GROUP = "group:wrBasicEducation"
PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = chromium(playwright.chromium.executable_path)
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def stage(raise_stage: Callable[..., Stage]) -> Stage:
    found = raise_stage("callback")
    assert found.call("menu/create", {"button": MENU}, agentid=found.credentials.agent_id)["errcode"] == 0
    return found


@pytest.fixture
def visit(browser: Browser, stage: Stage) -> Iterator[Callable[..., Page]]:
    """Opens the page. Fails when something went wrong in it, or when it asked another machine."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str = "", **options: Any) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: here(asked.url))
        page.goto(f"{stage.url}/{path}")
        page.locator(".chat-row").first.wait_for(state="attached")
        return page

    def here(address: str) -> None:
        if urlsplit(address).netloc != urlsplit(stage.url).netloc:
            faults.append(address)

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    return visit()


def theirs(page: Page) -> Locator:
    return page.locator(".message.theirs")


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def open_chat(page: Page, chat: str) -> None:
    page.locator(f'.chat-row[data-chat="{chat}"]').click()


def test_a_question_and_its_answer(page, stage):
    say(page, "课桌椅什么时候换完？")
    expect(theirs(page).last).to_have_text("答：课桌椅什么时候换完？")
    expect(page.locator(".message.mine")).to_have_count(1)
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator(f'.chat-row[data-chat="{CHAT}"] .chat-last')).to_contain_text("答：")
    expect(page.locator("#text")).to_have_value("")


def test_words_stay_words(page, stage):
    evil = "<img src=x onerror=alert(1)> **不粗** <script>alert(2)</script>"
    say(page, evil)
    expect(theirs(page).last).to_have_text(f"答：{evil}")
    stage.send(USER, "markdown", {"content": f"**粗** [点](javascript:alert(1)) {evil}"})
    bubble = theirs(page).last
    expect(bubble.locator("strong").first).to_have_text("粗")
    assert bubble.locator("img, script, a").count() == 0


def test_a_cards_button_updates_the_card(page, stage):
    say(page, "来一张卡片")
    card = page.locator(".card.button_interaction")
    card.get_by_text("谁负责").click()
    expect(card.locator(".card-button")).to_have_text(["已选：谁负责"])
    expect(card.locator(".card-button")).to_be_disabled()
    expect(theirs(page).last).to_contain_text("你按了：谁负责")


def test_choices_of_a_card_are_sent(page, stage):
    options = [{"id": "x", "text": "办公室"}, {"id": "y", "text": "基础教育科"}]
    card = {
        "card_type": "multiple_interaction",
        "main_title": {"title": "选择单位"},
        "select_list": [{"question_key": "unit", "title": "单位", "option_list": options}],
        "submit_button": {"text": "提交", "key": "submit"},
        "task_id": "t-select",
    }
    stage.send(USER, "template_card", card)
    page.locator(".card select").select_option("y")
    page.get_by_role("button", name="提交").click()
    stage.wait(lambda: [told for told in stage.bot.received if told.get("event_key") == "submit"])
    item = stage.bot.received[-1]["selected_items"]["selected_item"]
    assert (item["question_key"], item["option_ids"]["option_id"]) == ("unit", "y")


def test_the_menu_and_its_submenu(page, stage):
    page.get_by_role("button", name="今年重点").click()
    expect(theirs(page).last).to_have_text("菜单：priorities")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("menuitem", name="时限").click()
    expect(theirs(page).last).to_have_text("菜单：deadlines")


def test_another_account_has_chats_of_its_own(page, stage):
    say(page, "我是晚晴")
    expect(theirs(page)).to_have_count(1)
    page.get_by_role("button", name="切换账号").click()
    page.get_by_role("menuitem", name="江予安").click()
    open_chat(page, "app:jiangyuan")
    expect(theirs(page)).to_have_count(0)
    say(page, "我是予安")
    expect(theirs(page).last).to_have_text("答：我是予安")
    assert [told["from_user_name"] for told in stage.bot.received if "content" in told] == [USER, "jiangyuan"]
    page.reload()
    expect(theirs(page).last).to_have_text("答：我是予安")  # the address remembers who one is


def test_what_others_said_is_unread(page, stage):
    stage.say("jiangyuan", "大家好", GROUP)
    row = page.locator(f'.chat-row[data-chat="{GROUP}"]')
    expect(row.locator(".badge")).to_have_text("1")
    expect(row.locator(".chat-last")).to_have_text("江予安：大家好")
    expect(page).to_have_title("(1) 信使")
    row.click()
    expect(row.locator(".badge")).to_have_count(0)


def test_the_robot_answers_in_a_group_when_mentioned(page, stage):
    text = "<@linwanqing> 共 **2 项**：\n\n| 任务 | 时限 |\n|---|---|\n| 甲 | 年底 |\n\n- 另一项"
    stage.bot.robot_reply = {"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": text}}
    open_chat(page, GROUP)
    say(page, "没有点名")
    page.get_by_role("button", name="提醒某人").click()
    page.get_by_role("menuitem", name="计划机器人").click()
    page.locator("#text").press_sequentially("有几项？")
    page.keyboard.press("Enter")
    answer = theirs(page).last
    expect(answer.locator(".mention")).to_have_text("@林晚晴")
    expect(answer.locator("td")).to_have_text(["甲", "年底"])
    expect(answer.locator("li")).to_have_text("另一项")
    told = [body["text"]["content"] for body in stage.bot.received if body.get("msgtype") == "text"]
    assert told == ["@计划机器人 有几项？"]


def test_a_stream_grows_before_ones_eyes(page, stage):
    stage.bot.robot_reply = {"msgtype": "stream", "stream": {"id": "s", "finish": False, "content": "正在查"}}
    open_chat(page, f"robot:{USER}")
    say(page, "重点")
    expect(page.locator(".growing")).to_have_text("正在查")
    done = {"id": "s", "finish": True, "content": "查到了"}
    stage.bot.robot_reply = {"msgtype": "stream", "stream": done}
    expect(theirs(page).last).to_have_text("查到了")
    expect(page.locator(".growing")).to_have_count(0)


def test_a_repeated_delivery_is_shown_once(page, stage):
    page.get_by_role("button", name="故障").click()
    fault = page.locator('[data-fault="repeat"]')
    fault.get_by_role("button", name="一次").click()
    expect(fault).to_have_class("fault on")
    say(page, "只回答一次")
    stage.wait(lambda: len([told for told in stage.bot.received if "content" in told]) == 3)
    expect(theirs(page)).to_have_count(1)
    expect(fault).to_have_class("fault ")


def test_the_log_shows_requests_in_plain_text_with_timings(page, stage):
    page.get_by_role("button", name="日志").click()
    say(page, "看日志")
    row = page.locator(".exchange").filter(has_text="文本 · 林晚晴")
    expect(row.locator(".outcome")).to_have_text("200")
    expect(row.locator(".took")).to_contain_text("ms")
    row.locator("summary").click()
    expect(row.locator("pre").first).to_contain_text("<Content><![CDATA[看日志]]></Content>")
    expect(page.locator(".exchange-title").filter(has_text="发送文本 → 林晚晴")).to_have_count(1)


def test_a_message_that_did_not_arrive_can_be_sent_again(page, stage):
    stage.bot.status = 500
    say(page, "坏了")
    failed = page.locator(".mark.failed")
    failed.wait_for()
    stage.bot.status = 200
    failed.click()
    expect(theirs(page).last).to_have_text("答：坏了")


def test_files_come_and_go(page, stage, tmp_path):
    mine = tmp_path / "说明.txt"
    mine.write_text("一份说明文件")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="文件", exact=True).click()
    chooser.value.set_files(mine)
    expect(page.locator(".mine .file")).to_contain_text("说明.txt")
    expect(theirs(page).last).to_have_text("答：file")
    medium = stage.platform.media.add("file", "清单.xlsx", b"PK\3\4 table")
    stage.send(USER, "file", {"media_id": medium.id})
    with page.expect_download() as download:
        page.locator(".theirs .file").click()
    assert download.value.suggested_filename == "清单.xlsx"


def test_weChat_shows_only_what_it_knows(page, stage):
    stage.send(USER, "markdown", {"content": "**粗**"})
    stage.send(USER, "text", {"content": "普通"})
    page.get_by_role("button", name="像在微信插件里那样显示").click()
    expect(theirs(page)).to_have_text(["暂不支持此消息类型，请在企业微信中查看", "普通"])


def test_a_colleague_is_found_and_written_to(page, stage):
    page.get_by_role("button", name="通讯录").click()
    page.get_by_role("button", name="陆知行").click()
    say(page, "你好，知行")
    expect(page.locator(".message.mine .bubble")).to_have_text("你好，知行")
    assert [told for told in stage.bot.received if told.get("content")] == []


def test_a_phone_shows_one_column(visit, stage):
    page = visit(**PHONE)
    expect(page.locator(".conversation")).to_be_hidden()
    open_chat(page, CHAT)
    stage.send(USER, "template_card", button_card("phone", "很长很长的标题" * 6))
    page.locator(".card").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.locator(".rail")).to_be_hidden()
    page.get_by_role("button", name="返回").click()
    expect(page.locator(".chat-row").first).to_be_visible()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_nothing_keeps_people_from_using_it(visit, stage, options):
    stage.send(USER, "template_card", button_card("axe"))
    stage.send(
        USER, "markdown", {"content": '<font color="comment">灰</font> `码` [链接](http://127.0.0.1/)'}
    )
    page = visit(f"#{USER}/{CHAT}", **options)
    page.locator(".card").wait_for()
    found = Axe().run(page)
    page.get_by_role("button", name="返回").click() if options else None
    for drawer in ("日志", "故障", "连接"):
        page.get_by_role("button", name=drawer).click()
        found.response["violations"] += Axe().run(page).response["violations"]
        page.get_by_role("button", name="收起").click()
    faults = [
        (fault["id"], node["html"]) for fault in found.response["violations"] for node in fault["nodes"]
    ]
    assert faults == []


def test_a_new_messenger_starts_afresh(page, stage):
    say(page, "旧的")
    expect(theirs(page)).to_have_count(1)
    page.get_by_role("button", name="连接").click()
    page.get_by_role("button", name="清空聊天记录").click()
    expect(theirs(page)).to_have_count(0)
