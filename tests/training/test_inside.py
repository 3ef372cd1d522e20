"""Small talk that a plan does speak of teaches nothing about that plan."""

from __future__ import annotations

import pytest
from workspace import environment, load_text

from bot.settings import ROOT
from bot.training.importer import PlanImporter
from bot.training.inside import OUT_OF_SCOPE, Inside

PLAN = """2023年某县民政工作要点
一、做好低保工作
规范低保审核，年底前全部实现网上申请。
二、加强养老服务
新建养老服务中心3个。
"""


@pytest.mark.parametrize(
    ("example", "inside"),
    [("低保怎么申请", True), ("驾照怎么补", False), ("低保户的驾照怎么补", False), ("怎么办呀", False)],
)
def test_all_that_an_example_names_stands_in_the_plan(example, inside):
    assert Inside(PLAN, ["低保"]).speaks_of(example) is inside


def test_an_example_for_every_plan_gives_way(tmp_path):
    with environment(tmp_path) as settings:
        load_text(settings, PLAN, "civil-affairs")
        importer = PlanImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
        outside = {
            example.get("text")
            for example in importer.get_nlu_data().intent_examples
            if example.get("intent") == OUT_OF_SCOPE
        }
    assert "低保怎么申请" not in outside
    assert "今天天气怎么样" in outside
    assert len(outside) <= 180, "no more than twice what a section gets"
