"""Questions for the documents that a plan announces."""

from __future__ import annotations

import pytest

PLAN = """清河市水务局2024年工作计划
各科室、各县区水务局：
现将2024年工作安排如下。
一、2023年工作回顾
2023年，出台《清河市河道采砂管理办法》，印发节水行动实施方案，改造老旧管网120公里。
二、2024年主要任务
（一）保障城乡供水。新建水厂2座，制定农村供水工程维护细则，按照方案抓好落实。
（二）抓好防汛抗旱。修订防汛应急预案，联合应急部门开展演练，统筹教师编制管理制度改革。
（三）推进依法治水。推动出台清河流域保护条例，加快节约用水条例修改，推进地下水保护立法，规范执法程序。
（四）推进节水行动。出台《节水型单位评价标准》，发布节水用水信息。
"""


@pytest.fixture
def told(ask_about):
    ask = ask_about(PLAN)
    return lambda question, **more: [item.item for item in ask(question, **more).items]


ALL = ("维护细则", "应急预案", "保护条例", "条例修改", "立法", "评价标准")


@pytest.mark.parametrize(
    "question",
    [
        "今年要出台哪些文件",
        "今年要新出台的文件列给我看看",
        "准备新出台哪几个文件",
        "要制定的制度文件都有哪些",
    ],
)
def test_all_documents_are_listed_and_nothing_else(told, question):
    found = told(question)
    assert len(found) == len(ALL)
    assert all(any(name in line for line in found) for name in ALL)


def test_laws_are_told_from_other_documents(told):
    laws = told("文件里说要制定或者修改哪些法律条例")
    assert len(laws) == 3
    others = told("要出台的办法、方案都有哪些")
    assert len(others) == 3
    assert told("要出台哪些细则") == ["制定农村供水工程维护细则"]


def test_last_years_documents_only_when_they_are_asked(told):
    found = told("去年出台了哪些文件")
    assert len(found) == 2
    assert "采砂管理办法" in found[0]


def test_documents_of_one_section_or_matter(told):
    assert told("防汛抗旱方面要出台哪些文件") == ["修订防汛应急预案"]
    assert told("农村供水要制定什么文件") == ["制定农村供水工程维护细则"]


def test_a_kind_that_is_not_announced_is_said_so(ask_about):
    assert "没有写明要出台的规划" in ask_about(PLAN)("要编制哪些规划").text


def test_what_one_document_is_about_is_no_list(ask_about):
    assert ask_about(PLAN)("应急预案什么时候修订").kind != "list"


def test_those_of_the_other_year_after_a_list(told):
    told("今年要出台哪些文件")
    assert told("去年呢") == told("去年出台了哪些文件")
    assert len(told("今年呢")) == len(ALL)
    told("今年要出台哪些文件")
    assert any("采砂管理办法" in line for line in told("去年呢，出了啥文件"))


ARRANGED = """清河市水务局2024年工作计划
各科室、各县区水务局：
现将2024年工作安排如下。
一、2023年工作回顾
2023年，建立河长巡查制度，改造老旧管网120公里。
二、2024年主要任务
（一）保障城乡供水。建立供水应急联动机制，落实用水计量制度，改造管网20公里。
（二）抓好防汛抗旱。完善汛期值班制度，建立健全避险转移机制。
"""


def test_mechanisms_that_are_set_up_are_listed(ask_about):
    ask = ask_about(ARRANGED)
    found = [item.item for item in ask("今年要建立哪些制度、机制").items]
    assert found == ["建立供水应急联动机制", "完善汛期值班制度", "建立健全避险转移机制"]
    assert [item.item for item in ask("今年新建的机制有哪些").items] == [found[0], found[2]]
    assert [item.item for item in ask("去年建了哪些制度").items] == ["建立河长巡查制度"]


def test_one_mechanism_is_no_list(ask_about):
    assert ask_about(ARRANGED)("供水应急联动要建立什么机制").kind != "list"
