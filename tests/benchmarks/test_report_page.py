"""The report: figures against their aims, and one page that needs nothing else and trusts no text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from benchmarks.exam import Case, Outcome, Reply, Said, Turn
from benchmarks.page import Report, render
from benchmarks.results import CLEAN, Sheet, by_category, by_section, rows
from benchmarks.search import SentenceSearch
from benchmarks.stage import Spent
from benchmarks.understanding import Guess, Understood
from bot.records import Passage, Plan

EVIL = "<script>alert(1)</script>"


def outcome(number: int, right: bool, kind: str = "fact") -> Outcome:
    turn = Turn(f"问{number}{EVIL}", must=("甲",), intent="section_1_1")
    faults = () if right else ("缺少 /甲/",)
    said = Said(turn, turn.say, Reply(f"答{EVIL}", "", kind), faults)
    return Outcome(Case(f"N{number}", "target", (turn,)), (said,))


def sheet(name: str, right: int, wrong: int) -> Sheet:
    cases = [outcome(n, n < right) for n in range(right + wrong)]
    found = [
        Guess(
            "甲",
            "section_1_1",
            "target",
            Understood("section_1_1" if n < right else "ask_count", "target", 0.002),
        )
        for n in range(right + wrong)
    ]
    return Sheet(
        name,
        guesses={CLEAN: found, "漏字": found},
        outcomes={CLEAN: {"留出": cases}, "漏字": {"留出": cases[right - 1 :]}},
        unsupported=[],
        training=Spent(12.0, 20.0),
        reads_aspects=True,
    )


SHEETS = [sheet("本机器人", 19, 1), Sheet("BM25 检索", outcomes={CLEAN: {"留出": [outcome(0, False)]}})]


@pytest.fixture(scope="module")
def page() -> str:
    sections = {"section_1_1": "1.1 甲", "section_1_2": "1.2 乙"}
    return render(Report(SHEETS, rows(SHEETS), sections, sections, "今天"))


def test_figures_are_held_against_their_aims() -> None:
    table = {row.what: row for row in rows(SHEETS)}
    assert table["意图准确率"].values == ("95.0%", "") and table["意图准确率"].met is True
    assert table["回答正确率 留出"].values == ("95.0%", "0.0%")
    assert table["漏字使回答少对"].values[0] == "45.0 百分点" and table["漏字使回答少对"].met is False
    assert table["答错且说得肯定"].met is False  # one of 20 is 5 %
    assert table["没有出处的数字"].values[0] == "0 处" and table["没有出处的数字"].met is True
    assert table["训练"].values[0] == "12 秒"


def test_cases_are_counted_by_category_and_by_section() -> None:
    cases = SHEETS[0].all_outcomes()
    assert by_category(cases) == {"target": (19, 20)}
    assert by_section(cases, {"section_1_1": "", "section_1_2": ""}) == {
        "section_1_1": (19, 20),
        "section_1_2": (0, 0),
    }


class Tags(HTMLParser):
    """Which tags are opened and which stay open."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_has_its_pictures(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen.count("svg") == 6
    assert "没有题目" in page  # a section that no question is about is shown


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    assert not re.search(r"https?:|//|\bsrc=|\bhref=|@import|url\(|<script", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_search_quotes_the_likeliest_sentence_or_nothing() -> None:
    text = "新建公办幼儿园五所。更换中小学课桌椅。"
    cut = text.index("更")
    plan = Plan(
        "计划",
        2022,
        None,
        text,
        passages=(Passage("1", text[:cut], 0, cut), Passage("1", text[cut:], cut, len(text))),
    )
    search = SentenceSearch(plan)
    assert search.ask("", "课桌椅什么时候更换").text == "更换中小学课桌椅。"
    assert search.ask("", "天气如何").kind == "not_mentioned"
