"""One conversation through the WeCom channel: what staff read is checked, and the inside is still seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from written import case_of

from workbench.over_wecom import WeComTalker
from workbench.player import Player
from workbench.runner import run
from workbench.transcript import transcript

STEPS = """
- user: 思政精品课程要弄出来几门
  assertions:
  - intent: section_2_1_2
  - figure: 10—20个
  - source: 思政精品课程
  - says: 出处
- user: 那它归谁管
  assertions:
  - section: 铸魂育人
  - fact: {aspect: owner}
- user: 谢谢
- utter: utter_thank
"""


@pytest.fixture
def talker(player: Player, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeComTalker]:
    monkeypatch.setattr(player, "close", lambda: None)  # others still talk with it
    talker = WeComTalker(player)
    yield talker
    talker.close()


def test_a_conversation_goes_through_the_channel(talker: WeComTalker) -> None:
    for _ in range(2):  # the second is another member's and starts afresh
        outcome = run(case_of(STEPS), talker)
        assert outcome.right, transcript(outcome)
    card = outcome.played[0].turn.messages[0]
    assert card["kind"] in ("template_card", "markdown", "text", "textcard")


def test_a_wrong_answer_is_wrong_here_too(talker: WeComTalker) -> None:
    outcome = run(case_of("- user: 思政精品课程要弄出来几门\n  assertions: [{says: 三十门}]\n"), talker)
    assert outcome.first_wrong == 0


def test_whole_texts_cannot_be_compared(talker: WeComTalker) -> None:
    assert talker.refuses(case_of("- user: 你好\n- bot: 您好\n"))
    assert talker.refuses(case_of("- user: 你好\n")) is None
