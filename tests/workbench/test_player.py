"""What the player sees of a turn, and the world that it holds still."""

from __future__ import annotations

import json
from datetime import date

from written import Hold

from workbench.outcomes import outcome_from
from workbench.player import Player


def test_every_step_of_a_turn_is_seen(player: Player) -> None:
    turn = player.say("看见", "思政精品课程要弄出来几门")
    assert turn.intent == "section_2_1_2" and 0 < (turn.confidence or 0) <= 1
    assert turn.ranking[0][1] <= (turn.confidence or 0)
    assert any(turn.said[e.start : e.end] == "几门" and e.value == "target" for e in turn.entities)
    assert [(ran.action, ran.policy) for ran in turn.ran] == [("action_answer_plan", "RulePolicy")]
    assert turn.ran[0].rules == ("Answer about section_2_1_2",)
    assert turn.slots_before["memory"] is None and turn.slots_after["memory"]["section"] == "2.1.2"
    assert turn.question is not None and turn.question["today"] == "2022-03-01"
    assert turn.inquiry is not None and "target" in turn.inquiry["aspects"]
    assert any(query.sql.startswith("SELECT") and query.rows == 1 for query in turn.queries)
    assert set(turn.milliseconds) == {"nlu", "policy", "action", "query", "total"}
    assert sum(turn.milliseconds[step] for step in ("nlu", "policy", "action")) <= turn.milliseconds["total"]
    text = player.desk.plan.text
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in turn.sources) and turn.sources
    json.dumps(turn.as_dict())


def test_the_thread_of_one_conversation_is_not_anothers(player: Player) -> None:
    player.say("甲", "思政精品课程要弄出来几门")
    assert player.say("甲", "那它归谁管").slots_before["memory"]["section"] == "2.1.2"
    assert player.say("乙", "那它归谁管").slots_before["memory"] is None


def test_what_is_written_to_the_database_is_seen_and_stays_in_the_copy(player: Player) -> None:
    turn = player.say("没有的事", "学校食堂阿姨一个月开多少钱")
    assert [row["kind"] for row in turn.rows] == ["unanswered"]
    assert player.rows("没有的事") == list(turn.rows)
    assert player.say("没有的事", "学校食堂阿姨一个月开多少钱").rows == turn.rows  # one more, not both
    assert "frozen" in player.settings.database_url


def test_today_is_the_conversations_own(player: Player) -> None:
    player.begin("九月", today=date(2022, 9, 20))
    later = player.say("九月", "下个月有什么要完成的")
    assert later.question is not None and later.question["today"] == "2022-09-20"
    assert any(e.value.startswith("2022-10-01") for e in later.entities)
    assert any(e.value.startswith("2022-04-01") for e in player.say("三月", "下个月有什么要完成的").entities)


def test_time_passes_only_when_it_is_said_to(player: Player) -> None:
    player.say("半天", "思政精品课程要弄出来几门")
    assert player.say("半天", "那它归谁管", later=20).facts
    turn = player.say("半天", "那它归谁管", later=31)
    assert not turn.facts and turn.slots_before["memory"] is not None


def test_slots_can_be_set_before_the_first_message(player: Player) -> None:
    player.begin("带着", slots={"owner": "县教体局"})
    assert player.say("带着", "你好").slots_before["owner"] == "县教体局"


def test_an_outcome_comes_back_from_json(hold: Hold) -> None:
    outcome = hold("- user: 思政精品课程要弄出来几门\n  assertions:\n  - figure: 3个\n  - intent: greet\n")
    again = outcome_from(json.loads(json.dumps(outcome.as_dict())))
    assert again.as_dict() == outcome.as_dict()
    assert not again.right and again.first_wrong == 0


def test_the_same_conversation_goes_the_same_way_every_time(hold: Hold) -> None:
    steps = "- user: 今年哪些事情卡了时间\n- user: 第二条展开说说\n- user: 归谁管\n"
    first, second = ([(one.turn.text, one.turn.slots_after) for one in hold(steps).played] for _ in range(2))
    assert first == second


def test_a_conversation_that_begins_again_has_forgotten(player: Player) -> None:
    player.say("重来", "思政精品课程要弄出来几门")
    player.begin("重来")
    again = player.say("重来", "那它归谁管")
    assert again.slots_before["memory"] is None and not again.facts


def test_messages_are_taken_as_the_server_takes_them(player: Player) -> None:
    assert player.say("斜线", "/greet").intent == player.say("无斜线", "greet").intent
    empty = player.say("空", " / ")
    assert empty.text and not empty.ran and empty.intent is None
    assert player.say("空", "你好").utters == ("utter_greet",)
