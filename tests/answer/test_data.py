"""The data beside an answer's text: all entries of a list, the parts of a comparison, how exact a day is."""

from __future__ import annotations

import pytest

from bot.records import Precision


def shown(answer):
    return [fact.item for fact in answer.facts if fact.aspect == "item"]


def test_a_list_knows_all_its_entries(ask, plan):
    answer = ask("把写了时间的任务按先后排一下", intent="ask_deadlines")
    dated = {task.id for task in plan.tasks if task.deadline}
    assert {item.task for item in answer.items} == dated
    assert [item.item for item in answer.items] == shown(answer)


def test_what_is_left_for_later_is_among_them_and_stays_when_it_is_shown(ask, plan, monkeypatch):
    monkeypatch.setattr("bot.answer.kinds.lists.task_listing", cut_after_one)
    monkeypatch.setattr("bot.answer.talk.dialogue.LIST_SHOWN", 1)
    first = ask("把写了时间的任务按先后排一下", intent="ask_deadlines")
    assert len(shown(first)) == 1
    assert len(first.items) == len([task for task in plan.tasks if task.deadline])
    more = ask("更多", intent="more")
    assert shown(more) == [first.items[1].item]
    assert more.items == first.items
    assert more.as_dict()["items"][0] == {"item": first.items[0].item, "task": first.items[0].task}


def cut_after_one(*args, **options):
    from bot.answer.saying.reply import task_listing

    return task_listing(*args, **{**options, "shown": 1})


def test_an_answer_about_one_thing_has_no_entries_and_no_parts(ask):
    answer = ask("水表更换什么时候完成")
    assert answer.items == answer.parts == ()


def test_a_comparison_has_a_part_for_each_matter(ask):
    answer = ask("水表更换和病险水库对比一下", intent="ask_compare")
    assert answer.kind == "compare"
    assert len(answer.parts) == 2
    assert answer.text == "\n".join(f"{part.title}：{part.text}" for part in answer.parts)
    assert tuple(source for part in answer.parts for source in part.sources) == answer.sources
    assert set(answer.as_dict()["parts"][0]) == {"title", "text", "sources"}


@pytest.mark.parametrize(
    ("question", "precision"),
    [("病险水库什么时候完成", Precision.SEASON), ("水表更换什么时候完成", Precision.MONTH)],
)
def test_a_day_says_how_exactly_it_follows_from_the_words(ask, question, precision):
    (fact,) = (fact for fact in ask(question).facts if fact.aspect == "deadline")
    assert fact.due
    assert fact.precision is precision
    assert fact.as_dict()["precision"] == precision.value


def test_a_side_that_is_cut_offers_its_whole_list(ask, monkeypatch):
    monkeypatch.setattr("bot.answer.kinds.compare.TASKS", 1)
    answer = ask("保障城乡供水和推进节水行动对比一下", intent="ask_compare")
    assert "更多" not in answer.text  # of which list?
    assert "还有" in answer.parts[0].text
    offers = [follow_up.message for follow_up in answer.follow_ups]
    assert offers == ["保障城乡供水有哪些任务", "推进节水行动有哪些任务"]
    assert len(ask(offers[0]).items) > 1
