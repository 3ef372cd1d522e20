"""A player for all tests of the bench, and turns that are made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from workspace import environment
from written import ANSWER, Hold, case_of

from workbench.outcomes import Outcome
from workbench.player import Player
from workbench.project import Project, of_plan
from workbench.records import Turn
from workbench.runner import run


@pytest.fixture(scope="session")
def player(default_plan_folder: Path, trained_model: Path) -> Iterator[Player]:
    with environment(default_plan_folder) as settings:
        player = Player(settings, trained_model)
    yield player
    player.close()


@pytest.fixture(scope="session")
def project(player: Player) -> Project:
    return of_plan(player.desk.plan, player.settings.lexicon)


@pytest.fixture
def turn() -> Callable[..., Turn]:
    """A turn that went well; anything of it can be changed."""

    def make(**changed: Any) -> Turn:
        made: dict[str, Any] = {
            "said": "思政精品课程要建几门",
            "text": "思政精品课程：10—20个。\n原文：“建设思政精品课程10—20个”",
            "intent": "section_2_1_2",
            "confidence": 0.9,
            "ranking": (("ask_targets", 0.05),),
            "answer": ANSWER,
        }
        return Turn(**{**made, **changed})

    return make


@pytest.fixture
def hold(player: Player) -> Hold:
    """Hold a conversation that is written as the steps of a file."""

    def held(steps: str, **more: Any) -> Outcome:
        return run(case_of(steps), player, **more)

    return held
