"""The report is one page that needs nothing else; CI gets Markdown and JUnit's XML."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from xml.etree import ElementTree

import pytest
from written import Hold

from workbench.coverage import coverage
from workbench.history import Comparison, Rate
from workbench.project import Project
from workbench.report import html, junit, markdown
from workbench.results import Results
from workbench.variations import Stability

WRONG = """
- user: 公办园今年要新盖几所
  assertions:
  - intent: section_2_2_2
  - says_nothing_of: 公办幼儿园
- user: 后面的
"""


@pytest.fixture
def results(project: Project, hold: Hold) -> Results:
    right, wrong = hold("- user: 你好\n  assertions: [{intent: greet}]\n"), hold(WRONG)
    wrong = replace(wrong, case=replace(wrong.case, name="错的<script>alert(1)</script>"))
    rates = tuple(Rate(f"2026-01-0{day}T00:00:00+00:00", day, 9, {}, {}) for day in (1, 2))
    return Results(
        at="2026-01-02T00:00:00+00:00",
        project=project,
        outcomes=(right, wrong),
        dimensions=tuple(coverage(project, [right, wrong])),
        comparison=Comparison(broken=(wrong.case.id,), fixed=("甲::修好的",)),
        stability=(Stability("漏字", 1, (wrong,)),),
        rates=rates,
        floors={"plan": 0.9},
    )


def test_the_page_needs_nothing_else(results: Results) -> None:
    page = html(results)
    assert re.findall(r"(?:src|href)\s*=|@import|url\(", page) == []
    assert "<script" not in page and "http://" not in page and "https://" not in page


def test_the_page_shows_the_dialogue_with_the_difference(results: Results) -> None:
    page = html(results)
    assert escape("错的<script>") in page
    assert page.count("bubble bad") == 2  # once among the failures, once among the variations
    assert "<mark>公办幼儿园</mark>" in page
    assert "多半是意图听错：听成 section_2_2_1" in page
    assert "后面的" not in page


def test_the_page_shows_changes_coverage_and_time(results: Results) -> None:
    page = html(results)
    assert "修好的（甲）" in page and "坏了 1" in page
    assert "低于下限 90%" in page
    assert "polyline" in page and page.count("dot-mark") >= 2
    assert "✗ 举措 · 原文有" in page and "2.2.1" in page
    assert "意图混淆矩阵" in page
    assert "换个说法问：" in page


def test_a_run_without_faults_says_so(project: Project, hold: Hold) -> None:
    right = hold("- user: 你好\n  assertions: [{intent: greet}]\n")
    results = Results("2026-01-02", project, (right,), (), Comparison())
    page = html(results)
    assert "全部通过" in page and "1 轮全部听对" in page and "没有变化" in page
    assert "没过的" not in markdown(results)


def test_the_summary(results: Results) -> None:
    text = markdown(results)
    assert "1/2 段通过；坏了 1，修好 1" in text
    assert "| 动作 |" in text and "| 漏字 | 50% | 2 |" in text
    assert "意图听错" in text


def test_junit(results: Results) -> None:
    suite = ElementTree.fromstring(junit(results))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    (failure,) = suite.iter("failure")
    assert failure.text and "应当  意图 section_2_2_2" in failure.text
