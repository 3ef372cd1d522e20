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
