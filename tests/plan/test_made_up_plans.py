"""What holds for every plan, on plans that are made up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan import parse, plan_as_json
from tests.plan import promises

NUMBERS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "(三)",
    "1.",
    "2．",
    "（1）",
    "①",
    "第一章",
    "§1.",
    "【任务1】",
]
NUMBERS += ["——", "附件1", ""]
RUN_INS = [
    "",
    "",
    "一是",
    "二是",
    "三是",
    "首先，",
    "其次，",
    "一要",
    "二要",
    "；",
    "\n",
    "\r\n",
    "　",
    "\t",
    " ",
]
WORDS = ["加强队伍建设", "建设示范校XX所", "新建幼儿园3所", "培训教师万余人", "各县区要加快建设", "提升水平"]
WORDS += [
    "2022年底前全部完成",
    "秋季开学前竣工",
    "今年我们将开展培训",
    "“三个一体化”",
    "五项管理",
    "增长5%以上",
]
WORDS += [
    "《工作方案（试行）》",
    "1天内研究",
    "7天内解决",
    "落实“13710”制度",
    "10—20个",
    "重点是",
    "总体思路是：",
]
WORDS += [
    "作业、睡眠、手机、读物、体质",
    "由教育局负责",
    "联合公安等部门",
    "“未闭合",
    "（括号",
    "同志们",
    "2021年是",
]
WORDS += ["任务\t责任单位\n建设\t教育局\n", "去年已经完成", "𠀀", "😀", "\ufeff", "X", "第"]
ENDS = ["，", "。", "；", "：", "、", "。\n", "\n", "\n\n", ""]

pieces = st.tuples(
    st.sampled_from(NUMBERS), st.sampled_from(RUN_INS), st.sampled_from(WORDS), st.sampled_from(ENDS)
)
made_up = st.lists(pieces, min_size=1, max_size=40).map(
    lambda parts: "".join("".join(part) for part in parts)
)
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.one_of(made_up, any_text))
def test_every_plan_keeps_what_is_promised(text: str) -> None:
    plan = parse(text)
    promises.all_hold(plan)
    assert parse(text) == plan, "the same text gives the same ids"
    assert plan_as_json(plan)["characters"] == len(text)
