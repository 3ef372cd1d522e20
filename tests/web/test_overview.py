"""The plan in figures."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from bot.channels.web.overview import overview
from bot.channels.web.plans import PlanView
from bot.records import Plan

from .sample_plan import sample_plan
from .test_access import PHONE, grave_faults, wider_than_the_window


def test_every_task_target_and_deadline_is_counted_once():
    plan = sample_plan()
    figures = overview(PlanView(plan), date(2022, 9, 20))
    assert figures["totals"] == {"tasks": len(plan.tasks), "deadlines": 3, "stated": 2, "redacted": 1}
    assert sum(row["tasks"] for row in figures["sections"]) == len(plan.tasks)
    assert [row["title"] for row in figures["sections"]] == [
        "构建以立德树人为根本任务的教育评价体系",
        "构建优质均衡的基本公共教育服务体系",
        "强化经费保障",
    ]
    assert figures["owners"] == [{"name": "各县区", "named": 1, "inferred": 1}]
    assert [row["due"] for row in figures["deadlines"]] == ["2022-08-31", "2022-12-31", "2025-12-31"]


def test_a_plan_without_tasks_has_figures_too():
    figures = overview(PlanView(Plan("空", None, None, "空")), date(2022, 1, 1))
    assert figures["totals"]["tasks"] == 0
    assert figures["sections"] == figures["owners"] == figures["deadlines"] == []


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_page_shows_them(visit, options):
    visitor = visit(**options)
    page = visitor.page
    page.goto(f"{visitor.url}/overview")
    expect(page.locator(".totals dd")).to_have_text(["5", "3", "2", "1"])
    rows = page.locator(".dated li:not(.axis)")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("已过约 20 天")
    line = page.locator(".dated .today").first.bounding_box()
    past, later = (rows.nth(n).locator("i").first.bounding_box() for n in (0, 1))
    assert past and line and later
    assert past["x"] + past["width"] <= line["x"] + 3 <= later["x"] + 6  # pixels
    assert not wider_than_the_window(page)
    rows.nth(1).get_by_role("link").click()
    expect(page.locator("#quote")).to_contain_text("课桌椅")


def test_a_chapter_can_be_asked_about_from_there(visit):
    visitor = visit()
    page = visitor.page
    page.goto(f"{visitor.url}/overview")
    page.get_by_role("link", name="强化经费保障").click()
    expect(page.locator("plan-answer")).to_have_count(1)
    expect(page.locator(".user-message-text")).to_have_text("强化经费保障有哪些任务？")
    page.reload()
    expect(page.locator(".user-message-text")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_figures(visit, scheme):
    visitor = visit(bypass_csp=True, color_scheme=scheme)
    visitor.page.goto(f"{visitor.url}/overview")
    visitor.page.locator(".bars").first.wait_for()
    assert grave_faults(visitor.page) == []
