"""Questions about the list that was just given."""

from __future__ import annotations

import pytest


@pytest.fixture
def listed(ask):
    """A talk in which tasks with and without deadlines were listed."""
    answer = ask("保障城乡供水有哪些任务")
    assert answer.kind == "list"
    assert len(answer.items) >= 4
    return ask


def test_those_with_a_deadline(listed):
    answer = listed("其中哪件写了时限")
    assert answer.kind == "list"
    assert "6月底前" in answer.text
    assert len(answer.items) == 1


def test_those_without_one(listed):
    answer = listed("其中哪些没写时间")
    assert "水表" not in answer.text
    assert "供水服务热线" in answer.text


def test_those_of_an_owner_and_of_a_word(listed):
    assert "水站" in listed("这里面哪几项点名了责任单位").text
    listed("保障城乡供水有哪些任务")
    answer = listed("其中跟水表有关的呢")
    assert [item.item for item in answer.items] == ["完成全市水表更换"]


def test_the_first_then_the_last(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    assert "汛期前" in ask("这里面最早的是哪个").text
    assert "2024年底前" in ask("最晚的呢").text


def test_none_of_them_is_said_so(ask):
    ask("推进节水行动有哪些任务")
    answer = ask("其中跟水表有关的有哪些")
    assert "没有哪一项" in answer.text


def test_without_a_list_it_is_an_ordinary_question(ask):
    assert "水表" in ask("其中水表什么时候换完").text


def test_how_the_figures_of_the_list_are_given(ask):
    listed = ask("抓好防汛抗旱有哪些任务")
    stated = ask("就哪个给了实数")
    assert [item.item for item in stated.items] == [i.item for i in listed.items if "演练" in i.item]
    ask("抓好防汛抗旱有哪些任务")
    assert [item.item for item in ask("哪些没公布数").items] == [
        i.item for i in listed.items if "水库" in i.item
    ]


def test_a_question_for_tasks_or_targets_means_the_plan_again(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    assert "水厂" in ask("哪些指标有明确数字", intent="ask_targets").text


def test_who_does_it_is_asked_of_the_one_that_was_chosen(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    ask("其中最早的是哪个")
    answer = ask("谁负责")
    assert answer.kind == "fact"
    assert "水库" in answer.text
    assert "2024年底前" in ask("最晚的呢").text  # and the list is not forgotten


def test_one_aspect_of_each(listed):
    answer = listed("分别什么时候完成")
    assert len(answer.items) == 1
    assert "6月底前" in answer.text


def test_figures_that_count_different_things_are_not_compared(listed):
    answer = listed("最大的是哪个")
    assert "没法比大小" in answer.text
    assert "座、公里" in answer.text


def test_figures_of_one_measure_are_compared(ask_about):
    ask = ask_about(
        "清河市水务局2024年工作计划\n一、2024年主要任务\n"
        "（一）保障城乡供水。新建水厂2座，改造泵站15座，维修水塔7座，加强管理，提高质量。\n"
        "（二）抓好防汛抗旱。修订防汛应急预案，开展演练。\n"
    )
    ask("保障城乡供水有哪些任务")
    assert "改造泵站" in ask("最多的是哪个").text
    ask("保障城乡供水有哪些任务")
    assert "新建水厂" in ask("哪个数最小").text


@pytest.mark.parametrize(
    "question",
    [
        "其中哪些是年底前的",
        "其中7月以后的有哪些",
        "哪些是7月以后的",
        "只要7月以后的",
        "只看7月到12月要完成的",
    ],
)
def test_those_of_a_period(ask, question):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    answer = ask(question, intent="ask_deadlines")
    assert answer.text.startswith("上面这些里")
    last = "2024年底前"
    assert last in answer.text
    assert ("6月底前：" in answer.text) == ("年底前的" in question)


def test_only_a_part_of_the_list_is_wanted(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    stated = ask("只要有数字的", intent="ask_targets")
    assert stated.text.startswith("上面这些里，写明了数字的")
    assert "水库" not in stated.text
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    assert "水表" in ask("只留6月底前的").text


def test_by_the_figure_itself(ask):
    ask("抓好防汛抗旱有哪些任务")
    answer = ask("其中哪个是1到2次")
    assert [item.item for item in answer.items] == ["联合应急、气象等部门开展演练1—2次"]


def test_the_plan_is_meant_where_tasks_are_named(ask):
    ask("抓好防汛抗旱有哪些任务")
    assert "水表" in ask("6月底前要完成的任务有哪些", intent="ask_deadlines").text


def test_those_of_one_owner(listed):
    answer = listed("其中各县区要做的有哪些")
    assert [item.item for item in answer.items] == ["各县区要加强村级水站管理"]


def test_a_numbered_one_is_no_part_of_the_list(ask):
    ask("写明时间的任务有哪些", intent="ask_deadlines")
    assert ask("只要第二条的时限").text.startswith("6月底前")
