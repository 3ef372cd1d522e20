"""What a few words mean after an answer: the same matter, a part of it, or the other year's."""

from __future__ import annotations

from bot.records import Clause, State

PIPES = "老旧管网今年改造多少公里"


def test_an_owner_after_a_sentence_that_names_several(ask):
    ask("市水务局要成立专班吗")
    answer = ask("各县区呢")
    assert "抓好落实" in answer.text
    assert answer.kind == "fact"


def test_an_aspect_of_a_section_that_was_listed(ask):
    ask("保障城乡供水有哪些任务")
    assert ask("有时限吗").text.endswith("1. 6月底前：6月底前完成全市水表更换")
    ask("保障城乡供水有哪些任务")
    assert "2座" in ask("那指标呢").text


def test_the_whole_plan_leaves_what_was_talked_about(ask):
    ask("水表更换怎么安排")
    assert "水表" not in ask("全文讲了什么", intent="ask_outline").text


def test_a_part_of_what_was_quoted(ask):
    ask("水表更换什么时候完成")
    answer = ask("那水厂几座")
    assert answer.text.startswith("水厂：2座。")
    ask("防汛抗旱的演练要办几次")
    assert "未明确责任单位" in ask("预案谁来修").text


def test_what_was_not_quoted_is_looked_up(ask):
    ask("水表更换什么时候完成")
    assert "汛期前" in ask("病险水库什么时候完成").text


def test_what_was_not_offered_is_not_taken_for_it(ask):
    assert ask("改造多少").kind == "clarify"
    answer = ask("公园的")
    assert "120公里" not in answer.text
    assert answer.state is State.SILENT


class TestTheOtherYear:
    def test_by_the_matter_that_was_talked_about(self, ask):
        ask(PIPES)
        assert ask("去年呢").text.startswith("老旧管网：120公里。")
        assert ask("今年呢").text.startswith("老旧管网：150公里以上。")

    def test_the_matter_is_kept_when_it_is_not_found(self, ask):
        ask("水表更换什么时候完成")
        missing = ask("去年呢")
        assert missing.text == "去年的回顾里没有提到“水表更换”。"
        assert missing.state is State.SILENT
        assert "6月底前" in ask("那时间呢").text

    def test_back_from_the_review(self, ask):
        ask("去年农村自来水普及率多少")
        assert ask("今年呢").text.startswith("今年的安排里没有提到")

    def test_the_same_year_is_no_change(self, ask):
        ask(PIPES)
        assert "150公里以上" in ask("今年呢").text

    def test_a_matter_of_its_own_is_looked_up(self, ask):
        ask("水表更换什么时候完成")
        assert "92" in ask("去年农村自来水普及率多少").text

    def test_a_section_that_was_listed(self, ask):
        ask("保障城乡供水要干啥", intent="section_2_1")
        assert ask("去年呢").text == "去年的回顾里没有提到“保障城乡供水”。"

    def test_both_side_by_side(self, ask):
        ask(PIPES)
        answer = ask("跟去年比呢", intent="ask_compare")
        assert [part.title for part in answer.parts] == ["去年", "今年"]
        assert answer.text.endswith("前后的统计口径是否一致，原文没有说明。")
        again = ask("跟去年比呢", intent="ask_compare")
        assert again.text == answer.text

    def test_from_the_review_side_by_side(self, ask):
        ask("去年改造老旧管网多少公里")
        answer = ask("跟今年比呢", intent="ask_compare")
        assert "120公里" in answer.parts[0].text and "150公里" in answer.parts[1].text

    def test_both_in_one_question(self, ask):
        answer = ask("老旧管网去年改造了多少、今年改造多少")
        assert [part.title for part in answer.parts] == ["去年", "今年"]
        assert "120公里" in answer.parts[0].text and "水表" in answer.parts[1].text
        assert "去年：" not in ask("节水型学校去年怎么样、今年怎么样").text


DAYS = """清河市2024年水务工作计划
一、主要任务
（一）保障供水。6月底前完成水表更换。6月底前建成城北水厂。推广滴灌技术。
"""


def test_two_days_alike(ask_about):
    answer = ask_about(DAYS)("水表更换和城北水厂，谁的期限在前")
    assert answer.text.startswith("时限相同。")


def test_a_side_without_a_day_is_not_put_in_order(ask_about):
    assert "先到期" not in ask_about(DAYS)("水表更换和滴灌技术，谁的期限在前").text


def test_another_section_is_asked_for_what_was_asked_of_one(ask):
    """“那个呢” means the section that it names, even where NLU thinks of one of its clauses."""
    ask("推进节水行动有没有时限", intent="section_2_3")
    clause = (Clause("改造老旧管网150公里以上", "section_2_1", 0.6),)
    answer = ask("城乡供水那个呢", intent="section_2_1", clauses=clause)
    assert answer.text.startswith("保障城乡供水：") and "6月底前" in answer.text


def test_another_section_by_one_word_that_its_title_has(ask):
    ask("推进节水行动有没有时限", intent="section_2_3")
    assert "汛期前" in ask("防汛的呢", intent="section_2_2").text


def test_a_section_in_its_full_name_after_one_task(ask):
    ask("水表更换什么时候完成")
    clause = (Clause("创建节水型学校", "section_2_3", 0.6),)
    answer = ask("节水行动那个呢", intent="section_2_3", clauses=clause)
    assert answer.text.startswith("推进节水行动：") and "2024年底前" in answer.text


def test_a_clause_that_no_title_names_is_told_alone(ask):
    ask("推进节水行动有没有时限", intent="section_2_3")
    answer = ask("水表更换呢", clauses=(Clause("6月底前完成全市水表更换", "section_2_1", 0.9),))
    assert answer.kind == "fact" and answer.text.startswith("6月底前。")


def test_a_part_of_the_year_is_of_the_whole_plan(ask):
    ask("管网更新多少公里")
    answer = ask("7月到12月有哪些要完成", intent="ask_deadlines")
    assert answer.kind == "list"
    assert answer.items
