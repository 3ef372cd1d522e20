"""Terms, regimes, results: what a plan explains, what runs by the clock, and what was achieved."""

from __future__ import annotations

import pytest

from bot.plan import parse

FRAME = "一、重点任务\n{}\n二、保障措施\n做好各项保障工作。"

# A sentence, and a term with its members and how far it is explained.
TERMS = [
    (
        "加强中小学生作业、睡眠、手机、读物、体质五项管理。",
        "五项管理",
        ["作业", "睡眠", "手机", "读物", "体质"],
        "full",
    ),
    ("健全正向激励、容错纠错、澄清保护三项机制。", "三项机制", ["正向激励", "容错纠错", "澄清保护"], "full"),
    (
        "各级党组织要开展好官僚主义、“四不为”、基层减负等三项治理。",
        "三项治理",
        ["官僚主义", "“四不为”", "基层减负"],
        "full",
    ),
    (
        "建设教育管理、教育资源、平安校园和教育评价四大中心。",
        "四大中心",
        ["教育管理", "教育资源", "平安校园", "教育评价"],
        "full",
    ),
    (
        "深化工作岗位、课程体系、技能大赛、职业技能等级证书“岗课赛证”融通。",
        "岗课赛证",
        ["工作岗位", "课程体系", "技能大赛", "职业技能等级证书"],
        "full",
    ),
    (
        "推动“三个一体化”建设，即推动思政一体化发展，建设课程；推动五育一体化发展；推动协同育人一体化发展。",
        "三个一体化",
        ["思政一体化", "五育一体化", "协同育人一体化"],
        "full",
    ),
    (
        "落实“四个到位”，即组织到位、人员到位、经费到位、措施到位。",
        "四个到位",
        ["组织到位", "人员到位", "经费到位", "措施到位"],
        "full",
    ),
    ("确保实现“两个只增不减”。", "两个只增不减", [], "no"),
    ("实施“一台一网一板一园”工程。", "一台一网一板一园", [], "no"),
    ("推进“双减”改革。", "双减", [], "no"),
]
NO_TERMS = [
    "抓好三个方面工作。",
    "新建两所学校、三所医院。",
    "实现“十四五”良好开局。",
    "推广“翻转课堂”。",
    "完成第三项工作。",
]


@pytest.mark.parametrize(("sentence", "name", "members", "explained"), TERMS)
def test_what_a_term_consists_of(sentence: str, name: str, members: list[str], explained: str) -> None:
    term = {term.name: term for term in parse(FRAME.format(sentence)).terms}[name]
    assert list(term.members) == members
    assert term.explained == explained
    assert name in term.quote


@pytest.mark.parametrize("sentence", NO_TERMS)
def test_what_is_no_term(sentence: str) -> None:
    assert [term.name for term in parse(FRAME.format(sentence)).terms] == []


def test_a_term_is_explained_by_as_many_sections_of_its_noun() -> None:
    text = """一、总体要求
构建“两大体系”，实施“三大行动”。
二、任务
（一）构建课程体系。一是实施强师行动。加强培训。二是实施铸魂行动。加强德育。
（二）构建评价体系。一是实施改革行动。加强研究。二是做好宣传。加强引导。"""
    terms = {term.name: term for term in parse(text).terms}
    assert terms["两大体系"].members == ("构建课程体系", "构建评价体系")
    assert terms["三大行动"].members == ("实施强师行动", "实施铸魂行动", "实施改革行动")


REGIME = (
    "全系统要严格落实“2475”工作制度，具体来说，就是对上级交办事项，2天内必须研究，4天内反馈情况，"
    "一般问题7天内解决，确有困难的，1个月内提出方案，然后按照方案推进，最后销号清零，形成闭环，坚持用结果说话。"
)


def test_a_regime_s_steps() -> None:
    (regime,) = parse(FRAME.format(REGIME)).regimes
    assert regime.name == "2475"
    assert [(step.within, step.quote) for step in regime.steps] == [
        ("P2D", "对上级交办事项，2天内必须研究"),
        ("P4D", "4天内反馈情况"),
        ("P7D", "一般问题7天内解决"),
        ("P1M", "确有困难的，1个月内提出方案，然后按照方案推进"),
        (None, "最后销号清零，形成闭环"),
    ]


def test_a_regime_s_steps_are_no_tasks() -> None:
    quotes = [task.quote for task in parse(FRAME.format(REGIME)).tasks if task.section == "1"]
    assert quotes == ["全系统要严格落实“2475”工作制度"]


def test_clocks_without_a_name_are_no_regime() -> None:
    assert parse(FRAME.format("学生可在15日内提出申请，学校自收到之日起15日内答复。")).regimes == ()


REVIEW = """一、2021年工作回顾
这一年，资源更加丰富。新建幼儿园XX所，改造学校26所、投入XXX万元，5所职业院校新增专业3个。
这一年，服务更加贴心。师生注册率达100％，“三个课堂”全面铺开，被评为首批示范单位。
二、2022年重点任务
新建幼儿园12所。"""


def test_results_are_the_figures_of_the_review() -> None:
    plan = parse(REVIEW)
    assert [(r.section, r.name, r.raw, r.redacted) for r in plan.results] == [
        ("1.1", "幼儿园", "XX所", True),
        ("1.1", "学校", "26所", False),
        ("1.1", "投入", "XXX万元", True),
        ("1.1", "职业院校", "5所", False),
        ("1.1", "专业", "3个", False),
        ("1.2", "师生注册率", "100％", False),
    ]
    assert [target.raw for task in plan.tasks for target in task.targets] == ["12所"]


# A clause of a review, and each figure with its name.
REPORTED = [
    ("收入从3826.5亿元增长到4398.6亿元", [("收入", "从3826.5亿元"), ("收入", "增长到4398.6亿元")]),
    (
        "生产总值从2020年的3.68万亿元增长到2025年的4.93万亿元",
        [("生产总值", "从2020年的3.68万亿元"), ("生产总值", "增长到2025年的4.93万亿元")],
    ),
    ("支出3534.6亿元、增长6%", [("支出", "3534.6亿元"), ("支出", "增长6%")]),
    ("投资120亿元，增长8.5%", [("投资", "120亿元"), ("投资", "增长8.5%")]),
    ("研发投入年均增长超10%", [("研发投入", "年均增长超10%")]),
    ("经营主体净增231万户", [("经营主体", "净增231万户")]),
    ("争取政策性资金超千亿元", [("政策性资金", "超千亿元")]),
    ("沿黄生态廊道1194公里全线贯通", [("沿黄生态廊道", "1194公里")]),
    ("对照3大类27条负面清单进行自查", [("负面清单", "3大类"), ("负面清单", "27条")]),
    (
        "开发六大线下培训课程和十二类网络培训课程",
        [("线下培训课程", "六大"), ("网络培训课程", "十二类")],
    ),
    ("投入XXX万元培训教师X万余人次", [("投入", "XXX万元"), ("教师", "X万余人次")]),
    ("投入XXX万元为学校配备专职保安XXX名", [("投入", "XXX万元"), ("专职保安", "XXX名")]),
    ("向省、国家输送运动员XX人", [("运动员", "XX人")]),
    ("参加省级比赛获得XX金X银XX铜", [("省级比赛", "XX金"), ("省级比赛", "X银"), ("省级比赛", "XX铜")]),
    ("覆盖全县XX所幼儿园", [("幼儿园", "XX所")]),
    ("90家县级医院达到三级水平", [("县级医院", "90家")]),
    ("行政村和20户以上自然村通硬化路", []),
    ("研制25兆瓦级主轴", []),
    ("开展“清风校园、清廉教师”两大专项行动", []),
    ("迎接党的二十大召开", []),
]


@pytest.mark.parametrize(("clause", "figures"), REPORTED)
def test_each_figure_of_the_review_has_its_name(clause: str, figures: list[tuple[str, str]]) -> None:
    plan = parse(f"2022年工作要点\n一、2021年工作回顾\n{clause}。\n二、2022年重点任务\n加强管理。")
    assert [(result.name, result.raw) for result in plan.results] == figures


def test_what_a_section_of_tasks_says_that_there_is() -> None:
    plan = parse(FRAME.format("目前，全省共有XX所示范学校，我市有3所。要再建设5所学校。"))
    assert [(result.name, result.raw) for result in plan.results] == [
        ("示范学校", "XX所"),
        ("示范学校", "3所"),
    ]
