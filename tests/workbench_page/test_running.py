"""Stepping through tests, running them all, and the graph of what was seen."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import requests

KEY = "conversation-1"
TWO = """\
test_cases:
  - test_case: 护眼
    tags: [义务教育]
    today: "2022-09-20"
    steps:
      - user: 课桌椅什么时候换完
        assertions:
          - state: stated
          - date: "2022-12-31"
          - source: 护眼工程
          - figure: 30所
      - user: 那归谁管
        assertions: [{state: silent}]
  - test_case: 幼儿园
    steps:
      - user: 公办园新盖几所
        assertions: [{state: redacted}]
"""


def news(stage: Any, since: str = "") -> list[dict[str, Any]]:
    """All news of the run, to its end."""
    headers = {"Last-Event-ID": since} if since else {}
    with requests.get(f"{stage.url}/api/runs/news", headers=headers, stream=True, timeout=20) as response:
        lines = response.content.decode().splitlines()
    return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]


def test_a_test_is_stepped_through_with_a_verdict_on_each_assertion(stage):
    stage.write("a.yml", TWO)
    opened = stage.post("tests/open", {"conversation": KEY, "test": "a::护眼"}).json()
    assert opened["turns"] == 2
    assert stage.bot.begun[-1][1].isoformat() == "2022-09-20"
    first = stage.post("tests/step", {"conversation": KEY}).json()
    assert [(one["kind"], one["right"]) for one in first["verdicts"]] == [
        ("state", True),
        ("date", True),
        ("source", True),
        ("figure", False),
    ]
    assert first["right"] is False
    assert "30所" in first["verdicts"][3]["wanted"]
    assert stage.post("tests/step", {"conversation": KEY}).json()["right"] is True
    over = stage.post("tests/step", {"conversation": KEY})
    assert over.status_code == 404
    assert "走完" in over.json()["problem"]


def test_silence_is_wrong_even_where_nothing_is_asserted(stage):
    stage.write("a.yml", TWO)
    stage.bot.said["公办园新盖几所"]["text"] = ""
    stage.post("tests/open", {"conversation": KEY, "test": "a::幼儿园"})
    played = stage.post("tests/step", {"conversation": KEY}).json()
    assert [(one["kind"], one["right"]) for one in played["verdicts"]] == [
        ("state", True),
        ("answered", False),
    ]


def test_a_wrong_file_is_named_with_its_place_and_hides_no_other(stage):
    stage.write("a.yml", TWO)
    stage.write("b.yml", "test_cases:\n  - test_case: 坏\n    stepz:\n      - user: 你好\n")
    listed = stage.get("/api/tests").json()
    assert [one["name"] for one in listed["cases"]] == ["护眼", "幼儿园"]
    assert {(one["file"], one["line"]) for one in listed["faults"]} == {("b.yml", 3)}


def test_a_run_tells_each_outcome(stage):
    stage.write("a.yml", TWO)
    assert stage.post("runs").json()["total"] == 2
    begin, first, second, end = news(stage)
    assert (begin["what"], begin["total"]) == ("begin", 2)
    assert (first["id"], first["right"], first["wrong"]) == ("a::护眼", False, 0)
    assert "30所" in first["failure"]
    assert first["cause"]
    assert (second["id"], second["right"]) == ("a::幼儿园", True)
    assert {key: end[key] for key in ("done", "right", "total", "stopped")} == {
        "done": 2, "right": 1, "total": 2, "stopped": False,
    }  # fmt: skip
    assert news(stage, since="1") == [second, end]  # a page that lost the stream goes on where it was


def test_only_those_that_were_asked_for_run(stage):
    stage.write("a.yml", TWO)
    assert stage.post("runs", {"tests": ["a::幼儿园"]}).json()["total"] == 1
    assert [one.get("id") for one in news(stage)] == [None, "a::幼儿园", None]


def test_a_run_can_be_stopped_and_is_alone(stage):
    cases = "".join(f"  - test_case: 第{n}\n    steps: [{{user: 你好}}]\n" for n in range(200))
    stage.write("a.yml", f"test_cases:\n{cases}")
    stage.bot.pause = 0.02
    stage.post("runs")
    second = stage.post("runs")
    assert second.status_code == 400
    assert "已经在运行" in second.json()["problem"]
    began = time.monotonic()
    heard: list[dict[str, Any]] = []
    listening = threading.Thread(target=lambda: heard.extend(news(stage)))
    listening.start()
    stage.post("runs/stop")
    listening.join(10)
    assert time.monotonic() - began < 3
    assert heard[-1]["stopped"] is True
    assert heard[-1]["done"] < 200
    assert stage.post("runs", {"tests": ["a::第1"]}).status_code == 200


def test_one_can_talk_while_tests_run(stage):
    cases = "".join(f"  - test_case: 第{n}\n    steps: [{{user: 你好}}]\n" for n in range(100))
    stage.write("a.yml", f"test_cases:\n{cases}")
    stage.bot.pause = 0.02
    stage.post("runs")
    began = time.monotonic()
    stage.post("begin", {"conversation": KEY})
    assert stage.say(KEY, "你好")["intent"] == "greet"
    assert time.monotonic() - began < 1  # the run would take two seconds
    stage.post("runs/stop")


def test_the_graph_counts_what_follows_what(stage):
    stage.write("a.yml", TWO)
    stage.post("runs")
    news(stage)
    for key in ("conversation-2", "conversation-3"):
        stage.post("begin", {"conversation": key})
        stage.say(key, "课桌椅什么时候换完")
        stage.say(key, "那归谁管")
    graph = stage.get("/api/graph").json()
    steps = {(one["intent"], one["state"], one["next"]): one["count"] for one in graph["chat"]["steps"]}
    assert steps == {
        ("section_2_2_2", "stated", "ask_owner_tasks"): 2,
        ("ask_owner_tasks", "silent", "end"): 2,
    }
    assert graph["test"]["conversations"] == 2
    assert {one["intent"] for one in graph["test"]["steps"]} == {"section_2_2_1", "section_2_2_2"}
