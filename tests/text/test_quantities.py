"""Figures with their units: how they are meant, their bounds, and what is no figure."""

from __future__ import annotations

import pytest

from bot.text.quantities import find_coverage, find_quantities

# One row per meaning (how, least, most, unit), then its spellings; each spelling is the whole raw figure.
SAME_FIGURE = [
    (("eq", 10, 10, "个"), ["10个", "十个", "１０个"]),
    (("eq", 35_000, 35_000, "人"), ["三万五千人", "3.5万人", "35000人", "35,000人"]),
    (("range", 10, 20, "个"), ["10—20个", "10-20个", "10～20个", "10至20个", "10到20个", "十至二十个"]),
    (("range", 21_000, 30_000, "个"), ["2.1万—3万个", "2.1—3万个"]),
    (("range", 80, 90, "%"), ["80%—90%", "80—90%", "80至90%"]),
    (("at_least", 60, None, "%"), ["60%以上", "不低于60%", "不少于60%", "超过60%", "至少60%"]),
    (("at_least", 10_000, None, "人"), ["万余人", "1万余人", "1万多人", "10000人以上", "超万人"]),
    (("at_least", 30, None, "项"), ["30余项", "30多项", "三十余项", "30项以上", "不少于30项"]),
    (("at_least", 1.3e12, None, "斤"), ["1.3万亿斤以上"]),
    (("at_most", None, 26, "小时"), ["不超过26小时", "不得超过26小时", "26小时以内", "至多26小时"]),
    (("about", 5.5, 5.5, "%"), ["5.5%左右", "约5.5%"]),
    (("multiple", 2, None, "倍"), ["2倍以上", "两倍以上"]),
    (("multiple", 2, 2, "倍"), ["2倍", "两倍"]),
    (("growth", 6, None, "%"), ["增长6%以上", "年均增长6%以上"]),
    (("growth", 5, None, "%"), ["增长超5%", "年均增长不低于5%"]),
    (("growth", None, 5, "%"), ["增长不超过5%"]),
    (("at_least", 1e11, None, "元"), ["超千亿元"]),
    (("growth", 5, 5, "%"), ["增长5%左右", "增长5%", "下降5%"]),
    (("all", 100, 100, "%"), ["100%"]),
    (("eq", 1e12, 1e12, "元"), ["1万亿元", "10000亿元", "一万亿元"]),
]
# How, and the unit; the figure is hidden.
REDACTED = [
    (("eq", "所"), ["X所", "XX所", "XXX所", "xx所", "××所", "＊＊所"]),
    (("at_least", "项"), ["XX余项", "XX项以上", "不少于XX项"]),
    (("at_least", "人次"), ["X万余人次", "XXX万＋人次"]),
    (("multiple", "倍"), ["X倍以上"]),
    (("eq", "％"), ["XX％"]),
]
NO_FIGURE = [
    "1＋X证书制度",
    "5G＋教育地图",
    "XX区",
    "XX同志",
    "XXX书记",
    "第3个",
    "第十四届",
    "2022年",
    "3月1日",
    "教育信息化2.0示范",
    "百亿斤粮食产能提升工程",
    "万名大学生助企服务计划",
    "一体化",
    "13710",
    "党的二十大精神",
    "党的XX大精神",
    "7.20",
]
INSIDE = [
    ("建设思政精品课程10—20个", ["10—20个"]),
    ("校园文化示范校XX所、校园足球特色校X所", ["XX所", "X所"]),
    ("由47.6%提高到73.4%", ["47.6%", "73.4%"]),
    ("常住人口城镇化率达到65%左右", ["65%左右"]),
    ("失业率控制在5.5%左右", ["5.5%左右"]),
    ("3大类27条负面清单", ["3大类", "27条"]),
    ("达到在校生规模X倍以上", ["X倍以上"]),
    ("课时比例不少于总课时的20%", ["20%"]),
]


@pytest.mark.parametrize(("meaning", "words"), [(m, w) for m, ws in SAME_FIGURE for w in ws])
def test_spellings_of_one_figure(meaning: tuple[str, float, float, str], words: str) -> None:
    (figure,) = find_quantities(words)
    how, least, most, unit = meaning
    assert (figure.op.value, figure.least, figure.most) == (how, least, most)
    assert figure.unit == unit
    assert figure.raw == words
    assert not figure.redacted


@pytest.mark.parametrize(("meaning", "words"), [(m, w) for m, ws in REDACTED for w in ws])
def test_hidden_figures(meaning: tuple[str, str], words: str) -> None:
    (figure,) = find_quantities(words)
    assert (figure.op.value, figure.unit, figure.raw) == (*meaning, words)
    assert figure.redacted
    assert figure.least is None
    assert figure.most is None


@pytest.mark.parametrize("words", NO_FIGURE)
def test_what_is_no_figure(words: str) -> None:
    assert [figure.raw for figure in find_quantities(words)] == []


@pytest.mark.parametrize(("text", "raws"), INSIDE)
def test_figures_inside_a_clause(text: str, raws: list[str]) -> None:
    figures = list(find_quantities(text))
    assert [figure.raw for figure in figures] == raws
    assert all(text[figure.start : figure.end] == figure.raw for figure in figures)


def test_a_bound_that_stands_before_what_it_bounds() -> None:
    (figure,) = find_quantities("每学期课时比例不少于总课时的20%")
    assert (figure.op.value, figure.least, figure.most) == ("at_least", 20, None)


def test_a_part_of_a_text_is_read_as_the_whole_is() -> None:
    text = "新建12所、改扩建30余所"
    assert [f.raw for f in find_quantities(text, 5)] == ["30余所"]
    assert [f.raw for f in find_quantities(text, 3)] == ["30余所"], "2所 is no figure of its own"


@pytest.mark.parametrize("words", ["全部", "全覆盖", "配齐", "应保尽保"])
def test_coverage_in_words(words: str) -> None:
    text = f"推动市级机构{words}"
    (found,) = find_coverage(text)
    assert (found.raw, found.op.value, found.least, found.most) == (words, "all", None, None)
    assert text[found.start : found.end] == words
