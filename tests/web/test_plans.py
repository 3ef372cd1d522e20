"""Several plans: the page says which one answers, and lets people read the others."""

from __future__ import annotations

import json

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from .canned import MARKUP
from .test_access import PHONE, grave_faults, wider_than_the_window


def test_the_page_says_which_plan_it_answers_from(visit):
    page = visit().open()
    expect(page.locator("#plan-title")).to_have_text("回答依据：2022年全市教育体育暨全面从严治党工作会议讲话")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_others_are_named_with_their_year_and_can_be_read(visit, options):
    visitor = visit(**options)
    page = visitor.open()
    if options:
        page.get_by_role("button", name="目录").click()
    others = page.locator("#others")
    expect(others.locator("li")).to_have_count(1)
    expect(others).to_contain_text("（2021年）")
    expect(others).to_contain_text("只供查阅")
    for name, place in (("全文", "mark, article"), ("总览", ".bars")):
        with page.context.expect_page() as opened:
            others.get_by_role("link", name=name).click()
        other = opened.value
        expect(other.locator(place).first).to_contain_text("水厂")
        expect(other.locator("header")).to_contain_text("只供查阅")
        assert not wider_than_the_window(other)


def test_of_another_plan_nothing_can_be_asked(visit):
    page = visit().page
    page.goto(f"{visit().url}/overview?plan=older")
    expect(page.locator(".dated li:not(.axis)")).to_have_count(1)
    expect(page.locator("a[href^='/#ask']")).to_have_count(0)
    page.locator(".dated").get_by_role("link").click()
    expect(page.locator("#quote")).to_contain_text("2021年底前")


def test_an_answer_stays_with_its_plan(visit):
    visitor = visit()
    visitor.open()
    answer = visitor.ask("课桌椅什么时候换完")
    answer.locator("summary").click()
    href = answer.get_by_role("link", name="查看原文").get_attribute("href")
    assert href and href.startswith("/plan?plan=sample&")


def test_when_another_plan_answers_the_page_says_so(visit):
    visitor = visit()
    page = visitor.open()
    visitor.ask("课桌椅什么时候换完")

    def other_plan(route: Route) -> None:
        body = route.fetch().json()
        if "plans" in body:
            body["plan"] = body["plans"][1]
        for message in body.get("messages", []):
            message["plan"] = "older"
        route.fulfill(body=json.dumps(body), content_type="application/json")

    page.route("**/chat/m*", other_plan)
    answer = visitor.ask("思政精品课程建多少")
    expect(answer).to_contain_text("从这里起，回答依据《旧计划")
    expect(page.locator("#plan-title")).to_contain_text("旧计划")
    expect(visitor.ask("课桌椅什么时候换完")).not_to_contain_text("从这里起")
    page.reload()
    expect(page.locator("plan-answer").nth(1)).to_contain_text("从这里起，回答依据《旧计划")


def test_the_menu_lists_all_plans_with_the_answering_one_first(server):
    menu = requests.get(f"{server.url}/chat/menu").json()
    assert [plan["slug"] for plan in menu["plans"]] == ["sample", "older"]
    assert menu["plan"] == menu["plans"][0]
    assert menu["totals"] == {"tasks": 5, "priorities": 0, "deadlines": 3, "redacted": 1}


@pytest.mark.parametrize("path", ["/plan", "/chat/overview"])
def test_a_plan_that_is_not_there_is_said_to_be_missing(server, path):
    answer = requests.get(f"{server.url}{path}", params={"plan": MARKUP})
    assert answer.status_code in (404, 503)
    assert "没有这份计划" in answer.text
    assert "<img" not in answer.text


def nothing_is_markup(page: Page) -> None:
    assert page.locator("img").count() == 0
    assert page.title() != "坏了"
    assert MARKUP in page.locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/plan?plan=older&start=20&end=60", "/overview?plan=older"])
def test_a_plan_that_holds_markup_shows_it(visit, path, scheme):
    visitor = visit(bypass_csp=True, color_scheme=scheme)
    page = visitor.page
    page.goto(visitor.url + path)
    page.get_by_text("水厂").first.wait_for()
    nothing_is_markup(page)
    assert grave_faults(page) == []


def test_markup_in_a_plans_menu_is_shown(visit):
    visitor = visit()

    def hostile(route: Route) -> None:
        menu = route.fetch().json()
        for named in (menu["plan"], *menu["plans"], *menu["sections"]):
            named["title"] = named["number"] = MARKUP
        for name in menu["names"]:
            name["name"] = name["kind"] = f"课桌{MARKUP}"
        route.fulfill(body=json.dumps(menu), content_type="application/json")

    visitor.page.route("**/chat/menu", hostile)
    page = visitor.open()
    page.locator("#text-input").press_sequentially("课桌")
    expect(page.get_by_role("option").first).to_contain_text(MARKUP)
    expect(page.locator("plan-welcome")).to_contain_text(MARKUP)
    nothing_is_markup(page)
