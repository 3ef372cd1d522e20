"""The ways in which plans number their sections; each sample is one plan and the tree it must become."""

from __future__ import annotations

import pytest

from bot.plan import parse

BODY = "加强队伍建设，完善管理制度，提升服务水平。"

# The text; then for each section its id, number, title.
TREES = {
    "three levels": (
        f"""2023年工作要点
一、总体要求
以人民为中心。
二、重点任务
（一）抓教学。{BODY}
1.建好课程。{BODY}
2.管好课堂。{BODY}
（二）抓安全。{BODY}
三、保障措施
加强领导。""",
        [
            ("0", None, "开场白"),
            ("1", "一、", "总体要求"),
            ("2", "二、", "重点任务"),
            ("2.1", "（一）", "抓教学"),
            ("2.1.1", "1.", "建好课程"),
            ("2.1.2", "2.", "管好课堂"),
            ("2.2", "（二）", "抓安全"),
            ("3", "三、", "保障措施"),
        ],
    ),
    "chapters and articles": (
        f"""第一章 总则
第一条 {BODY}
第二条 {BODY}
第二章 任务
第三条 {BODY}""",
        [
            ("1", "第一章", "总则"),
            ("1.1", "第一条", BODY.rstrip("。")),
            ("1.2", "第二条", BODY.rstrip("。")),
            ("2", "第二章", "任务"),
            ("2.1", "第三条", BODY.rstrip("。")),
        ],
    ),
    "signs": (
        f"§1.总体安排\n{BODY}\n§2.重点工作\n{BODY}",
        [("1", "§1.", "总体安排"), ("2", "§2.", "重点工作")],
    ),
    "brackets": (
        f"一、任务\n【重点任务1】建设图书馆\n{BODY}\n【重点任务2】改造操场\n{BODY}\n二、保障\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("1.1", "【重点任务1】", "建设图书馆"),
            ("1.2", "【重点任务2】", "改造操场"),
            ("2", "二、", "保障"),
        ],
    ),
    "decimals": (
        f"1 目标\n1.1 总目标\n{BODY}\n1.2 分目标\n{BODY}\n1.2.1 近期\n{BODY}\n2 任务\n2.1 教学\n{BODY}",
        [
            ("1", "1", "目标"),
            ("1.1", "1.1", "总目标"),
            ("1.2", "1.2", "分目标"),
            ("1.2.1", "1.2.1", "近期"),
            ("2", "2", "任务"),
            ("2.1", "2.1", "教学"),
        ],
    ),
    "half-width, full-width and circled": (
        f"1．整治环境\n(1)清理垃圾。{BODY}\n（2）疏通管道。{BODY}\n①东区。{BODY}\n②西区。{BODY}\n2．绿化\n{BODY}",
        [
            ("1", "1．", "整治环境"),
            ("1.1", "(1)", "清理垃圾"),
            ("1.2", "（2）", "疏通管道"),
            ("1.2.1", "①", "东区"),
            ("1.2.2", "②", "西区"),
            ("2", "2．", "绿化"),
        ],
    ),
    "run-in 一是 with sentences": (
        f"一、任务\n工作如下。一是建好学校。{BODY}二是配强教师。{BODY}三是管好食堂。{BODY}\n二、保障\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("1.1", "一是", "建好学校"),
            ("1.2", "二是", "配强教师"),
            ("1.3", "三是", "管好食堂"),
            ("2", "二、", "保障"),
        ],
    ),
    "run-in 一要 in one sentence": (
        f"一、任务\n大家一要坚守岗位，服从安排；二要团结协作，形成合力。最后再强调一点。\n二、保障\n{BODY}",
        [("1", "一、", "任务"), ("2", "二、", "保障")],
    ),
    "run-in 一要 behind a colon": (
        f"一、任务\n做到两点：一要坚守岗位，服从安排；二要团结协作，形成合力。最后再强调一点。\n二、保障\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("1.1", "一要", "坚守岗位，服从安排"),
            ("1.2", "二要", "团结协作，形成合力"),
            ("2", "二、", "保障"),
        ],
    ),
    "first and next": (
        f"一、任务\n{BODY}首先，摸清底数。{BODY}其次，分类施策。{BODY}最后，压实责任。{BODY}\n二、保障\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("1.1", "首先", "摸清底数"),
            ("1.2", "其次", "分类施策"),
            ("1.3", "最后", "压实责任"),
            ("2", "二、", "保障"),
        ],
    ),
    "numbering that runs through": (
        f"一、甲\n（一）子。{BODY}\n（二）丑。{BODY}\n二、乙\n（三）寅。{BODY}\n（四）卯。{BODY}",
        [
            ("1", "一、", "甲"),
            ("1.1", "（一）", "子"),
            ("1.2", "（二）", "丑"),
            ("2", "二、", "乙"),
            ("2.1", "（三）", "寅"),
            ("2.2", "（四）", "卯"),
        ],
    ),
    "headings without numbers": (
        f"某局2023年工作计划\n教学工作\n{BODY}{BODY}\n安全工作\n{BODY}{BODY}\n后勤工作\n{BODY}{BODY}",
        [("0", None, "开场白"), ("1", None, "教学工作"), ("2", None, "安全工作"), ("3", None, "后勤工作")],
    ),
    "paragraphs that begin with a title": (
        f"一、任务\n提升教学质量。{BODY}\n守牢安全底线。{BODY}\n二、保障\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("1.1", None, "提升教学质量"),
            ("1.2", None, "守牢安全底线"),
            ("2", "二、", "保障"),
        ],
    ),
    "dashes": (
        f"一、原则\n——坚持育人为本。{BODY}\n——坚持安全第一。{BODY}\n二、任务\n{BODY}",
        [
            ("1", "一、", "原则"),
            ("1.1", "——", "坚持育人为本"),
            ("1.2", "——", "坚持安全第一"),
            ("2", "二、", "任务"),
        ],
    ),
    "annexes restart": (
        f"一、任务\n{BODY}\n附件：1.任务分工表\n2.联系人名单\n附件1\n任务分工表\n一、教学\n{BODY}\n二、后勤\n{BODY}\n附件2\n联系人名单\n{BODY}",
        [
            ("1", "一、", "任务"),
            ("2", None, "结束语"),
            ("3", "附件1", "任务分工表"),
            ("3.1", "一、", "教学"),
            ("3.2", "二、", "后勤"),
            ("4", "附件2", "联系人名单"),
        ],
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_every_way_of_numbering_becomes_one_tree(name: str) -> None:
    text, tree = TREES[name]
    assert [(s.id, s.number, s.title) for s in parse(text).sections] == tree


def test_a_paragraph_behind_the_last_child_belongs_to_the_parent() -> None:
    behind = "此外，做好统战、保密等工作，完善信访制度。"
    text = f"一、任务\n（一）教学。{BODY}\n（二）安全。{BODY}\n{behind}\n二、保障\n{BODY}"
    sections = {section.id: section for section in parse(text).sections}
    assert sections["1.2"].end <= text.index(behind) < sections["1"].end


def test_the_last_run_in_item_ends_as_the_others_do() -> None:
    text = f"一、任务\n做到两点：一要坚守岗位；二要团结协作。会后抓好落实。\n二、保障\n{BODY}"
    sections = {section.id: section for section in parse(text).sections}
    assert text[sections["1.2"].start : sections["1.2"].end] == "二要团结协作。"


def test_a_system_without_numbered_children_has_the_initiative_that_it_names() -> None:
    system = f"（一）构建教师队伍体系。教师是根本。今年，我们要实施教师提升行动。{BODY}"
    text = f"一、任务\n{system}\n二、保障\n{BODY}"
    found = next(section for section in parse(text).sections if section.id == "1.1.1")
    assert (found.number, found.title, found.kind.value) == (None, "实施教师提升行动", "initiative")
    assert text[found.start :].startswith("今年，我们要实施")


def test_a_task_of_the_same_form_is_no_initiative() -> None:
    text = f"一、任务\n（一）抓好粮食生产。实施产能提升行动。实施单产提升工程。{BODY}\n二、保障\n{BODY}"
    assert [section.id for section in parse(text).sections] == ["1", "1.1", "2"]


KINDS = f"""同志们：今天召开会议。
一、2021年工作回顾
这一年，教学更加扎实。{BODY}
这一年，安全更加稳定。{BODY}
但是，我们也清醒地看到，短板还不少，比如师资不足。
二、2022年重点工作
总体思路是：以育人为本。
（一）构建现代教育体系。一是实施强师行动。{BODY}二是抓好德育工作。{BODY}
（二）深化改革。{BODY}
三、强化措施，提供坚实保障
（一）加强领导。一是压实责任。{BODY}二是严格考核。{BODY}
（二）加大投入。{BODY}
同志们，让我们共同努力！"""


def test_what_each_section_is_for() -> None:
    kinds = {section.id: section.kind.value for section in parse(KINDS).sections}
    assert kinds == {
        "0": "preamble",
        "1": "part",
        "1.1": "review",
        "1.2": "review",
        "1.3": "challenge",
        "2": "part",
        "2.0": "overview",
        "2.1": "system",
        "2.1.1": "initiative",
        "2.1.2": "measure",
        "2.2": "measure",
        "3": "part",
        "3.1": "safeguard",
        "3.1.1": "measure",
        "3.1.2": "measure",
        "3.2": "safeguard",
        "4": "closing",
    }


NO_HEADINGS = [
    "2021年，我们取得了成绩。\n2022年，我们继续努力。",
    "一场深刻变革正在发生。\n二月的天气很冷。",
    "3月1日开学。\n5月底考试。",
    "1.5万人参加。\n2.3亿元到位。",
]


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert [section.number for section in parse(text).sections] == [None]


def test_a_table_has_no_headings() -> None:
    text = "一、任务\n序号\t任务\n1.\t建设图书馆\n2.\t改造操场\n二、保障\n" + BODY
    assert [section.id for section in parse(text).sections] == ["1", "2"]
