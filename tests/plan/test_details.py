"""Targets, deadlines, priority and owners of single sentences in a plan for 2022 of 某市教育局."""

from __future__ import annotations

import pytest

from bot.plan import parse
from bot.records import Task

FRAME = "2022年工作要点\n我代表市教育局党组，向大家问好。\n一、重点任务\n{}\n二、保障措施\n做好各项保障工作。"
OWN = "市教育局?"  # ? marks an inferred owner


def tasks_of(sentence: str) -> list[Task]:
    return [task for task in parse(FRAME.format(sentence)).tasks if task.section == "1"]


# A sentence, and for each target: name, raw.
TARGETS = [
    ("建设思政精品课程10—20个。", [("思政精品课程", "10—20个")]),
    ("打造XX个中小学实践基地。", [("中小学实践基地", "XX个")]),
    ("建设示范校XX所、特色校X所。", [("示范校", "XX所"), ("特色校", "X所")]),
    ("每个乡镇设立1—2名首席教师。", [("首席教师", "1—2名")]),
    ("开展各类教师培训万余人。", [("各类教师培训", "万余人")]),
    ("配齐全市普通高中教室。", [("全市普通高中教室", "配齐")]),
    ("推进智慧平台应用全覆盖。", [("智慧平台应用", "全覆盖")]),
    ("建成县域物流中心44个。", [("县域物流中心", "44个")]),
    ("新建三所学校。", [("学校", "三所")]),
    ("城镇化率从58%提高到60%以上。", [("城镇化率", "60%以上")]),
    ("确保粮食产量稳定在30万吨以上。", [("粮食产量", "30万吨以上")]),
    ("推动班列拓线扩量、开行4000班次。", [("班列拓线扩量", "4000班次")]),
    ("推动研发投入增长不低于10%。", [("研发投入", "增长不低于10%")]),
    ("用好结余资金2000万元支持项目建设。", [("结余资金", "2000万元")]),
    ("开发六大线下课程和十二类网络课程。", [("线下课程", "六大"), ("网络课程", "十二类")]),
    ("支持林州等10个县发展成为中等城市。", [("县发展成为中等城市", "10个")]),
]
NO_TARGETS = [
    "扩大1＋X证书制度培养规模。",
    "加快XX区高级中学建设。",
    "推动立德树人“三个一体化”建设。",
    "统筹两个方向齐发力。",
    "组队参加省第十四届运动会。",
    "评选一批名师工作室。",
    "开展教育信息化2.0行动。",
    "出台《十项措施20条意见》。",
    "办好全国定向系列赛（XX站）。",
    "构建六大体系。",
    "学习宣传贯彻党的二十大精神。",
    "健全覆盖城乡的服务体系。",
]


@pytest.mark.parametrize(("sentence", "targets"), TARGETS)
def test_targets_and_what_they_count(sentence: str, targets: list[tuple[str, str]]) -> None:
    found = [target for task in tasks_of(sentence) for target in task.targets]
    assert [(target.name, target.raw) for target in found] == targets


@pytest.mark.parametrize("sentence", NO_TARGETS)
def test_figures_that_are_no_targets(sentence: str) -> None:
    tasks = tasks_of(sentence)
    assert tasks
    assert [target.raw for task in tasks for target in task.targets] == []


DEADLINES = [
    ("2022年底前课桌椅全部更换为新课桌椅。", "2022年底前", "2022-12-31", True),
    ("加快重建，确保秋季开学前全部竣工。", "秋季开学前", "2022-09-01", True),
    ("今年，我们将实施建设工程。", "今年", "2022-12-31", False),
    ("到2025年，建成100所示范校。", "2025年", "2025-12-31", True),
    ("我市也将适时筹备召开大会。", "适时", None, False),
    ("推进新校区建设，力争尽快实现目标。", "尽快", None, False),
    ("“十四五”期间每个乡镇设立1名首席教师。", "“十四五”期间", "2025-12-31", True),
    ("力争6月底前完成改造工程。", "6月底前", "2022-06-30", False),
]
NO_DEADLINES = [
    "改善条件，为我省今年启动改革奠定基础。",
    "加快县管校聘改革。",
    "争取设立市长质量奖。",
    "落实《规划（2018—2025年）》。",
    "总结推广2021年试点经验。",
]


@pytest.mark.parametrize(("sentence", "raw", "due", "firm"), DEADLINES)
def test_deadlines(sentence: str, raw: str, due: str | None, firm: bool) -> None:
    deadline = next(task.deadline for task in tasks_of(sentence) if task.deadline)
    assert (deadline.raw, deadline.firm) == (raw, firm)
    assert (deadline.due.isoformat() if deadline.due else None) == due


@pytest.mark.parametrize("sentence", NO_DEADLINES)
def test_tasks_without_a_deadline(sentence: str) -> None:
    tasks = tasks_of(sentence)
    assert tasks
    assert [task.deadline for task in tasks if task.deadline] == []


# A paragraph, and the raw deadline of each of its tasks.
HORIZONS = [
    (
        "到2025年，建成示范校100所，培训教师；贫困县全部摘帽，设施明显改善。加强领导。",
        ["2025年", "2025年", "2025年", None],
    ),
    ("到2035年，农业现代化基本实现。", ["2035年"]),
    ("力争到2022年9月底，完成改造，投入使用。", ["2022年9月底", "2022年9月底"]),
    ("2022年底前，新建学校10所，改造学校8所；完善制度。", ["2022年底前"] * 3),
    ("2023年，要建设学校，改造设施。", ["2023年", "2023年"]),
    ("到2025年，建成学校；2023年6月底前，完成试点，建立机制。", ["2025年", "2023年6月底前", "2023年6月底前"]),
    ("到2025年，建成学校；其中2023年底前完成试点，建立机制。", ["2025年", "2023年底前", None]),
    ("今年，我们将实施建设工程，推动学校改造。", ["今年", None]),
    ("从2022年起，推行新办法，压减时限。", [None, None]),
    ("新建学校，到2025年建成100所。培训教师。", [None, "2025年", None]),
    ("加强管理，2022年底前完成改造。", [None, "2022年底前"]),
]


@pytest.mark.parametrize(("paragraph", "raws"), HORIZONS)
def test_a_date_at_the_head_of_a_sentence_holds_to_its_end(paragraph: str, raws: list[str | None]) -> None:
    tasks = tasks_of(paragraph)
    assert [task.deadline.raw if task.deadline else None for task in tasks] == raws


def test_in_a_section_of_goals_a_date_holds_for_its_paragraph() -> None:
    goals = "到2025年，事业取得进展。质量提高；学校全部达标。\n到2035年，全面振兴。\n今年，各地要加强领导。"
    text = (
        f"2022年工作要点\n一、总体要求\n（一）目标任务\n{goals}\n（二）原则\n坚持创新。\n二、任务\n培训教师。"
    )
    found = [(task.quote, task.deadline.raw if task.deadline else None) for task in parse(text).tasks]
    assert found == [
        ("到2025年，事业取得进展", "2025年"),
        ("质量提高", "2025年"),
        ("学校全部达标", "2025年"),
        ("到2035年，全面振兴", "2035年"),
        ("培训教师", None),
    ]


PRIORITIES = [
    ("重点就是推动一体化建设。", "重点就是"),
    ("把学习宣传作为首要政治任务。", "首要政治任务"),
    ("坚持师德第一标准，出台细则。", "第一标准"),
    ("持续开展专项治理，这是一项政治任务。", "政治任务"),
    ("其他县区抓紧推进。", "抓紧"),
    ("XX区先行示范。", "先行示范"),
    ("XX县、开发区是重点。", "是重点"),
    ("落实各项重点任务。", None),
    ("加大重点项目投入。", None),
    ("办好XX项重点赛事。", None),
]


@pytest.mark.parametrize(("sentence", "cue"), PRIORITIES)
def test_priority_is_marked_by_the_plan_s_own_words(sentence: str, cue: str | None) -> None:
    (task,) = tasks_of(sentence)
    assert task.priority == cue


# A sentence, and for each task its owners.
OWNERS = [
    ("加强队伍建设。", [[OWN]]),
    ("我们要加强队伍建设。", [[OWN]]),
    ("各县区要优化规划，增加资源；实施行动计划。", [["各县区"], ["各县区"], [OWN]]),
    ("XX区先行示范，其他县区抓紧推进。", [["XX区"], ["其他县区"]]),
    ("全市教体系统各级党组织和广大干部职工要抓好活动。", [["全市教体系统各级党组织", "广大干部职工"]]),
    ("各县区、各单位也要加强能力建设。", [["各县区", "各单位"]]),
    (
        "全市教体系统要防范风险。要筑牢防线，加强教育。",
        [["全市教体系统"], ["全市教体系统?"], ["全市教体系统?"]],
    ),
    ("全市教体系统要防范风险。加强教育。", [["全市教体系统"], [OWN]]),
    ("推动各县区创建示范县。", [["各县区", OWN]]),
    ("XX县、开发区、示范区是重点。", [["XX县", "开发区", "示范区"]]),
    ("每个乡镇设立1名首席教师。", [[OWN]]),
    ("每所学校要制定方案。", [["每所学校"]]),
    ("由市财政局牵头制定资金方案。", [["市财政局"]]),
    ("各级党委和政府要加强领导。", [["各级党委和政府"]]),
    ("建立“各级政府抓统筹、教育部门抓实施、学校抓落实”的机制。", [["各级政府", "教育部门", "学校"]]),
    ("各部门要按照职责，加强指导，做好配合。", [["各部门"], ["各部门"]]),
]


@pytest.mark.parametrize(("sentence", "owners"), OWNERS)
def test_who_does_it(sentence: str, owners: list[list[str]]) -> None:
    found = [[o.name + "?" * o.inferred for o in task.owners] for task in tasks_of(sentence)]
    assert found == owners


def test_with_whom_it_is_done() -> None:
    (task,) = tasks_of("联合市场监管、发改等部门开展检查工作。")
    assert task.supporters == ("市场监管部门", "发改部门")
    assert [owner.name for owner in task.owners] == ["市教育局"]


def test_a_plan_that_names_no_body_has_no_inferred_owner() -> None:
    (task, *_) = parse("一、任务\n加强队伍建设。\n二、保障\n做好保障。").tasks
    assert task.owners == ()


def test_what_stands_in_brackets_behind_a_figure_is_not_its_name() -> None:
    plan = parse(
        "县学校工作计划\n一、课程\n修习选修课程满48学分（其中职业类课程不少于6学分，实践类课程不超过8学分），总学分达到144学分。\n"
    )
    named = {target.raw: target.name for task in plan.tasks for target in task.targets}
    assert named["48学分"].endswith("选修课程")
    assert named["不少于6学分"] == "职业类课程"
    assert named["144学分"] == "总学分"
