"""The shape of `parse --json`, which other tools read."""

from __future__ import annotations

from bot.plan import parse, plan_as_json

TEXT = """2022年工作要点
我代表市教育局党组，报告工作。
一、重点任务
重点是2022年底前新建“三个中心”示范校10—20所，各县区要配齐教师。
全系统要落实“24”工作制度，就是2天内研究安排，4个月内办结。
二、2021年回顾
去年，新建学校XX所。
"""


def test_the_whole_shape() -> None:
    assert plan_as_json(parse(TEXT)) == {
        "title": "2022年工作要点",
        "year": 2022,
        "issuer": "市教育局",
        "characters": len(TEXT),
        "sections": [
            section("0", None, "开场白", "preamble", 0, 26),
            section("1", "一、", "重点任务", "part", 26, 104),
            section("2", "二、", "2021年回顾", "part", 104, len(TEXT)),
        ],
        "tasks": [
            {
                "id": "T001",
                "section": "1",
                "title": "新建“三个中心”示范校10—20所",
                "quote": "重点是2022年底前新建“三个中心”示范校10—20所",
                "start": 33,
                "end": 60,
                "owners": [{"name": "市教育局", "inferred": True}],
                "supporters": [],
                "priority": {"cue": "重点是"},
                "deadline": {
                    "raw": "2022年底前",
                    "start": 36,
                    "end": 43,
                    "due": "2022-12-31",
                    "precision": "year",
                    "firm": True,
                },
                "targets": [
                    {
                        "name": "“三个中心”示范校",
                        "raw": "10—20所",
                        "start": 54,
                        "end": 60,
                        "op": "range",
                        "min": 10,
                        "max": 20,
                        "unit": "所",
                        "redacted": False,
                    }
                ],
            },
            {
                "id": "T002",
                "section": "1",
                "title": "各县区要配齐教师",
                "quote": "各县区要配齐教师",
                "start": 61,
                "end": 69,
                "owners": [{"name": "各县区", "inferred": False}],
                "supporters": [],
                "priority": None,
                "deadline": None,
                "targets": [
                    {
                        "name": "教师",
                        "raw": "配齐",
                        "start": 65,
                        "end": 67,
                        "op": "all",
                        "min": None,
                        "max": None,
                        "unit": None,
                        "redacted": False,
                    }
                ],
            },
            {
                "id": "T003",
                "section": "1",
                "title": "全系统要落实“24”工作制度",
                "quote": "全系统要落实“24”工作制度",
                "start": 71,
                "end": 85,
                "owners": [{"name": "全系统", "inferred": False}],
                "supporters": [],
                "priority": None,
                "deadline": None,
                "targets": [],
            },
        ],
        "results": [
            {
                "section": "2",
                "name": "学校",
                "raw": "XX所",
                "start": 121,
                "end": 124,
                "quote": "新建学校XX所",
                "redacted": True,
            }
        ],
        "regimes": [
            {
                "name": "24",
                "steps": [
                    {"within": "P2D", "what": "24：2天内研究安排", "quote": "2天内研究安排"},
                    {"within": "P4M", "what": "24：4个月内办结", "quote": "4个月内办结"},
                ],
            }
        ],
        "terms": [
            {
                "name": "三个中心",
                "members": [],
                "explained": "no",
                "quote": "重点是2022年底前新建“三个中心”示范校10—20所",
            }
        ],
    }


def section(
    identity: str, number: str | None, title: str, kind: str, start: int, end: int
) -> dict[str, object]:
    return {
        "id": identity,
        "parent": None,
        "level": 1,
        "number": number,
        "title": title,
        "kind": kind,
        "start": start,
        "end": end,
    }
