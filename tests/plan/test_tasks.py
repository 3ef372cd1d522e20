"""Sentences and the tasks that they become; and sentences that commit to nothing."""

from __future__ import annotations

import pytest

from bot.plan import parse
from bot.records import Task

FRAME = "2022年工作要点\n一、重点任务\n{}\n二、保障措施\n做好各项保障工作。"

# A sentence, and the quotations of its tasks.
CUT = [
    ("加强队伍建设，完善管理制度，优化专业结构。", ["加强队伍建设", "完善管理制度", "优化专业结构"]),
    ("防范校园传教，确保校园政治安全。", ["防范校园传教，确保校园政治安全"]),
    ("改善办学条件，为启动改革奠定基础。", ["改善办学条件，为启动改革奠定基础"]),
    ("加强体系建设，对学生问题及时发现和干预。", ["加强体系建设，对学生问题及时发现和干预"]),
    ("创新管理机制，发挥示范带动作用。", ["创新管理机制，发挥示范带动作用"]),
    ("统筹调整布局，逐步实现良性循环。", ["统筹调整布局，逐步实现良性循环"]),
    ("同时，严格落实责任制，并按照标准增配教师。", ["严格落实责任制", "按照标准增配教师"]),
    ("通过改扩建学校等措施，增加学位，核减人数。", ["通过改扩建学校等措施，增加学位", "核减人数"]),
    ("围绕群众需求，开展专项治理。", ["围绕群众需求，开展专项治理"]),
    ("坚持师德第一标准，出台实施细则。", ["坚持师德第一标准，出台实施细则"]),
    ("把师德建设作为首要任务，开展主题教育。", ["把师德建设作为首要任务", "开展主题教育"]),
    ("各县区要加快项目建设，办好中心幼儿园。", ["各县区要加快项目建设", "办好中心幼儿园"]),
    ("提升公共服务水平，加强基层治理。", ["提升公共服务水平", "加强基层治理"]),
    ("健身要健康，我们要建设一批健身项目，让群众满意。", ["我们要建设一批健身项目，让群众满意"]),
    (
        "从今天开始，按照省市要求，全系统要严格落实工作制度。",
        ["从今天开始，按照省市要求，全系统要严格落实工作制度"],
    ),
    ("经营性帮扶项目要健全利益联结机制。", ["经营性帮扶项目要健全利益联结机制"]),
    ("持续运作好产业帮扶项目。", ["持续运作好产业帮扶项目"]),
    ("出台《关于加强管理，提升质量的意见》。", ["出台《关于加强管理，提升质量的意见》"]),
    ("持续开展专项治理，这是一项政治任务。", ["持续开展专项治理，这是一项政治任务"]),
]
NO_TASKS = [
    "教育是国之大计、党之大计。",
    "党和国家对职业教育的重视程度不言而喻，教育结构面临着深刻变革。",
    "某书记强调，建设现代化强市，出路在创新，关键在人才。",
    "去年我们已经启动这项工作，反响非常好。",
    "目前，全省共有12所示范学校，我市有3所。",
    "保持风清气正的政治环境至关重要。",
    "随着经济发展、收入增加，健身需求越来越多样。",
    "产业要发展，健身要健康。",
]


def tasks_of(sentence: str) -> list[Task]:
    return [task for task in parse(FRAME.format(sentence)).tasks if task.section == "1"]


@pytest.mark.parametrize(("sentence", "quotes"), CUT)
def test_where_tasks_begin_and_end(sentence: str, quotes: list[str]) -> None:
    assert [task.quote for task in tasks_of(sentence)] == quotes


@pytest.mark.parametrize("sentence", NO_TASKS)
def test_sentences_that_commit_to_nothing(sentence: str) -> None:
    assert tasks_of(sentence) == []


def test_the_review_and_the_frame_hold_no_tasks() -> None:
    text = """同志们：要认真学习、抓好落实。
一、2021年工作回顾
这一年，队伍更加有力。加强队伍建设，新建学校3所。
这一年，学校更加安全。完善管理制度，培训200人次。
但是，我们也清醒地看到，存在短板，要加强研究、抓好整改。
二、2022年重点任务
加强课程建设。
同志们，让我们深化改革、开拓创新！"""
    assert [task.quote for task in parse(text).tasks] == ["加强课程建设"]


def test_a_section_that_is_only_a_title_is_its_own_task() -> None:
    text = "一、重点任务\n1.新建幼儿园3所\n2.改造操场12个\n二、保障\n加强领导。"
    assert [task.quote for task in parse(text).tasks] == ["新建幼儿园3所", "改造操场12个", "加强领导"]


def test_goals_in_figures_are_tasks_of_the_overview() -> None:
    text = """一、总体要求
主要预期目标是：生产总值增长5%以上，失业率控制在5.5%左右，粮食产量1300亿斤以上。
二、任务
加强领导。"""
    goals = [task for task in parse(text).tasks if task.targets]
    assert [(task.quote, task.targets[0].raw) for task in goals] == [
        ("生产总值增长5%以上", "增长5%以上"),
        ("失业率控制在5.5%左右", "5.5%左右"),
        ("粮食产量1300亿斤以上", "1300亿斤以上"),
    ]


TITLES = [
    ("持续实施管理能力提升工程，提升水平。", "实施管理能力提升工程"),
    ("各县区要优化布局规划。", "各县区要优化布局规划"),
    (
        "加强消防、校舍、校车、燃气、食品、危险化学品、校园欺凌等方面隐患排查。",
        "加强消防、校舍、校车、燃气、食品等方面隐患排查",
    ),
    ("开展思政课教师“大练兵、大比武、大展示、大提升”活动。", "开展思政课教师“大练兵”等活动"),
]


@pytest.mark.parametrize(("sentence", "title"), TITLES)
def test_titles_are_the_plan_s_words_cut_short(sentence: str, title: str) -> None:
    (task,) = tasks_of(sentence)
    assert task.title == title
