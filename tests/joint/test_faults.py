"""Messenger and channel over real HTTP: whatever goes wrong between them, one question has one answer."""

from __future__ import annotations

import dataclasses

import pytest

from messenger.bureau import Bureau, Department, Member, Service
from messenger.limits import Window
from messenger.records import Timing

from .stage import Stage, words_of

USER = "linwanqing"
CHAT = f"app:{USER}"
GROUP = "group:wrBasicEducation"
PASSING = [
    "token_expired", "token_invalid", "frequency", "concurrency", "busy", "server_error", "hang",
    "lost_answer",
]  # fmt: skip
DAMAGED = ["wrong_signature", "wrong_receiver", "garbage"]


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_of_the_platform_that_passes(stage, answerer, fault):
    stage.say(USER, "第一问")
    stage.settled(CHAT)
    stage.fault(fault)
    stage.say(USER, "第二问")
    answers = stage.settled(CHAT, 2)
    assert [words_of(answer) for answer in answers] == ["您问：第一问", "您问：第二问"]
    assert [text for _, text in answerer.asked] == ["第一问", "第二问"]
    assert stage.failures() == []
    assert not any(fault_["left"] for fault_ in stage.platform.faults.as_json())  # it did strike
    assert stage.delivered("取令牌") == (2 if "token" in fault else 1)


@pytest.mark.parametrize(("fault", "code"), [("untrusted_ip", 60020), ("secret", 40001)])
def test_a_fault_that_does_not_pass_is_reported_and_not_repeated(stage, fault, code):
    stage.fault(fault)
    stage.say(USER, "第一问")
    (kept,) = stage.wait(stage.failures)
    assert (kept.code, kept.member, kept.body["text"]["content"]) == (code, USER, "您问：第一问")
    assert stage.answers(CHAT) == []
    assert stage.delivered("发送文本" if code == 60020 else "取令牌") == 1


def test_a_platform_that_stays_broken_leaves_the_answer_to_the_operator(stage):
    stage.fault("server_error", -1)
    stage.say(USER, "第一问")
    (kept,) = stage.wait(stage.failures)
    assert kept.code is None and stage.delivered("发送文本") == 4
    stage.fault("server_error", 0)
    stage.say(USER, "第二问")
    assert words_of(stage.settled(CHAT)[0]) == "您问：第二问"


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_delivery_is_refused_and_its_repetition_answered(stage, fault):
    stage.fault(fault)
    stage.say(USER, "第一问")
    stage.settled(CHAT)
    told = [status for title, status in stage.log() if title.startswith("文本 · ")]
    assert told == [403, 200]


def test_a_repeated_delivery(stage, answerer):
    stage.fault("repeat")
    stage.say(USER, "第一问")
    stage.wait(lambda: stage.delivered("文本 · ") == 3)
    stage.settled(CHAT)
    assert len(answerer.asked) == 1


def test_a_bot_that_needs_longer_than_the_platform_waits(raise_stage, answerer):
    stage: Stage = raise_stage(timing=Timing())  # the real five seconds
    answerer.seconds = 6.0
    stage.say(USER, "慢")
    stage.settled(CHAT)
    assert stage.delivered("文本 · ") == 1  # it was accepted before it was answered, and so came once
    assert len(answerer.asked) == 1


def test_two_messages_of_one_member_are_answered_in_order(stage, answerer):
    answerer.seconds = 0.3
    for number in range(4):
        stage.say(USER, f"第{number}问")
    asked = [words_of(message) for message in stage.platform.conversations.of_chat(CHAT)]
    answers = [words_of(answer) for answer in stage.settled(CHAT, 4)]
    taken = [text for _, text in answerer.asked]
    assert answers == [f"您问：{text}" for text in taken] and sorted(taken) == sorted(set(asked))


def test_fifty_members_at_once_see_their_own_answers(raise_stage, answerer):
    members = tuple(Member(f"user{number:02d}", f"甲{number}", 1, "科员", "#333") for number in range(50))
    service = Service("应用", "")
    office = Bureau("某局", service, service, (Department(1, "办公室", 0),), members, ())
    stage: Stage = raise_stage(bureau=office, timing=dataclasses.replace(Timing(), token=7200.0))
    answerer.seconds = 0.05
    for member in members:
        stage.say(member.id, f"我是{member.id}，第一问")
    stage.wait(lambda: sum(len(stage.answers(f"app:{member.id}")) for member in members) == 50, 30)
    for member in members:
        (answer,) = stage.answers(f"app:{member.id}")
        assert words_of(answer) == f"您问：我是{member.id}，第一问"
    assert stage.delivered("取令牌") == 1


def test_more_messages_than_the_platform_lets_through_are_not_lost(stage, monkeypatch):
    """The channel's pace is the platform's: what it sends, none is dropped."""
    stage.platform.member_limit = Window(((30, 60.0),))
    for number in range(30):
        stage.say(USER, f"第{number}问")
    stage.settled(CHAT, 30)
    assert not any("丢弃" in note for exchange in stage.platform.log.all() for note in exchange.notes)


@pytest.mark.parametrize("mode", ["socket", "callback"])
@pytest.mark.parametrize("fault", ["", "repeat"])
def test_the_robot_answers_a_mention_once_and_quotes_its_asker(raise_stage, answerer, mode, fault):
    stage: Stage = raise_stage(robot=mode)
    if fault:
        stage.fault(fault)
    stage.say(USER, "没有点名", GROUP)
    stage.say(USER, "@计划机器人 第一问", GROUP)
    (answer,) = stage.settled(GROUP, sender="robot")
    assert answer.body["content"] == "> 林晚晴：第一问\n\n您问：第一问"
    assert answerer.asked == [(f"wecom-robot-wrBasicEducation-{USER}", "第一问")]


@pytest.mark.parametrize("mode", ["socket", "callback"])
def test_the_robot_says_first_that_it_is_under_way(raise_stage, answerer, mode):
    stage: Stage = raise_stage(robot=mode)
    answerer.seconds = 1.5
    stage.say(USER, "第一问", f"robot:{USER}")
    stage.wait(lambda: [m for m in stage.answers(f"robot:{USER}", "robot") if "正在查" in words_of(m)])
    (answer,) = stage.settled(f"robot:{USER}", sender="robot")
    assert answer.body["content"] == "您问：第一问"


def test_the_robots_connection_comes_back(stage):
    stage.app("robot", action="drop")
    stage.wait(lambda: stage.delivered("长连接 · 订阅") == 2)
    stage.say(USER, "还在吗", f"robot:{USER}")
    stage.settled(f"robot:{USER}", sender="robot")


def test_the_robot_whose_confirmations_get_lost_answers_all_the_same(stage):
    stage.fault("no_ack")
    stage.say(USER, "第一问", f"robot:{USER}")
    room = f"robot:{USER}"  # an answer begins without words; they follow
    stage.wait(lambda: any("第一问" in words_of(answer) for answer in stage.answers(room, "robot")))
    assert all("第一问" in words_of(answer) for answer in stage.answers(room, "robot"))
