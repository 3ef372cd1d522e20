"""The workbench's page in a real browser, with a made-up bot behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from web.chromium import chromium

from workbench.loader import load_file

from .stage import EYES, Stage

PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TWO = """\
test_cases:
  - test_case: 护眼
    tags: [义务教育]
    steps:
      - user: 课桌椅什么时候换完
        assertions: [{state: stated}, {figure: 30所}]
      - user: 那归谁管
        assertions: [{state: silent}]
  - test_case: 幼儿园
    steps:
      - user: 公办园新盖几所
        assertions: [{state: redacted}, {source: 新建公办幼儿园}]
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = chromium(playwright.chromium.executable_path)
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a stage's page. Fails when something went wrong in it, or when it asked another machine."""
    faults: list[str] = []
    contexts = []

    def open_page(stage: Stage, path: str = "", **options: Any) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: (
                None if urlsplit(asked.url).netloc == urlsplit(stage.url).netloc else faults.append(asked.url)
            ),
        )
        page.goto(f"{stage.url}/{path}")
        page.locator("#tabs a").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for fault in faults if not re.search(r"status of (400|403|404)", fault)] == []


@pytest.fixture
def page(visit: Callable[..., Page], stage: Stage) -> Page:
    return visit(stage)


def say(page: Page, text: str) -> None:
    turns = page.locator("#chat .look").count()
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .look")).to_have_count(turns + 1)


def trace(page: Page) -> Locator:
    return page.locator("#chat .trace")


def part(page: Page, title: str) -> Locator:
    return trace(page).locator(".part", has=page.get_by_role("heading", name=title))


def test_a_turn_shows_what_was_understood_done_and_answered(page):
    say(page, "课桌椅什么时候换完")
    understood = part(page, "听懂了什么")
    expect(understood.locator("ruby.entity")).to_have_text("什么时候时限")
    expect(understood.locator(".intent.first")).to_contain_text("2.2.2 义务教育优质均衡")
    expect(understood.locator(".intent.first .share")).to_have_text("91%")
    expect(understood.locator(".intent:not(.first) .name")).to_have_text(["打招呼", "计划之外"])
    expect(understood.locator("tr.changed ins")).to_have_text(["时限", "建设护眼工程"])
    done = part(page, "做了什么")
    expect(done.locator(".ran")).to_contain_text("照章节回答")
    expect(done.locator(".ran code")).to_have_text("action_answer_plan")
    done.get_by_text("查询 task").click()
    expect(done.locator("pre")).to_contain_text("FROM task WHERE id = ?")
    expect(done.locator(".queries p code")).to_have_text('["T001"]')
    expect(done.locator(".queries summary")).to_contain_text("1 行")
    answered = part(page, "答了什么")
    expect(answered.locator(".source p")).to_have_text(EYES)
    expect(answered.locator(".source footer")).to_contain_text("学前教育优质普惠行动")
    expect(answered.locator(".facts")).to_contain_text("2022-12-31")
    spent = part(page, "用时").locator("li")
    expect(spent).to_have_text(
        ["理解 3.0 毫秒", "策略 2.0 毫秒", "动作 4.6 毫秒", "查询 0.4 毫秒", "其余 1.0 毫秒"]
    )


def test_the_three_states_are_told_apart(page):
    for text, state in (
        ("课桌椅什么时候换完", "原文有"),
        ("公办园新盖几所", "原文隐去"),
        ("那归谁管", "原文未提"),
        ("你好", "寒暄，没有状态"),
    ):
        say(page, text)
        expect(part(page, "答了什么").locator(".verdict .state")).to_have_text(state)


def test_what_changed_in_the_slots_is_marked(page):
    say(page, "课桌椅什么时候换完")
    say(page, "那归谁管")
    expect(trace(page).locator("tr.changed del")).to_have_text(["时限"])
    expect(trace(page).locator("tr.changed ins")).to_have_text(["责任单位"])
    expect(trace(page).locator("tr.same")).to_contain_text(["建设护眼工程"])
    page.locator("#chat .look").first.click()
    expect(trace(page).locator("ruby.entity")).to_have_text("什么时候时限")
    page.locator("#chat .look").first.press("ArrowDown")
    expect(trace(page).locator("ruby.entity")).to_have_text("归谁责任单位")


def test_an_offer_is_asked_with_one_click(page):
    say(page, "课桌椅什么时候换完")
    page.locator("#chat .bubbles .offers button").click()
    expect(page.locator("#chat .mine").last).to_have_text("那归谁管")


def test_words_stay_words(page, stage):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    stage.bot.said[evil] = {
        "text": evil,
        "intent": evil,
        "slots": {"item": evil},
        "answer": {**stage.bot.said["那归谁管"]["answer"], "kind": evil},
    }
    say(page, evil)
    expect(page.locator("#chat .theirs")).to_have_text(evil)
    expect(page.locator("#chat .sentence")).to_have_text(evil)
    page.locator("#keep").click()
    page.get_by_role("button", name="存下").click()
    expect(page.locator("#toast")).to_contain_text("已存到")
    page.goto(f"{stage.url}/#tests")
    expect(page.locator(".case .name")).to_have_text(evil)
    assert page.locator("img, main script").count() == 0


def test_a_correction_waits_for_review_and_says_where(page, stage):
    say(page, "课桌椅什么时候换完")
    trace(page).get_by_role("button", name="改正").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="记下来").click()
    expect(dialog.get_by_role("alert").last).to_contain_text("没有改动")
    dialog.get_by_label("其他意图").select_option(label="2.2.1 学前教育优质普惠行动")
    sentence = dialog.get_by_label("句子，选中要标的字")
    sentence.evaluate("box => { box.focus(); box.setSelectionRange(0, 3); }")
    dialog.get_by_label("是什么").select_option(label="单位")
    dialog.get_by_label("值", exact=True).fill("县局")
    dialog.get_by_role("button", name="标上").click()
    dialog.get_by_role("button", name="记下来").click()
    expect(page.locator("#toast")).to_contain_text(f"已记到 {stage.review}")
    [entry] = yaml.safe_load(stage.review.read_text(encoding="utf-8"))["nlu"]
    assert entry["intent"] == "section_2_2_1"
    assert entry["examples"].startswith('- [课桌椅]{"entity": "owner", "value": "县局"}[什么时候]')


def test_a_chat_becomes_a_test_that_passes(page, stage):
    say(page, "课桌椅什么时候换完")
    page.get_by_label("隔多久再问").select_option("40")
    say(page, "那归谁管")
    page.locator("#keep").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill("护眼工程归谁")
    first, second = dialog.locator(".turn-choice").all()
    first.locator(".choice", has_text="引用原文").locator("input").uncheck()
    first.get_by_label("不能提到").fill("万元、亿")
    second.locator("summary").click()
    second.locator(".choice", has_text="听成 问责任单位").locator("input").check()
    dialog.get_by_text("看写出来的 YAML").click()
    expect(dialog.locator("pre")).to_contain_text("- test_case: 护眼工程归谁")
    dialog.get_by_role("button", name="存下").click()
    expect(page.locator("#toast")).to_contain_text("聊天存下.yml")
    [case] = load_file(stage.tests / "聊天存下.yml")
    kinds = [{a.kind for a in step.assertions} for step in case.steps]
    assert kinds[0] >= {"state", "date", "says_nothing_of"}
    assert "source" not in kinds[0]
    assert "intent" in kinds[1]
    assert case.steps[1].later == 40
    page.locator("#tab-tests").click()
    page.locator("#run").click()
    expect(page.locator(".sum")).to_have_text("1/1 段，通过 1，不通过 0，全部走完")


def test_a_test_is_stepped_through(visit, stage):
    stage.write("a.yml", TWO)
    page = visit(stage, "#tests")
    page.locator(".case").first.click()
    expect(page.locator(".verdicts li.unknown")).to_have_text(
        ["状态是“原文有”", "数字 30所", "状态是“原文未提”"]
    )
    page.locator("#next").click()
    first = page.locator(".steps .turn").first
    expect(first.locator(".verdicts li")).to_have_class(["right", "wrong"])
    expect(first.locator(".got")).to_contain_text("2022年底前")
    expect(page.locator("#tests .trace .source p")).to_have_text(EYES)
    page.locator("#rest").click()
    expect(page.locator(".steps .turn.right")).to_have_count(1)
    expect(page.locator("#next")).to_be_disabled()
    page.locator("#again").click()
    expect(page.locator(".steps .turn.unknown")).to_have_count(2)


def test_all_tests_run_while_one_watches(visit, stage):
    stage.write("a.yml", TWO)
    stage.write("b.yml", "test_cases:\n  - test_case: 坏\n    stepz: []\n")
    page = visit(stage, "#tests")
    expect(page.locator(".shelf .faults")).to_contain_text("b.yml 第 3 行第 5 列")
    page.locator("#run").click()
    expect(page.locator(".sum")).to_have_text("2/2 段，通过 1，不通过 1，全部走完")
    wrong = page.locator(".case", has_text="护眼")
    expect(wrong.get_by_role("img", name="不通过")).to_be_visible()
    expect(wrong.locator(".why")).not_to_be_empty()
    page.get_by_text("只看不通过的").click()
    expect(page.locator(".case .name")).to_have_text(["护眼"])
    page.get_by_text("只看不通过的").click()
    page.get_by_label("找测试").fill("幼儿")
    page.get_by_role("button", name="运行这 1 段").click()
    expect(page.locator(".sum")).to_have_text("1/1 段，通过 1，不通过 0，全部走完")


def test_a_run_is_stopped(visit, stage):
    cases = "".join(f"  - test_case: 第{n}\n    steps: [{{user: 你好}}]\n" for n in range(200))
    stage.write("a.yml", f"test_cases:\n{cases}")
    stage.bot.pause = 0.03
    page = visit(stage, "#tests")
    page.locator("#run").click()
    expect(
        page.get_by_role("img", name="通过", exact=True).first
    ).to_be_visible()  # the first come in at once
    page.locator("#stop").click()
    expect(page.locator(".sum")).to_contain_text("已停止")
    expect(page.locator("#run")).to_be_visible()


def test_the_graph_shows_the_ways(visit, stage):
    stage.write("a.yml", TWO)
    page = visit(stage, "#graph")
    expect(page.locator("#graph .empty")).to_contain_text("还没有对话")
    page.locator("#tab-tests").click()
    page.locator("#run").click()
    expect(page.locator(".sum")).to_contain_text("全部走完")
    page.locator("#tab-graph").click()
    page.get_by_text("同一体系的章节合在一起").click()
    expect(page.locator(".node text", has_text="2.2.2")).to_have_count(1)
    expect(page.locator(".node", has_text="结束")).to_have_count(0)
    page.get_by_text("画出结束").click()
    expect(page.locator(".node", has_text="结束")).to_have_count(1)
    page.locator('.band[aria-label*="原文隐去"]').first.focus()
    expect(page.locator(".about-edge a")).to_have_text("a::幼儿园")
    page.locator(".about-edge a").click()
    expect(page.locator(".path h2")).to_have_text("幼儿园")


def test_looking_only(visit, raise_stage):
    stage = raise_stage(edit=False)
    page = visit(stage)
    expect(page.locator("#about .badge")).to_have_text("只能看")
    say(page, "课桌椅什么时候换完")
    expect(trace(page).get_by_role("button", name="改正")).to_be_disabled()
    page.locator("#keep").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="存下")).to_be_disabled()
    expect(dialog).to_contain_text("make workbench")


def test_what_went_wrong_is_said_with_what_to_do(page, stage):
    say(page, "你好")
    stage.bench._talks.clear()  # as after a restart
    page.locator("#text").fill("那归谁管")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("请开始新的对话")
    expect(page.locator("#text")).to_have_value("那归谁管")  # nothing that was written is lost
    page.locator("#fresh").click()
    expect(page.locator("#chat .turn")).to_have_count(0)
    say(page, "你好")


def test_changed_files_are_offered_to_be_taken_up(visit, stage):
    page = visit(stage)
    expect(page.locator("#renewal")).to_be_hidden()
    stage.files = "broken"
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#renewal")).to_contain_text("改过了")
    page.locator("#renew").click()
    expect(page.locator("#toast")).to_contain_text("请改好再试")
    stage.files = "mended"
    page.locator("#renew").click()
    expect(page.locator("#renewal")).to_contain_text("正在载入")
    stage.bench.renewal.started = "another run"
    with page.expect_navigation():
        pass
    expect(page.locator("#tabs a").first).to_be_visible()
    assert stage.made == ["mended"]


@pytest.mark.parametrize("path", ["", "#tests", "#tests/a::护眼", "#graph"])
def test_a_phone_is_wide_enough(visit, stage, path):
    stage.write("a.yml", TWO)
    page = visit(stage, path, **PHONE)
    if not path:
        say(page, "课桌椅什么时候换完" + "长" * 80)
        say(page, "课桌椅什么时候换完")
    expect(page.locator(".view:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(visit, stage, scheme):
    stage.write("a.yml", TWO)
    page = visit(stage, color_scheme=scheme)
    say(page, "课桌椅什么时候换完")
    say(page, "公办园新盖几所")
    say(page, "那归谁管")
    found = [Axe().run(page)]
    page.locator("#keep").click()
    found.append(Axe().run(page))
    page.keyboard.press("Escape")
    page.locator("#tab-chat").press("ArrowRight")
    page.locator(".case").first.click()
    page.locator("#next").click()
    expect(page.locator(".steps .turn.wrong")).to_have_count(1)
    found.append(Axe().run(page))
    problems = [
        (one["id"], node["html"][:160])
        for run in found
        for one in run.response["violations"]
        for node in one["nodes"]
    ]
    assert problems == []
