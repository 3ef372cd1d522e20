"""What counts as asked when slips are put right: the message as it was read, but never another figure."""

from __future__ import annotations

import pytest

from benchmarks.quality import _as_read


@pytest.mark.parametrize(
    ("question", "read", "asked"),
    [
        ("5约20交办的", "5月20交办的", "5约20交办的 5月20交办的"),
        ("5月20交办的", "5月21交办的", "5月20交办的"),  # a figure that nobody typed
        ("今年几所", "", "今年几所 "),
    ],
)
def test_a_reading_counts_if_it_keeps_the_digits(question, read, asked):
    assert _as_read(question, read) == asked
