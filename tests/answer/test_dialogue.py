"""What a question leans on: ellipsis, ordinals, more, again, corrections, and when it no longer does."""

from __future__ import annotations

from bot.records import Clause


def test_aspect_after_aspect(ask):
    ask("水表更换啥要求")
    assert "6月底前" in ask("那时间呢").text
    assert "未明确责任单位" in ask("谁来负责").text
    assert "保障城乡供水" in ask("出处呢", intent="ask_source").text


def test_aspect_is_carried_to_another_matter(ask):
    ask("水表更换什么时候完成")
    assert "汛期前" in ask("病险水库呢").text


def test_a_greeting_in_between_keeps_the_thread(ask):
    ask("水表更换啥要求")
    assert "6月底前" in ask("那什么时候完成", after=60).text


def test_the_thread_lapses(ask):
    ask("水表更换啥要求")
    assert "6月底前" not in ask("那时间呢", after=3600).text


def test_ordinals_mean_the_last_list(ask):
    ask("三项改革是哪三项", intent="ask_term")
    assert "定额" in ask("第二个是啥", intent="detail").text
    ask("保障措施有哪几条", intent="ask_outline")
    assert "1510" in ask("第二条展开说说", intent="detail").text
    assert "财政投入" in ask("第三条呢", intent="detail").text
    assert "没有您说的这一条" in ask("第九条呢", intent="detail").text


def test_more_of_the_section(ask):
    ask("水表更换什么时候完成")
    assert "村级水站" in ask("这一节还有呢", intent="more").text


def test_again(ask):
    first = ask("水表更换什么时候完成")
    assert ask("再说一遍", intent="repeat").text == first.text


def test_correction(ask):
    ask("水表更换什么时候完成")
    assert "汛期前" in ask("不是，我问的是病险水库什么时候完成", intent="correct").text


def test_a_vague_question_is_asked_back_and_completed(ask):
    answer = ask("什么时候完成")
    assert answer.kind == "clarify"
    assert "6月底前" in ask("水表的").text


def test_nothing_said_before(ask):
    assert ask("再说一遍", intent="repeat").kind == "chat"


def test_the_thread_can_be_read(ask):
    assert ask("水表更换什么时候完成").memory["item"] == "完成全市水表更换"
    assert ask("保障城乡供水有哪些任务").memory["item"] == "保障城乡供水"
    assert ask("各县区要做哪些事", intent="ask_owner_tasks").memory["owner"] == "各县区"


def test_the_n_th_of_what_the_same_question_names(ask):
    assert ask("三项改革第二项是什么", intent="ask_term").text.startswith("第2个是定额")
    answer = ask("三项改革第九项是什么", intent="ask_term")
    assert "计量、定额、水价" in answer.text


def test_what_was_just_quoted_is_meant_by_its_words(ask):
    ask("防汛抗旱的演练要办几次")
    answer = ask("那预案什么时候修订")
    assert "防汛应急预案" in answer.sources[0].quote


def test_a_correction_drops_what_was_not_meant(ask):
    ask("水表更换什么时候完成")
    misled = (Clause("6月底前完成全市水表更换", "section_2_1", 0.9),)
    answer = ask("不是水表，我问的是病险水库", intent="correct", clauses=misled)
    assert "汛期前" in answer.text
    assert "水表" not in answer.text


def test_the_same_matter_in_both_years(ask):
    ask("老旧管网今年改造多少公里")
    answer = ask("跟去年比多了还是少了", intent="ask_compare")
    assert answer.kind == "compare"
    assert [part.title for part in answer.parts] == ["去年", "今年"]
    assert "120公里" in answer.parts[0].text
    assert "150公里以上" in answer.parts[1].text


def test_another_term_after_a_term(ask):
    ask("三项改革是哪三项", intent="ask_term")
    assert ask("三个责任人呢").kind == "term"


def test_a_list_is_counted_and_said_again(ask):
    first = ask("保障措施有哪几条", intent="ask_count")
    assert ask("有几个", intent="ask_count").text == "上面一共3项。"
    assert ask("分别是啥", intent="ask_term").text == first.text


def test_the_other_year_of_a_section_that_was_listed(ask):
    ask("保障城乡供水要干啥", intent="section_2_1")
    assert ask("去年呢").text.startswith("去年的回顾里没有提到")


def test_an_amount_that_the_plan_does_not_give(ask):
    answer = ask("资金保障今年投入5个亿，没错吧")
    assert "没有写明具体数字" in answer.text


def test_a_bare_question_on_the_other_year_leaves_what_was_talked_about(ask):
    ask("节水型单位什么时候建成")
    assert "节水型单位" not in ask("去年改造了多少").text
