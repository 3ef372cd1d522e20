"""Parts and points by their number or by how many they are, where several sections could be meant."""

from __future__ import annotations

import pytest

PLAN = """青禾县2025年农业工作方案
现就2025年农业工作制定如下方案。
一、2024年种植工作回顾
（一）种植面积扩大。2024年，新增种植面积1万亩。
（二）种植良种推广。2024年，建成良种繁育基地2个。
（三）种植效益提高。2024年，种植效益增长5%。
二、抓好种植生产
（一）扩大油菜面积。新增油菜种植面积2万亩。
（二）推广良种良法。建设良种繁育基地3个。
（三）推广农业机械。购置农业机械100台。
（四）防治病虫害。开展统防统治作业。
三、强化资金保障
（一）统筹涉农资金。整合涉农资金，提高使用效益。
（二）发展农业保险。扩大水稻保险覆盖面。
四、做好宣传工作
1.办好农民节会。举办丰收节。
附件：
附件1
青禾县种植大户奖补办法
一、奖补对象
对种植面积50亩以上的大户给予奖补。
二、奖补标准
每亩奖补100元。
附件2
青禾县农机购置补贴办法
一、补贴对象
对购置农机的合作社给予补贴。
二、补贴标准
每台补贴500元。
"""
OWN_POINTS = "四、做好宣传工作\n1.办好农民节会。举办丰收节。"


@pytest.fixture
def ask(ask_about):
    return ask_about(PLAN)


def first_line(answer):
    return answer.text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("种植生产那一部分有几条", "“抓好种植生产”一共4条："),
        ("去年种植那部分有几条", "“2024年种植工作回顾”一共3条："),
        ("今年种植那部分有几条", "“抓好种植生产”一共4条："),
        ("资金保障有几条", "“强化资金保障”一共2条："),
        ("资金保障分别有几条", "“强化资金保障”一共2条："),
        ("种植生产有几条来着", "“抓好种植生产”一共4条："),
        ("种植生产有几条各是啥", "“抓好种植生产”一共4条："),
        ("种植生产那部分有几条规定", "“抓好种植生产”一共4条："),
        ("种植生产里“推广”打头的有几条", "“抓好种植生产”一共2条："),
        ("种植生产以“推广”开头的有几条", "“抓好种植生产”一共2条："),
        ("用“扩大”领头的种植生产有几条", "“抓好种植生产”一共1条："),
        ("种植生产里“壮大”打头的有几条", "“抓好种植生产”一共4条："),
        ("种植生产编到第几条", "编号到（四）“防治病虫害”，一共4条。"),
        ("去年种植编到第几条", "编号到（三）“种植效益提高”，一共3条。"),
        ("资金保障编号到几", "编号到（二）“发展农业保险”，一共2条。"),
        ("第一部分讲啥", "“2024年种植工作回顾”分3点："),
        ("第四大块讲啥", "“做好宣传工作”分1点："),
        ("附件1讲什么", "“青禾县种植大户奖补办法”分2点："),
        ("附件二讲什么", "“青禾县农机购置补贴办法”分2点："),
        ("一共几份附件", "计划里是2个附件："),
        ("附件有哪些", "计划里是2个附件："),
        ("附件总共多少个", "计划里是2个附件："),
        ("哪几个附件", "计划里是2个附件："),
    ],
)
def test_the_one_that_is_meant(ask, question, line):
    assert first_line(ask(question)) == line


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("第一条讲啥", "种植面积扩大"),  # which of three?
        ("第三部分的涉农资金怎么安排", "“强化资金保障”分2点："),  # something that stands there
        ("宣传工作有几条", "“做好宣传工作”一共1条："),  # one point is no division
        ("种植生产有几条路线要建", "“抓好种植生产”一共4条："),
        ("每亩奖补标准在附件1里是多少", "“青禾县种植大户奖补办法”分2点："),
        ("附件2个都是啥", "“青禾县农机购置补贴办法”分2点："),
        ("种植新增多少面积", "“抓好种植生产”一共4条："),
    ],
)
def test_what_is_not_meant(ask, question, line):
    assert first_line(ask(question)) != line


def test_a_part_that_no_part_bears(ask):
    assert "分" not in first_line(ask("第九部分讲啥"))


def test_an_annex_that_the_plan_has_not(ask):
    assert "分2点" not in first_line(ask("附件9讲什么"))


def test_points_without_brackets_have_no_last_number(ask_about):
    ask = ask_about("青禾县2025年宣传工作方案\n一、做好宣传工作\n1.办好农民节会。举办丰收节。\n")
    assert "编号到" not in ask("一共编到第几条").text


def test_without_annexes_nothing_is_said_of_them(ask_about):
    ask = ask_about(PLAN[: PLAN.index("附件：")])
    assert "个附件" not in ask("一共几个附件").text


def test_a_number_picks_from_what_was_listed(ask):
    ask("种植生产有几条")
    assert ask("第二条讲啥").text.startswith("推广良种良法")


class TestSoManyPoints:
    """“四个方面”, of the section that is divided in so many."""

    def told(self, ask, question):
        return first_line(ask(question, intent="ask_term"))

    def test_of_the_section_that_is_named(self, ask):
        assert self.told(ask, "种植生产四个方面是哪些") == "“抓好种植生产”分4点："
        assert self.told(ask, "种植三个方面是哪些") == "“2024年种植工作回顾”分3点："

    def test_not_of_a_section_that_neither_says_so_nor_is_named(self, ask):
        assert "分4点" not in self.told(ask, "四个方面是哪些")
        assert "分4点" not in self.told(ask, "水产养殖四个方面是哪些")

    @pytest.mark.parametrize(
        "said", ["重点抓好四个方面工作。", "重点做好4项工作，分4条推进。", "突出四大块工作。"]
    )
    def test_of_the_one_that_says_how_many(self, ask_about, said):
        ask = ask_about(PLAN.replace("二、抓好种植生产\n", f"二、抓好种植生产\n{said}\n"))
        assert self.told(ask, "今年四个方面是哪些") == "“抓好种植生产”分4点："
        assert self.told(ask, "今年几个方面捋一遍") == "“抓好种植生产”分4点："
        assert self.told(ask, "水产几个方面捋一遍") != "“抓好种植生产”分4点："
        assert self.told(ask, "第四个方面是哪些") != "“抓好种植生产”分4点："

    def test_two_points_are_too_few(self, ask_about):
        said = "三、强化资金保障\n重点抓好两个方面工作。\n"
        ask = ask_about(PLAN.replace("三、强化资金保障\n", said))
        assert "分2点" not in self.told(ask, "今年两个方面是哪些")

    def test_of_several_that_say_so_none_is_taken(self, ask_about):
        text = PLAN.replace("二、抓好种植生产\n", "二、抓好种植生产\n重点抓好四个方面工作。\n")
        four = "四、做好宣传工作\n重点抓好四个方面工作。\n" + "".join(
            f"（{n}）办好农民节会{n}。举办丰收节。\n" for n in "一二三四"
        )
        ask = ask_about(text.replace(OWN_POINTS, four.strip()))
        assert "分4点" not in self.told(ask, "今年四个方面是哪些")

    def test_these_are_those_of_the_list(self, ask_about):
        ask = ask_about(PLAN.replace("二、抓好种植生产\n", "二、抓好种植生产\n重点抓好三个方面工作。\n"))
        ask("资金保障有几条")
        assert "种植工作回顾" not in self.told(ask, "这三个方面是哪些")
