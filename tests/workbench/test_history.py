"""What changed since the accepted run, and the rates of all runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from workspace import environment
from written import case_of

from workbench.checks import Failure
from workbench.errors import NothingAccepted
from workbench.history import KEEP, Archive, Rate, accept, compare, read_accepted
from workbench.outcomes import Outcome, Played
from workbench.records import Turn

CASE = case_of("- user: 你好")


def outcome(name: str, right: bool) -> Outcome:
    failures = () if right else (Failure("says", "a", "b"),)
    return Outcome(replace(CASE, name=name), (Played(CASE.steps[0], Turn("你好", "好"), failures),), 0.1)


def test_conversations_are_fixed_broken_or_still_wrong(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    accept([outcome("好", True), outcome("坏", False), outcome("病", False), outcome("去", True)], file)
    now = [outcome("好", False), outcome("坏", True), outcome("病", False), outcome("新", False)]
    compared = compare(read_accepted(file), now)
    assert (compared.broken, compared.fixed, compared.still) == (("一段::好",), ("一段::坏",), ("一段::病",))
    assert (compared.new_wrong, compared.gone) == (("一段::新",), ("一段::去",))
    assert compared.without_gone().gone == ()


def test_nothing_accepted_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert read_accepted(tmp_path / "none.json") == {}
    assert compare({}, [outcome("甲", True)]).broken == ()


def test_a_damaged_acceptance_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    with pytest.raises(NothingAccepted, match="读不懂"):
        read_accepted(tmp_path / "a.json")


def test_the_last_run_and_the_rates_are_kept(tmp_path: Path) -> None:
    with environment(tmp_path) as settings:
        archive = Archive(settings)
    with pytest.raises(NothingAccepted):
        archive.last()
    archive.keep([outcome("甲", True), outcome("乙", False)])
    assert [one.right for one in archive.last()] == [True, False]
    rate = Rate("2026-01-01T00:00:00+00:00", 1, 2, {"plan": 0.5}, {})
    for number in range(KEEP + 3):
        rates = archive.note(replace(rate, right=number % 3))
    assert len(rates) == len(archive.rates()) == KEEP
    assert rates[-1].share == (KEEP + 2) % 3 / 2


def test_a_damaged_rate_is_left_out(tmp_path: Path) -> None:
    with environment(tmp_path) as settings:
        archive = Archive(settings)
    archive.note(Rate("2026-01-01T00:00:00+00:00", 1, 2, {}, {}))
    with (tmp_path / "bench" / "rates.jsonl").open("a", encoding="utf-8") as file:
        file.write("{half\n")
    assert len(archive.rates()) == 1
