"""The application as members use it: cards, menu, greeting, units, tables, and what is no text."""

from __future__ import annotations

import asyncio
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.channels.wecom.export import export_key, tasks_of_key
from bot.channels.wecom.menu import ENTRIES
from bot.store import wecom

from . import plan as about
from .world import inner, world


def _say(plan):
    replies = {"清单": about.listing(plan), "事实": about.fact(plan)}
    return lambda sender, text: replies.get(text, {"text": f"您问：{text}"})


def _buttons(body):
    return {button["text"]: button["key"] for button in body["template_card"]["button_list"]}


def _text(body):
    return body["text"]["content"] if body["msgtype"] == "text" else body["template_card"]["sub_title_text"]


def test_a_pressed_button_asks_and_the_card_shows_it(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "事实")
            (card,) = await w.sent(1)
            key = _buttons(card)["责任单位"]
            await w.event(
                "ZhangSan", "template_card_event", EventKey=key, TaskId=card["template_card"]["task_id"],
                CardType="button_interaction", ResponseCode="code-1",
            )  # fmt: skip
            await w.sent(2)
            assert w.bot.asked[-1] == ("wecom-zhangsan", "更换全部课桌椅由谁负责")
            await w.until(lambda: w.platform.updates)
            (update,) = w.platform.updates
            assert (update["userids"], update["agentid"]) == (["ZhangSan"], 1000002)
            assert update["response_code"] == "code-1"
            assert update["button"]["replace_name"].startswith("已问：更换全部课桌椅")

    asyncio.run(check())


def test_a_press_delivered_again_is_answered_once(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            for _ in range(3):
                await w.press("ZhangSan", "ask:好", created=1700000000)
            await w.sent(1)
            assert len(w.platform.updates) == 1

    asyncio.run(check())


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("priorities", "全年重点工作有哪些"),
        ("deadlines", "哪些任务有明确时限"),
        ("targets", "有哪些量化指标"),
        ("help", "帮助"),
    ],
)
def test_the_menu_asks(tmp_path, key, asked):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.event("ZhangSan", "click", EventKey=key)
            await w.sent(1)
            assert w.bot.asked == [("wecom-zhangsan", asked)]

    asyncio.run(check())


def test_a_greeting_comes_again_on_the_next_day_of_a_fixed_clock(tmp_path):
    async def check():
        days = (("2022-03-01", 1), ("2022-03-01", 0), ("2022-03-02", 1))
        for second, (day, greetings) in enumerate(days):
            async with world(tmp_path, TODAY=day) as w:
                await w.event("ZhangSan", "enter_agent", 1700000000 + second)
                await w.text("ZhangSan", "好")
                await w.sent(greetings + 1)

    asyncio.run(check())


def test_opening_the_application_greets_once_a_day(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            for number in range(3):
                await w.event("ZhangSan", "enter_agent", 1700000000 + number)
            await w.event("LiSi", "enter_agent")
            sent = await w.sent(2)
            assert {one["touser"] for one in sent} == {"ZhangSan", "LiSi"}
            assert "您好" in _text(sent[0])
            assert list(_buttons(sent[0]).values()) == list(ENTRIES)
            await w.press("ZhangSan", "deadlines")
            await w.until(lambda: w.bot.asked)
            assert w.bot.asked == [("wecom-zhangsan", "哪些任务有明确时限")]
            await w.until(lambda: w.platform.updates)
            assert w.platform.updates[0]["button"]["replace_name"] == "已问：时限"

    asyncio.run(check())


@pytest.mark.parametrize("event", ["unsubscribe", "LOCATION", "view", "batch_job_result", "something_new"])
def test_other_events_are_taken_and_left_alone(tmp_path, event):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            assert (await w.event("ZhangSan", event, EventKey="priorities"))[0] == 200
            await w.text("ZhangSan", "好")
            await w.sent(1)

    asyncio.run(check())


@pytest.mark.parametrize(
    ("kind", "parts", "word"),
    [
        ("voice", {"MediaId": "m", "Format": "amr"}, "语音"),
        ("image", {"PicUrl": "http://x", "MediaId": "m"}, "图片"),
        ("video", {"MediaId": "m"}, "视频"),
        ("file", {"MediaId": "m"}, "文件"),
        ("location", {"Location_X": "1", "Location_Y": "2", "Label": "某地"}, "位置"),
        ("link", {"Title": "t", "Url": "http://x"}, "链接"),
        ("hologram", {}, "看不懂"),
    ],
)
def test_what_is_no_text_gets_a_polite_one(tmp_path, kind, parts, word):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.deliver(inner("ZhangSan", kind, MsgId="77", **parts))
            (sent,) = await w.sent(1)
            assert word in sent["text"]["content"] and w.bot.asked == []

    asyncio.run(check())


def test_what_was_recognised_of_a_voice_is_asked(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.deliver(inner("ZhangSan", "voice", MsgId="77", Recognition="课桌椅呢"))
            await w.sent(1)
            assert w.bot.asked == [("wecom-zhangsan", "课桌椅呢")]

    asyncio.run(check())


def test_name_and_department_are_read_once(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "一")
            await w.text("ZhangSan", "二")
            await w.text("Nobody", "三")
            await w.text("Nobody", "四")
            await w.until(lambda: w.knows("zhangsan") and w.knows("nobody"))
            await w.sent(4)
            assert w.platform.calls.count("user/get") == 2
            with w.store.session() as session:
                member = wecom.get_member(session, "zhangsan")
                assert (member.name, member.department) == ("张三", "基教科")

    asyncio.run(check())


def test_the_greeting_knows_the_name_from_the_second_day_on(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "一")
            await w.until(lambda: w.knows("zhangsan"))
            await w.event("ZhangSan", "enter_agent")
            assert "您好，张三！" in _text((await w.sent(2))[1])

    asyncio.run(check())


def test_a_unit_is_said_once_and_then_meant(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "我的任务")
            (asked,) = await w.sent(1)
            assert "请选择您的单位" in _text(asked) and w.bot.asked == []
            assert _buttons(asked)["市教育局"] == "unit:市教育局"
            await w.text("ZhangSan", "我是教育局的")
            kept = (await w.sent(2))[1]
            assert "您的单位是市教育局" in _text(kept)
            await w.text("ZhangSan", "我的任务")
            await w.text("ZhangSan", "我单位6月前要完成什么？")
            await w.text("LiSi", "我的任务")  # somebody else has said nothing
            await w.sent(5)
            assert [text for _, text in w.bot.asked] == ["市教育局有哪些任务", "市教育局6月前要完成什么？"]

    asyncio.run(check())


def test_a_unit_is_chosen_from_the_menu_and_kept_over_a_restart(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("LiSi", "您好")
            await w.until(lambda: w.knows("lisi"))
            await w.event("LiSi", "click", EventKey="my_unit")
            choice = (await w.sent(2))[1]
            assert next(iter(_buttons(choice).values())) == "unit:体育科"  # his department, first
            await w.press("LiSi", "unit:市体育局")
            await w.sent(3)
        async with world(tmp_path, loaded=_say) as w:
            await w.event("LiSi", "click", 1700000000, EventKey="my_unit")
            (mine,) = await w.sent(1)
            assert "您的单位是市体育局" in _text(mine)
            await w.text("LiSi", "我的任务")
            await w.sent(2)
            assert w.bot.asked == [("wecom-lisi", "市体育局有哪些任务")]

    asyncio.run(check())


def test_a_unit_that_the_plan_does_not_name_is_kept_and_said(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "我是实验小学的，课桌椅什么时候换")
            kept, answered = await w.sent(2)
            assert "计划里没有点名实验小学" in _text(kept)
            assert _text(answered) == "您问：课桌椅什么时候换"

    asyncio.run(check())


def test_a_list_is_taken_away_as_a_table(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "清单")
            _, more = await w.sent(2)
            key = _buttons(more)["导出表格"]
            await w.press("ZhangSan", key)
            file = (await w.sent(3))[2]
            assert (file["msgtype"], file["file"]) == ("file", {"media_id": "media-1"})
            await w.text("ZhangSan", "导出表格")
            await w.sent(4)
            assert [name for name, _ in w.platform.files] == ["2022年任务清单（4项）.xlsx"] * 2
            _, content = w.platform.files[0]
            rows = list(load_workbook(BytesIO(content)).active.values)
            assert rows[1][1] == "更换全部课桌椅" and rows[1][3] == "2022-12-31" and rows[1][4] == "市教育局"
            assert len(rows) == 5

    asyncio.run(check())


def _choice(task):
    chosen = f"<QuestionKey>task</QuestionKey><OptionIds><OptionId>{task}</OptionId></OptionIds>"
    return inner("ZhangSan", "event", Event="template_card_event", EventKey="pick:", TaskId=task).replace(
        "</xml>", f"<SelectedItems><SelectedItem>{chosen}</SelectedItem></SelectedItems></xml>"
    )


def test_an_entry_of_a_list_is_chosen_on_the_card(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "清单")
            _, more = await w.sent(2)
            options = more["template_card"]["button_selection"]["option_list"]
            assert [option["id"] for option in options] == ["T001", "T002"]
            assert next(iter(_buttons(more).values())) == "pick:"
            await w.deliver(_choice("T002"))
            await w.sent(3)
            assert w.bot.asked[-1] == ("wecom-zhangsan", "新建学校食堂10—20个有什么要求？")
            await w.deliver(_choice("T900"))
            assert "找不到了" in _text((await w.sent(4))[3])

    asyncio.run(check())


def test_a_table_of_nothing_is_declined(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say) as w:
            await w.text("ZhangSan", "导出表格")
            await w.press("ZhangSan", "export:T900-T901")
            first, second = await w.sent(2)
            assert "还没有可以导出的清单" in _text(first) and "找不到了" in _text(second)

    asyncio.run(check())


def test_text_only_sends_no_card(tmp_path):
    async def check():
        async with world(tmp_path, loaded=_say, WECOM_TEXT_ONLY="1") as w:
            for text in ("事实", "清单", "我的任务", "我是教育局的", "我的单位"):
                await w.text("ZhangSan", text)
            await w.event("ZhangSan", "enter_agent")
            sent = await w.sent(6)
            assert {one["msgtype"] for one in sent} == {"text"}
            assert "更换全部课桌椅由谁负责" in _text(sent[0])

    asyncio.run(check())


def test_without_a_plan_questions_are_answered_all_the_same(tmp_path):
    async def check():
        async with world(tmp_path) as w:
            await w.text("ZhangSan", "我的任务")
            await w.text("ZhangSan", "课桌椅")
            first, second = await w.sent(2)
            assert "您的单位" in _text(first) and _text(second) == "您问：课桌椅"

    asyncio.run(check())


@pytest.mark.parametrize(
    ("tasks", "key"),
    [
        (["T001", "T002", "T003"], "export:T001-T003"),
        (["T009", "T010", "T020", "T011", "T009"], "export:T009-T010,T020,T011"),
        (["a", "b"], "export:a,b"),
        (["T001"], None),
        ([], None),
        ([f"T{number:03d}" for number in range(1, 900, 2)], None),
        ([f"T{number:03d}" for number in range(1, 1200)], "export:T001-T1199"),
    ],
)
def test_the_key_of_a_table_names_its_tasks(tasks, key):
    assert export_key(tasks) == key
    if key:
        assert tasks_of_key(key) == list(dict.fromkeys(tasks))
