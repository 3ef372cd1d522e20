"""A list answer as a table."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import requests
from openpyxl import load_workbook

from bot.channels.web.exports import COLUMNS, rows_of, workbook
from bot.channels.web.plans import PlanView

from .canned import DESKS, LIGHTS, LIST
from .sample_plan import sample_plan

FACTS = LIST.as_dict()["facts"]
HEADINGS = [heading for heading, _ in COLUMNS]


def table(data: bytes) -> list[dict[str, Any]]:
    sheet = load_workbook(BytesIO(data)).active
    rows = sheet.iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_row_is_a_task_with_all_that_was_said_of_it():
    first, second, third = table(workbook("时限", FACTS, None))
    assert first["时限"] == "秋季开学前"
    assert first["截止日期"] == "约2022-08-31"  # a season fixes no day
    assert first["指标"] == "原文未公布"
    assert second["责任单位"] is None
    assert third["事项"] == "设立乡村首席教师"


@pytest.mark.parametrize(
    ("fact", "column", "words"),
    [
        ({"aspect": "owner", "state": "stated", "value": "各县区"}, "责任单位", "各县区"),
        (
            {"aspect": "owner", "state": "stated", "value": "局", "inferred": True},
            "责任单位",
            "局（据上下文推断）",
        ),
        ({"aspect": "owner", "state": "silent", "value": None}, "责任单位", "原文未提"),
        ({"aspect": "target", "state": "redacted", "value": "X所"}, "指标", "原文未公布"),
        ({"aspect": "result", "state": "stated", "value": "26个"}, "其他", "26个"),
    ],
)
def test_each_fact_has_its_column(fact, column, words):
    (row,) = table(workbook("题", [{"item": "事", **fact}], None))
    assert row[column] == words


def test_what_was_not_said_comes_from_the_plan():
    facts = [{"item": LIGHTS, "aspect": "priority", "state": "silent", "value": None, "task": "T021"}]
    (row,) = table(workbook("重点", facts, PlanView(sample_plan())))
    assert row["时限"] == "2022年底前"
    assert row["截止日期"] == "2022-12-31"
    assert row["原文"] == DESKS
    assert row["所属章节"].endswith("实施义务教育优质均衡县区创建行动")
    assert row["重点"] == "原文未提"


def test_the_whole_list_is_in_the_table_in_its_order_whatever_was_shown():
    items = LIST.as_dict()["items"]
    rows = table(workbook("时限", FACTS, PlanView(sample_plan()), items))
    assert [row["事项"] for row in rows] == [item["item"] for item in items]
    assert rows[-1]["原文"].startswith("新建公办幼儿园")
    assert rows[0]["时限"] == "秋季开学前"
    (silent,) = table(workbook("时限", [], PlanView(sample_plan()), items[:1]))
    assert silent["截止日期"] == "约2022-08-31"
    backwards = table(workbook("时限", FACTS, PlanView(sample_plan()), items[::-1]))
    assert [row["事项"] for row in backwards] == [item["item"] for item in reversed(items)]


def test_facts_without_a_task_go_by_their_item():
    facts = [{"item": i, "aspect": "count", "state": "stated", "value": v} for i, v in ("甲1", "乙2", "甲3")]
    assert [(row.item, row.said["count"]) for row in rows_of(facts)] == [("甲", ["1", "3"]), ("乙", ["2"])]


@pytest.mark.parametrize("words", ["=1+1", "=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "\x00\x0b\ud800字"])
def test_no_cell_is_a_formula_or_breaks_the_file(words):
    facts = [{"item": words, "aspect": "target", "state": "stated", "value": words, "task": None}]
    sheet = load_workbook(BytesIO(workbook(words, facts, None))).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("fact", [{}, {"item": 5, "value": []}, {"item": None, "state": {}, "due": 1}])
def test_odd_facts_make_no_trouble(fact):
    assert len(table(workbook("题", [fact], None))) == 1


def test_a_table_is_for_who_has_a_conversation(server):
    url = f"{server.url}/chat/export"
    assert requests.post(url, json={"title": "题", "facts": []}).status_code == 401
    person = requests.Session()
    person.post(f"{server.url}/chat/session", json={})
    answer = person.post(url, json={"title": "有哪些/时限", "facts": FACTS})
    assert answer.status_code == 200
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert list(table(answer.content)[0]) == HEADINGS
    for facts in ("x", [1], None):
        assert person.post(url, json={"title": "题", "facts": facts}).status_code == 400
    for items in ("x", [1], {"a": 1}):
        assert person.post(url, json={"title": "题", "facts": [], "items": items}).status_code == 400
