"""A messenger with a fake bot behind it, fresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from stage import Stage

from messenger.credentials import RobotMode


@pytest.fixture
def raise_stage() -> Iterator[Callable[..., Stage]]:
    """Makes stages, and clears them away."""
    stages: list[Stage] = []

    def make(robot: RobotMode = "socket") -> Stage:
        stages.append(Stage(robot))
        stages[-1].start()
        return stages[-1]

    yield make
    for stage in stages:
        stage.stop()


@pytest.fixture
def stage(raise_stage: Callable[..., Stage]) -> Stage:
    return raise_stage()
