"""Title, year and issuer, as far as the text tells."""

from __future__ import annotations

import pytest

from bot.plan import parse

BODY = "一、任务\n加强队伍建设。\n二、保障\n做好保障工作。\n"

KNOWN = [
    ("某市教育局2023年工作要点\n" + BODY, "某市教育局2023年工作要点", 2023, None),
    (
        "2026年某省政府工作报告\n——2026年1月26日在大会上\n某省人民政府省长 张三\n我代表省政府报告。\n" + BODY,
        "2026年某省政府工作报告",
        2026,
        "某省人民政府",
    ),
    (
        "中共中央 国务院关于实施乡村振兴战略的意见\n（2018年1月2日）\n" + BODY,
        "中共中央 国务院关于实施乡村振兴战略的意见",
        2018,
        "中共中央、国务院",
    ),
    (
        "同志们：\n今天我们召开2022年全市教育工作会议。会议对2021年先进进行了表彰，我代表市教育局党组，向大家表示感谢。\n"
        + BODY,
        "2022年全市教育工作会议",
        2022,
        "市教育局",
    ),
    (BODY + "某省教育厅\n二○一二年六月十二日\n", "文件名", 2012, "某省教育厅"),
    ("某市教育局工作要点\n" + BODY + "某市教育局\n", "某市教育局工作要点", None, "某市教育局"),
    ("某市教育局工作要点\n" + BODY + "报送市财政局\n", "某市教育局工作要点", None, None),
    (BODY, "文件名", None, None),
]


@pytest.mark.parametrize(("text", "title", "year", "issuer"), KNOWN)
def test_which_plan_it_is(text: str, title: str, year: int | None, issuer: str | None) -> None:
    plan = parse(text, name="文件名")
    assert (plan.title, plan.year, plan.issuer) == (title, year, issuer)


def test_the_year_may_stand_in_the_file_s_name() -> None:
    assert parse(BODY, name="2024年工作计划").year == 2024
