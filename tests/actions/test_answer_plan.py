"""The action: slots in, one answer out, and never silence."""

from __future__ import annotations

import inspect
from datetime import date

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.answer_plan import BUG, OUT_OF_ORDER, ActionAnswerPlan
from bot.errors import StoreBusy, StoreMissing
from bot.records import Answer, Entity, FollowUp, State
from bot.settings import read_settings

ANSWER = Answer(
    text="2022年底前。\n\n出处：第二部分",
    state=State.STATED,
    kind="fact",
    follow_ups=(FollowUp("责任单位", "课桌椅由谁负责"),),
    memory={"section": "2.2.2", "aspect": "deadline", "owner": None, "list": ["T001"]},
)


class FakeDesk:
    """Gives the same answer, or the same error, to every question."""

    def __init__(self, outcome: Answer | Exception) -> None:
        self.settings = read_settings({"TODAY": "2022-03-01"})
        self.outcome = outcome
        self.asked = []

    def reply(self, question, *, sender, channel):
        self.asked.append((question, sender, channel))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def tracker(**slots: object) -> Tracker:
    message = {
        "text": "课桌椅什么时候换完",
        "intent": {"name": "section_2_2_2", "confidence": 0.9},
        "entities": [{"entity": "aspect", "value": "deadline", "start": 3, "end": 7}],
        "intent_ranking": [
            {"name": "section_2_2_2", "confidence": 0.9},
            {"name": "section_1_2", "confidence": 0.05},
        ],
    }
    events = [{"event": "user", "input_channel": "web"}]
    return Tracker("u1", slots, message, events, False, None, {}, "action_listen")


def run(outcome: Answer | Exception, **slots: object):
    desk, dispatcher = FakeDesk(outcome), CollectingDispatcher()
    events = ActionAnswerPlan(desk).run(dispatcher, tracker(**slots), {})
    return desk, dispatcher.messages, events


def test_the_answer_is_one_message_with_buttons_and_data():
    _, messages, _ = run(ANSWER)
    assert len(messages) == 1
    assert messages[0]["text"] == "2022年底前。\n出处：第二部分"  # a blank line would cut it in two
    assert messages[0]["buttons"] == [{"title": "责任单位", "payload": "课桌椅由谁负责"}]
    assert messages[0]["custom"] == {"answer": ANSWER.as_dict()}


def test_the_question_is_what_was_understood():
    desk, _, _ = run(ANSWER, memory={"section": "1.1"})
    question, sender, channel = desk.asked[0]
    assert (question.text, question.intent, question.confidence) == (
        "课桌椅什么时候换完",
        "section_2_2_2",
        0.9,
    )
    assert question.ranking == (("section_1_2", 0.05),)
    assert question.entities == (Entity("aspect", "deadline", 3, 7),)
    assert question.memory == {"section": "1.1"}
    assert question.today == date(2022, 3, 1)
    assert (sender, channel) == ("u1", "web")


def test_the_memory_is_kept_and_shown_in_slots():
    _, _, events = run(ANSWER, owner="市教育局", aspect="deadline")
    slots = {event["name"]: event["value"] for event in events}
    assert slots == {"memory": ANSWER.memory, "owner": None}  # the aspect's slot says it already


def test_a_known_error_is_said_with_its_advice_and_keeps_the_thread():
    _, messages, events = run(StoreBusy("数据库正忙", "请稍后再问。"))
    assert messages[0]["text"] == "抱歉，数据库正忙。\n请稍后再问。"
    assert events == []


def test_what_only_the_operator_can_mend_stays_in_the_log(caplog):
    _, messages, events = run(StoreMissing("还没有任务数据库", "请先运行 make run，并检查 DATABASE_URL。"))
    assert messages[0]["text"] == OUT_OF_ORDER
    assert events == []
    assert "DATABASE_URL" in caplog.text


def test_a_bug_is_a_polite_line_to_the_user_and_a_trace_in_the_log(caplog):
    _, messages, events = run(ZeroDivisionError("of ours"))
    assert messages[0]["text"] == BUG
    assert events == []
    assert "ZeroDivisionError" in caplog.text
    assert "of ours" not in messages[0]["text"]


@pytest.mark.parametrize("message", [{}, {"text": None, "intent": {"name": None, "confidence": None}}])
def test_a_message_that_nobody_understood_is_a_question_too(message):
    desk = FakeDesk(ANSWER)
    lost = Tracker("u1", {}, message, [], False, None, {}, None)
    ActionAnswerPlan(desk).run(CollectingDispatcher(), lost, {})
    question = desk.asked[0][0]
    assert (question.text, question.intent, question.memory) == ("", "nlu_fallback", {})


def test_the_action_server_finds_the_actions_of_the_domain():
    executor = ActionExecutor()
    executor.register_package("actions")
    assert "action_answer_plan" in executor.actions
    assert inspect.isclass(ActionAnswerPlan) and issubclass(ActionAnswerPlan, Action)
