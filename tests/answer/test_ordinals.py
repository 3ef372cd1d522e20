"""Which of a list is meant, and several of them at once."""

from __future__ import annotations

from datetime import date

import pytest

NUMBERS = [
    ("前面三项什么时候完成", [1, 2, 3]),
    ("前两条谁负责", [1, 2]),
    ("最后两条呢", [-2, -1]),
    ("第一、第二条谁负责", [1, 2]),
    ("第一条和第三条谁负责", [1, 3]),
    ("第一、三项呢", [1, 3]),
    ("第二到第四条", [2, 3, 4]),
    ("第二条", [2]),
    ("倒数第二个呢", [-2]),
    ("最后一个呢", [-1]),
    ("前面一个呢", [1]),
    ("第二类呢", [2]),
    ("第二类疫苗怎么管", []),
    ("前三个月完成多少", []),
    ("前三季度要做什么", []),
    ("6月底前两项工作要完成吗", []),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_numbers_of_a_list(reader, text, numbers):
    found = [e for e in reader.read(text, date(2024, 3, 1)) if e.entity == "ordinal"]
    assert [int(e.value) for e in found] == numbers


@pytest.fixture
def listed(ask):
    """A talk in which the three tasks with deadlines were listed."""
    assert len(ask("写明时间的任务有哪些", intent="ask_deadlines").items) == 3
    return ask


@pytest.mark.parametrize("text", ["前面三项什么时候完成", "第一到第三条什么时候完成"])
def test_several_of_the_list_are_told_each(listed, text):
    answer = listed(text)
    days = [fact.value for fact in answer.facts if fact.aspect == "deadline"]
    assert days == ["汛期前", "6月底前", "2024年底前"]
    assert answer.text.count("出处：") == 3
    assert "第3条" in answer.text
    assert "节水型单位" in listed("第三条展开说说", intent="detail").text, "the list is still there"


def test_two_of_the_list(listed):
    answer = listed("第一、第二条谁负责")
    assert [fact.aspect for fact in answer.facts] == ["owner", "owner"]
    assert "节水型单位" in listed("后面一个呢").text
    assert [fact.value for fact in listed("最后两条什么时候完成").facts] == ["6月底前", "2024年底前"]


def test_the_next_and_the_one_before(listed):
    listed("第一条展开说说", intent="detail")
    assert "水表" in listed("后面一个呢").text
    assert "节水型单位" in listed("下一个呢", intent="more").text
    assert "水表" in listed("前一个呢").text


def test_several_that_are_not_there(listed):
    assert "没有您说的这一条" in listed("第七、第八条谁负责").text
    assert "6月底前" in listed("第二、第八条什么时候完成").text


def test_several_of_what_the_same_question_names(ask):
    answer = ask("三项改革第一、第二项是什么", intent="ask_term")
    assert "计量" in answer.text and "定额" in answer.text
    assert [fact.value for fact in answer.facts] == ["计量", "定额"]


SYSTEMS = (
    "清河市水务局2024年工作计划\n"
    "一、2024年主要任务\n"
    "今年构建“三大体系”，实施“四大行动”，推进供水、排水、节水三项改革，开展管网、泵站、闸门、堤防等四项专项整治。\n"
    "（一）构建供水体系\n"
    "1.实施管网改造行动。改造管网，更换水表。\n"
    "2.实施水厂提升行动。新建水厂，扩建泵站。\n"
    "（二）构建防汛体系\n"
    "1.实施水库加固行动。由建设科负责加固水库，修订预案。\n"
    "（三）构建节水体系\n"
    "1.实施节水创建行动。创建节水型学校，推广滴灌。\n"
    "二、保障措施\n"
    "（一）加强领导。成立专班。\n"
    "（二）严格督办。定期通报。\n"
)


@pytest.fixture
def systems(ask_about):
    return ask_about(SYSTEMS)


def test_the_outer_list_stays_beside_the_list_inside_it(systems):
    assert "水厂提升" in systems("四大行动第二个叫啥", intent="ask_term").text
    assert "扩建泵站" in systems("展开讲讲", intent="detail").text
    assert "水库加固" in systems("第三个呢").text, "counted in the same measure word: the initiatives"
    assert "修订预案" in systems("第二条").text, "in another one: the tasks"
    assert "节水创建" in systems("最后一个").text
    assert "水表" in systems("第一个呢").text


def test_a_kind_that_is_named_is_picked_among_those(systems):
    systems("三大体系第三个是哪个", intent="ask_term")
    systems("下面挂了啥行动", intent="ask_outline")
    answer = systems("头一个体系呢,下面有几个")
    assert answer.kind == "outline"
    assert "管网改造" in answer.text and "水厂提升" in answer.text
    assert "水厂提升" in systems("第二个行动呢").text, "of those just listed"
    assert "水库加固" in systems("第三个行动呢").text, "of all, where the list has not so many"


def test_an_aspect_is_told_of_the_section_that_is_picked(systems):
    systems("四大行动是哪四个", intent="ask_term")
    assert "建设科" in systems("第三个行动谁负责").text


def test_a_term_that_is_named_beats_the_list_given_before(systems):
    assert "排水" in systems("三项改革是啥", intent="ask_term").text
    assert "节水" in systems("最后那个再说下", intent="repeat").text
    assert "管网" in systems("那四项整治里头一个是什么", intent="ask_term").text
    assert "泵站" in systems("第二个", intent="detail").text


@pytest.mark.parametrize("question", ["三大体系第四个是啥", "第四个体系是哪个", "体系里第四个叫什么"])
def test_one_beyond_the_list_is_told_with_all_there_are(systems, question):
    answer = systems(question, intent="ask_term")
    assert "一共只有3个，没有您说的这一个。" in answer.text
    assert [item.item for item in answer.items] == ["构建供水体系", "构建防汛体系", "构建节水体系"]


def test_one_beyond_the_members_of_a_term(systems):
    answer = systems("三项改革第四项是什么", intent="ask_term")
    assert answer.text.startswith("一共只有3项，没有您说的这一项。")
    assert "排水" in answer.text
    assert systems("第五项呢").text == "一共只有3项，没有您说的这一项。"
    assert systems("第三项呢").text.startswith("第3个是节水")


def test_one_beyond_what_the_question_itself_counts(systems):
    answer = systems("供水体系里有三个行动，第三个是啥")
    assert "一共只有2个" in answer.text
    assert len(answer.items) == 2


def test_those_below_the_section_that_is_named_are_counted(systems):
    assert "新建水厂" in systems("供水体系第二个行动是啥").text
    assert "一共只有1个" in systems("节水体系第二个行动是啥").text
    assert "新建水厂" in systems("第一个体系的第二个行动是什么").text
    assert "一共只有1个" in systems("第三个体系的第二个行动是什么").text


def test_the_kind_may_stand_before_the_number(systems):
    assert "通报" in systems("保障措施第二条是啥").text
    answer = systems("保障措施第三条是啥")
    assert "一共只有2条" in answer.text
    assert [item.item for item in answer.items] == ["加强领导", "严格督办"]
    assert "严格督办" in systems("第二部分第三条讲什么").text, "a number of the plan, not of its parts"


def test_a_list_is_meant_by_the_number_of_its_things(systems):
    systems("三大体系是哪三个", intent="ask_term")
    systems("第一个展开说说", intent="detail")
    assert "节水型学校" in systems("三个里头最后那个呢").text
    assert "水厂" in systems("四个里头第二个呢").text, "of the plan's own initiatives"
    assert "水表" in systems("第一个里头有什么").text, "第一个 is no number of things"


def test_a_member_that_is_not_explained(systems):
    systems("三项改革是啥", intent="ask_term")
    assert "没有进一步解释" in systems("第二个啥意思").text
    assert "没有进一步解释" not in systems("第二个叫什么").text
