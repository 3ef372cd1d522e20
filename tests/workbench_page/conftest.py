"""Benches with a made-up bot, fresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .stage import Stage


@pytest.fixture
def raise_stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Makes stages, and clears them away."""
    stages: list[Stage] = []

    def make(*, edit: bool = True) -> Stage:
        stages.append(Stage(tmp_path, edit=edit))
        stages[-1].start()
        return stages[-1]

    yield make
    for stage in stages:
        stage.stop()


@pytest.fixture
def stage(raise_stage: Callable[..., Stage]) -> Stage:
    return raise_stage()
