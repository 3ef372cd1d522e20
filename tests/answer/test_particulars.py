"""A section is named, and one thing of it is wanted: the clause answers, not the section's list."""

from __future__ import annotations

import pytest

from bot.records import Clause

PLAN = """青禾县2025年农业工作方案
一、2024年工作回顾
2024年，全县农业稳中有进。
这一年，粮食生产更加稳定。新建烘干中心2座。
这一年，农业服务更加有力。新增服务站5个。
但是，我们也清醒地看到，当前还有不少困难和挑战。从产业发展看，部分合作社改造进度缓慢，带动能力不强；从生态环境看，农田排灌设施老化，土壤肥力面临考验；从队伍建设看，农技人员年龄偏大。
二、抓好种植生产
（一）扩大油菜面积。新增油菜种植面积2万亩，建立农技部门抓指导、供销部门抓农资、保险公司抓理赔的协同机制。坚持良种良法第一标准。推广统防统治作业，加强宣传引导，引导农户合理用药。
（二）发展农业保险。保费要降，扩大水稻保险覆盖面，提高补贴比例。理赔要快，建立线上理赔平台，缩短理赔时间。服务要好，开展上门服务，培训协保员100名。
三、加强资金监管
对粮食收购、农机补贴等重点工作开展专项监管，完善审计办法。要提高监管水平，确保农业优先发展。
四、建设和美乡村
什么是和美乡村？从环境方面讲，是山清水秀的乡村；从文化方面讲，是邻里和睦的乡村；从产业方面讲，是家家有业的乡村。
（一）整治村容村貌。清理村内沟塘20处。
（二）培育文明乡风。评选文明家庭50户。
五、推进教育信息化
建立教研部门抓应用、电教部门抓服务的机制。对村小网络等重点项目开展巡检。
"""


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def whole(section, confidence=0.5):
    return {"intent": section, "clauses": (Clause("", section, confidence),)}


def clause(about, section, confidence):
    return {"intent": section, "clauses": (Clause(about, section, confidence),)}


def test_who_is_named_beside_the_title_gets_what_he_does(ask):
    answer = ask("油菜面积这块供销部门主要干啥", **whole("section_2_1", 0.9))
    assert answer.kind == "fact" and "供销部门抓农资" in answer.text


def test_a_section_in_other_words_is_still_told_as_a_whole(ask):
    assert ask("扩大油菜面积主要干啥").kind == "list"
    assert ask("油菜主要干啥", **whole("section_2_1", 0.9)).kind == "list"


def test_the_verb_of_one_clause_alone_finds_it(ask):
    answer = ask("油菜面积这块首先坚持什么", **whole("section_2_1"))
    assert answer.kind == "fact" and "坚持良种良法第一标准" in answer.sources[0].quote


def test_one_statement_is_told_of_the_challenges(ask):
    answer = ask("自己承认哪些改造推得慢", **whole("section_1_3", 0.6))
    assert answer.kind == "fact" and "改造进度缓慢" in answer.text


def test_all_challenges_are_told_to_who_asks_for_them(ask):
    assert ask("现在有哪些困难挑战", **whole("section_1_3")).kind == "list"


def test_the_clause_that_words_and_nlu_agree_on_is_told(ask):
    answer = ask("农户这方面要做什么引导", **clause("引导农户合理用药", "section_2_1", 0.3))
    assert answer.kind == "fact" and "引导农户合理用药" in answer.text


@pytest.mark.parametrize(
    ("question", "opening", "points"),
    [
        (
            "和美乡村是从几个角度讲的",
            "“建设和美乡村”分3点：",
            ["从环境方面讲", "从文化方面讲", "从产业方面讲"],
        ),
        (
            "困难和挑战是从哪几个方面讲的",
            "“问题和挑战”分3点：",
            ["从产业发展看", "从生态环境看", "从队伍建设看"],
        ),
        ("农业保险从哪三方面说的", "“发展农业保险”分3点：", ["保费要降", "理赔要快", "服务要好"]),
    ],
)
def test_points_without_numbers_are_told(ask, question, opening, points):
    first, *lines = ask(question).text.split("\n")
    assert first == opening
    assert [line[3:].split("，")[0] for line in lines] == points


def test_sentences_are_no_points_where_there_are_not_so_many(ask):
    assert ask("农业保险从哪四方面说的").text.startswith("发展农业保险（共5项）")


def test_the_second_of_such_points_can_be_asked_for(ask):
    ask("农业保险从哪三方面说的")
    assert "建立线上理赔平台" in ask("第二个呢").text


def test_what_the_plan_calls_a_priority_is_told_although_no_task_is_marked(ask):
    answer = ask("教育信息化的重点有哪些")
    assert "没有用“重点”" not in answer.text
    assert "村小网络等重点项目" in answer.text


def test_the_priority_that_nlu_points_to_is_told_before_those_that_are_marked(ask):
    said = clause("对粮食收购、农机补贴等重点工作开展专项监管", "section_3", 0.3)
    assert "粮食收购、农机补贴等重点工作" in ask("资金监管要重点盯哪些", **said).text


def test_a_synonym_of_the_title_that_the_section_itself_says_is_beside_it(ask):
    answer = ask("教育信息化这块电教主要干啥", **whole("section_5", 0.9))
    assert answer.kind == "fact" and "电教部门抓服务" in answer.text


def test_tasks_of_a_section_are_listed_whatever_clause_nlu_takes_for_its_title(ask):
    said = clause("新增油菜种植面积2万亩", "section_2_1", 0.9)
    assert ask("扩大油菜面积要做哪些事", **said).kind == "list"


def test_the_other_year_of_a_section_is_not_told(ask):
    assert ask("粮食生产今年怎么搞", **whole("section_1_1")).kind not in ("list", "outline")


def test_a_term_that_is_not_explained_is_read_in_the_section_with_its_name(ask_about):
    ask = ask_about(
        "县城乡工作计划\n一、布局\n（一）突出“一主两副”引领。做强县城功能。支持青山镇、白水镇发展工业。\n（二）修路。新建公路3公里。\n"
    )
    answer = ask("“一主两副”是什么意思", intent="ask_term")
    assert "没有说明具体内容" in answer.text
    assert "青山镇、白水镇" in answer.text
