"""A stage for each test, cleared away after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .stage import Answerer, Stage, Talk


@pytest.fixture
def answerer() -> Answerer:
    return Answerer()


@pytest.fixture
def raise_stage(tmp_path: Path, answerer: Answerer) -> Iterator[Callable[..., Stage]]:
    """Makes stages, and clears them away; several have the same database."""
    stages: list[Stage] = []

    def make(talk: Talk | None = None, **more: Any) -> Stage:
        stages.append(Stage(tmp_path, talk or answerer, **more))
        stages[-1].start()
        return stages[-1]

    yield make
    for stage in stages:
        stage.stop()


@pytest.fixture
def stage(raise_stage: Callable[..., Stage]) -> Stage:
    return raise_stage()
