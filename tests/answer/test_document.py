"""Who issued the document, and when; and that it does not say so."""

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


def test_issuer_and_day(ask_about):
    ask = ask_about(SIGNED)
    assert "青禾县农业农村局" in ask("这通知是哪个单位发的").text
    assert ask("落款几号").text.startswith("2025年3月4日。")


def test_a_day_that_is_not_written(ask_about):
    ask = ask_about(SIGNED.replace("2025年3月4日\n", ""))
    answer = ask("这文件是哪天发的")
    assert answer.state.value == "silent"
    assert "没有写明日期" in answer.text


def test_another_papers_day_is_not_meant(ask_about):
    assert "3月4日" not in ask_about(SIGNED)("油菜种植什么时候完成").text


def test_an_undated_signature_names_the_issuer_still(ask_about):
    ask = ask_about(SIGNED.replace("2025年3月4日\n", ""))
    assert ask("这通知是哪个单位发的").text.startswith("青禾县农业农村局。")


@pytest.mark.parametrize(
    "question", ["这文件哪个单位哪天发的", "这通知是谁什么时候发的", "这份通知哪天由哪个单位发的"]
)
def test_issuer_and_day_are_asked_in_one_breath(ask_about, question):
    text = ask_about(SIGNED)(question).text
    assert text.startswith("青禾县农业农村局。\n2025年3月4日。")


@pytest.mark.parametrize("question", ["这是在什么会上讲的", "这次开的是个什么会", "这份讲话是哪个会议上的"])
def test_the_meeting_is_named_by_the_opening_lines(ask_about, question):
    speech = SIGNED.replace("现就", "今天在这里召开全县农业工作会议，现就")
    answer = ask_about(speech)(question)
    assert answer.text.startswith("全县农业工作会议。\n")
    assert answer.sources[0].quote == "召开全县农业工作会议"


def test_a_meeting_that_is_not_named(ask_about):
    assert "没有写明是在什么会上讲的" in ask_about(SIGNED)("这是在什么会上讲的").text


def test_a_meeting_of_which_the_plan_speaks_is_another_matter(ask_about):
    assert "写明是在什么会" not in ask_about(SIGNED)("油菜种植面积是哪次会提的").text


REPORT = """2026年青禾县政府工作报告
——2026年1月20日在青禾县人民代表大会上
青禾县人民政府县长 李守田
各位代表：
一、主要任务
按照水清、路平、灯亮的总要求，新建水厂3座。按照节俭的原则推进项目。
二、考试安排
语文考试时间120分钟。
"""


def test_who_reads_the_report(ask_about):
    ask = ask_about(REPORT)
    assert ask("作报告的县长是哪位").text.startswith("李守田。\n原文：“青禾县人民政府县长 李守田”")


def test_a_word_that_says_only_what_is_asked_may_be_part_of_one_of_the_plan(ask_about):
    assert "水清、路平、灯亮" in ask_about(REPORT)("总要求是什么").text


def test_how_long_is_no_deadline(ask_about):
    assert ask_about(REPORT)("语文考试多长时间").text.startswith("语文考试时间：120分钟。")
