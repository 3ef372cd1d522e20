"""The page of the whole plan: nothing lost, nothing read as markup, the quotation in its place."""

from __future__ import annotations

import html
import re

import pytest
import requests

from bot.channels.web.plan_page import plan_page
from bot.channels.web.plans import PlanView, initials

from .canned import DESKS, MARKUP, PLAN
from .sample_plan import older_plan, sample_plan


def words_of(page: str) -> str:
    """The text of the page's article, without white space."""
    article = page[page.index("<article") : page.index("</article>")]
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", article)))


def marked(page: str) -> str:
    return html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page)))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (7338, 7375), (0, len(PLAN)), (900, 960)])
def test_every_character_of_the_plan_is_on_the_page(start, end):
    assert words_of(plan_page(sample_plan(), start, end)) == re.sub(r"\s", "", PLAN)


@pytest.mark.parametrize(
    "quote", [DESKS, "优质均衡的基本公共", "一是实施学前教育", "教育结构面临着 \n一场深刻变革"]
)
def test_the_quotation_is_marked_where_it_stands(quote):
    start = PLAN.index(quote)
    page = plan_page(sample_plan(), start, start + len(quote))
    assert re.sub(r"\s", "", marked(page)) == re.sub(r"\s", "", quote)
    assert page.count('id="quote"') == 1


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (50, 40), (len(PLAN) + 5, len(PLAN) + 9), (-9, -5), (10**9, 10**9)]
)
def test_offsets_that_mark_nothing_mark_nothing(start, end):
    assert "<mark" not in plan_page(sample_plan(), start, end)


def test_each_section_of_the_outline_is_a_place_in_the_text():
    page = plan_page(sample_plan())
    links = re.findall(r'href="#(s-[\d.]+)"', page)
    assert len(links) == len(sample_plan().sections)
    assert re.findall(r'id="(s-[\d.]+)"', page) == links


def test_a_plan_that_holds_markup_shows_it():
    plan = sample_plan(PLAN + f"\n附：{MARKUP}</article><script>alert(1)</script>")
    page = plan_page(plan, len(PLAN), len(PLAN) + 40)
    assert "<img" not in page
    assert page.count("<script") == 1  # its own
    assert MARKUP in words_of(page) or re.sub(r"\s", "", MARKUP) in words_of(page)


def test_the_page_says_which_offsets_it_was_asked_for(server):
    page = requests.get(f"{server.url}/plan", params={"start": "7338", "end": "7375"})
    assert marked(page.text) == DESKS
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    for odd in ("x", "-1", "9" * 30, "１２", ""):
        answer = requests.get(f"{server.url}/plan", params={"start": odd, "end": "7375"})
        assert answer.status_code == 200


def test_a_name_is_found_by_its_sounds_initials():
    assert initials("课桌椅") == "kzy"
    assert initials("13710工作制度") == "13710gzzd"


def test_the_menu_asks_of_sections_that_have_something_to_ask():
    asked = {s["id"]: s["ask"] for s in PlanView(sample_plan()).menu["sections"]}
    assert asked["1"] is None
    assert asked["2.2.1"] == "实施学前教育优质普惠行动有哪些任务？"


def test_a_part_without_sections_is_asked_itself():
    (part,) = PlanView(older_plan()).menu["sections"]
    assert part["ask"] == f"{part['title']}有哪些内容？"


def test_a_path_goes_from_the_part_down():
    assert PlanView(sample_plan()).path("2.2.2") == [
        "乘势而上，续写全市教育体育高质量发展更加出彩篇章",
        "构建优质均衡的基本公共教育服务体系",
        "实施义务教育优质均衡县区创建行动",
    ]
    assert PlanView(sample_plan()).path("9.9") == []
