from __future__ import annotations

import pytest

from bot.nlu.linear import Lesson
from bot.nlu.omissions import omit, slipped


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("谁来管它", 1),  # the shortest that still says something
        ("课桌椅换完", 1),
        ("全市中小学的课桌椅到底什么时候才能够全部换完呀", 2),
        ("ABC 2024年课桌椅", 1),  # a tenth of the Chinese characters alone, and one of these
    ],
)
def test_about_a_tenth_is_left_out_in_order(text, lost):
    short = omit(text)
    assert len(short) == len(text) - lost
    rest = iter(text)
    assert all(char in rest for char in short)


def test_the_same_text_slips_the_same_way():
    assert omit("食堂归谁来管呢") == omit("食堂归谁来管呢")


@pytest.mark.parametrize("text", ["谁管呢", "ABC 123?", ""])
def test_too_little_is_left_alone(text):
    assert omit(text) is None


def test_a_slipped_example_means_what_it_meant():
    lessons = [("食堂归谁管", Lesson(["c食"], "section_1", 0.5)), ("你好", Lesson(["c你"], "greet", 1.0))]
    found = list(slipped(lessons, {"食堂": ["学校食品安全"]}, 2))
    assert [(lesson.intent, lesson.weight) for lesson in found] == [("section_1", 0.5)]
    assert sum(name in {"c食", "c堂", "c归", "c谁", "c管"} for name in found[0].features) == 4
    assert not any(name.startswith("w") for name in found[0].features)


def test_letters_and_figures_are_never_left_out():
    assert omit("ABC 2024课桌椅换完").startswith("ABC 2024")
