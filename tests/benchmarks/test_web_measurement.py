"""The measurement of the pages can fail."""

from __future__ import annotations

import pytest

from benchmarks.web import ANSWER, CHAT, LOADER, PAGES, PAINT, SHIFT, Measured, rows


def measured(**odd: object) -> Measured:
    """Everything within its aim, but for what is `odd`."""
    good = Measured(
        painted={path: [100.0, 200.0] for path in PAGES},
        shifted={path: [0.0] for path in PAGES},
        usable=[300.0],
        answered=[10.0, 20.0],
        sizes={"widget.js": LOADER - 1, "chat.js": CHAT - 1},
    )
    for name, value in odd.items():
        setattr(good, name, value)
    return good


def missed(found: Measured) -> list[str]:
    return [row.what for row in rows(found) if not row.reached]


def test_what_is_within_its_aims_misses_none():
    assert missed(measured()) == []


@pytest.mark.parametrize(
    ("odd", "what"),
    [
        ({"painted": {"/": [50.0, PAINT + 1.0]}}, "聊天页：首次显示内容"),
        ({"answered": [ANSWER + 1.0, 5.0]}, "收到回复到显示答案"),
        ({"shifted": {"/overview": [0.0, SHIFT + 0.1]}}, "总览：版面移动"),
        ({"sizes": {"widget.js": LOADER, "chat.js": 1}}, "widget.js 的大小"),
        ({"sizes": {"widget.js": 1, "chat.js": CHAT}}, "chat.js 的大小"),
        ({"faults": ["http://elsewhere/"]}, "浏览器报错、外部请求"),
    ],
)
def test_the_worst_round_counts(odd, what):
    assert missed(measured(**odd)) == [what]
