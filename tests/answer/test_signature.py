"""Who signs a document and when: which lines say so, and which only seem to."""

from __future__ import annotations

import pytest

SIGNED = """青禾县农业农村局关于做好2025年农业工作的通知
各乡镇：
现就2025年农业工作通知如下。
一、抓好种植生产
（一）扩大油菜面积。新增油菜种植面积2万亩。
二、强化资金保障
（一）统筹涉农资金。整合涉农资金，提高使用效益。
青禾县农业农村局
2025年3月4日
"""
UNDATED = SIGNED.replace("2025年3月4日\n", "")
WHO, WHEN, BOTH = "这通知是哪个单位发的", "落款几号", "发文单位和发文日期"


def test_both_at_once(ask_about):
    answer = ask_about(SIGNED)(BOTH)
    assert answer.text.split("\n")[:2] == ["青禾县农业农村局。", "2025年3月4日。"]
    assert answer.state.value == "stated"
    assert [source.quote for source in answer.sources][1:] == ["青禾县农业农村局", "2025年3月4日"]


def test_only_what_is_asked(ask_about):
    assert "3月4日" not in ask_about(SIGNED)(WHO).text
    assert "农业农村局" not in ask_about(SIGNED)(WHEN).text


def test_one_written_and_one_not(ask_about):
    unsigned = SIGNED.replace("青禾县农业农村局关于做好", "关于做好").replace(
        "青禾县农业农村局\n2025", "2025"
    )
    answer = ask_about(unsigned)(BOTH)
    assert answer.text.split("\n")[:2] == ["原文没有写明是谁发的。", "2025年3月4日。"]
    assert answer.state.value == "stated"
    assert [fact.state.value for fact in answer.facts] == ["silent", "stated"]


def test_neither(ask):
    answer = ask(BOTH)
    assert answer.text == "原文没有写明是谁发的。\n原文没有写明日期。"
    assert answer.state.value == "silent"
    assert not answer.sources


@pytest.mark.parametrize("day", ["2025年3月4日", "二〇二五年三月四日", "二○二五年三月四日", "2025-03-04"])
def test_a_day_as_documents_write_it(ask_about, day):
    below = ask_about(SIGNED.replace("2025年3月4日", day))
    assert below(WHEN).text.startswith(f"{day}。")
    above = ask_about(UNDATED.replace("各乡镇：", f"{day}\n各乡镇："))
    assert above(WHEN).text.startswith(f"{day}。")


@pytest.mark.parametrize(
    "line",
    [
        "整合涉农资金，2025年6月1日前报送方案。",  # a deadline far below the title page
        "请各乡镇于2025年6月1日前把涉农资金统筹方案、油菜种植面积台账、农业保险参保名册、种植大户奖补名单一并报送农业农村局备案审核。",
    ],
)
def test_a_day_in_the_text_is_not_that_of_the_document(ask_about, line):
    text = UNDATED.replace("整合涉农资金，", f"{line}整合涉农资金，")
    assert ask_about(text)(WHEN).text == "原文没有写明日期。"


def test_a_long_line_of_the_title_page_dates_nothing(ask_about):
    line = (
        "现按照县政府2024年12月30日常务会议的要求和全县农业农村工作总体部署，"
        "就2025年全县农业农村工作的主要任务、责任分工和保障措施通知如下。"
    )
    text = UNDATED.replace("现就2025年农业工作通知如下。", line)
    assert ask_about(text)(WHEN).text == "原文没有写明日期。"


def test_what_was_talked_about_stays(ask_about):
    ask = ask_about(SIGNED)
    ask("油菜种植面积新增多少")
    ask(WHO)
    assert "2万亩" in ask("那指标呢").text
