"""The thesaurus is a file that clerks edit: these tests say what they may not do to it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import jieba
import jieba.posseg
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "data" / "lexicon" / "thesaurus.yml"
PLAN = ROOT / "data" / "plans" / "2022-education-sports-speech.txt"

# Single characters that mean one thing nearly always.
UNAMBIGUOUS = frozenset("娃灯换盖砍招钱夸奖")
# Words that stand in questions on anything: as synonyms they would lead everywhere.
TOO_GENERAL = frozenset(
    [
        "做",
        "搞",
        "弄",
        "干",
        "办",
        "工作",
        "情况",
        "问题",
        "东西",
        "事情",
        "任务",
        "内容",
        "方面",
        "今年",
        "怎么",
    ]
)
MOST_PLAN_WORDS = 4
# How a clause opens that commits somebody to something; the opening words themselves say nothing.
COMMITS = re.compile(
    "(?:[一二三四]是|要|将|同时|今年|我们|继续|积极|深入|坚持|全面|持续|扎实|各县区)*"
    "(?:实施|开展|推进|推动|建设|建立|出台|加强|加快|加大|落实|完善|强化|深化|健全|提升|扩大|举办|打造|建成|新建"
    "|做好|抓好|办好|构建|规范|改善|创新|探索|优化|配齐|组队|设置|争取|统筹|防范|形成|确保|促进|核减|增加|更换|巩固)"
)

# The plan's word, then what people say who do not remember it.
SAID_FOR = [
    ("课桌椅", ["桌椅", "课桌", "板凳"]),
    ("学前教育", ["幼儿园", "幼教"]),
    ("竣工", ["完工", "盖好", "修好"]),
    ("核减", ["砍", "减少", "压缩"]),
    ("明厨亮灶", ["食堂", "后厨"]),
    ("护眼工程", ["近视", "视力"]),
    ("校外培训机构", ["培训班", "补习班"]),
    ("控辍保学", ["辍学", "失学"]),
    ("县管校聘", ["轮岗"]),
    ("教师周转宿舍", ["老师宿舍", "周转房"]),
    ("独立本科院校", ["升本"]),
    ("校园欺凌", ["霸凌", "校园暴力"]),
    ("内部审计", ["查账", "内审"]),
    ("赞誉", ["夸", "表扬"]),
    ("招聘", ["招人", "招录"]),
    ("小区配套园", ["小区幼儿园"]),
    ("一般公共预算收入", ["财政收入"]),
    ("规模性返贫", ["返贫"]),
]


class _OnceOnly(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would let the last one win."""


def _mapping(loader: _OnceOnly, node: yaml.MappingNode) -> dict[object, object]:
    pairs = [(loader.construct_object(k), loader.construct_object(v, deep=True)) for k, v in node.value]
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"keys that stand twice: {twice}")
    return dict(pairs)


_OnceOnly.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@pytest.fixture(scope="module")
def thesaurus() -> dict[str, list[str]]:
    return yaml.load(FILE.read_bytes().decode("utf-8"), Loader=_OnceOnly)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="课桌椅"):
        yaml.load("课桌椅: [桌椅]\n课桌椅: [书桌]\n", Loader=_OnceOnly)


def test_every_line_is_a_word_and_a_list_of_words(thesaurus: dict[str, list[str]]) -> None:
    wrong = [
        key for key, values in thesaurus.items() if not isinstance(key, str) or not isinstance(values, list)
    ]
    assert wrong == []
    words = [*thesaurus, *(value for values in thesaurus.values() for value in values)]
    assert [word for word in words if not isinstance(word, str)] == []  # 13710 needs its quotation marks
    assert [
        word for word in words if not word or any(char.isspace() or char in "，：；。,;:[]" for char in word)
    ] == []


def test_words_are_neither_too_short_nor_too_long(thesaurus: dict[str, list[str]]) -> None:
    assert [key for key in thesaurus if not 2 <= len(key) <= 12] == []
    values = {value for values in thesaurus.values() for value in values}
    assert sorted(value for value in values if len(value) < 2 and value not in UNAMBIGUOUS) == []
    assert sorted(value for value in values if len(value) > 10) == []


def test_every_plan_word_has_three_to_eight_ways_of_saying_it(thesaurus: dict[str, list[str]]) -> None:
    assert {key: values for key, values in thesaurus.items() if not 3 <= len(values) <= 8} == {}


def test_no_word_is_its_own_synonym_and_none_is_given_twice(thesaurus: dict[str, list[str]]) -> None:
    for key, values in thesaurus.items():
        folded = [_folded(value) for value in values]
        assert _folded(key) not in folded, key
        assert len(set(folded)) == len(folded), key


def test_no_everyday_word_leads_to_too_many_plan_words(thesaurus: dict[str, list[str]]) -> None:
    leads_to: dict[str, list[str]] = defaultdict(list)
    for key, values in thesaurus.items():
        for value in values:
            leads_to[_folded(value)].append(key)
    assert {word: keys for word, keys in leads_to.items() if len(keys) > MOST_PLAN_WORDS} == {}
    assert TOO_GENERAL & set(leads_to) == set()


@pytest.mark.parametrize(("plan_word", "said"), [(word, one) for word, ways in SAID_FOR for one in ways])
def test_everyday_words_lead_to_the_plans_word(
    thesaurus: dict[str, list[str]], plan_word: str, said: str
) -> None:
    assert said in thesaurus[plan_word]


def test_most_words_of_what_the_default_plan_commits_to_are_covered(thesaurus: dict[str, list[str]]) -> None:
    """A content word is covered when a key that stands in the plan holds it, or is held by it."""
    text = PLAN.read_text(encoding="utf-8")
    clauses = re.split(r"[，。；：！？\n]", text[text.index("\n二、") :])
    pairs = [pair for clause in clauses if COMMITS.match(clause) for pair in jieba.posseg.cut(clause)]
    words = {pair.word for pair in pairs if len(pair.word) >= 2 and pair.flag[0] in "nvjl"}
    words = {word for word in words if not COMMITS.fullmatch(word)}
    keys = [key for key in thesaurus if key in text]
    missing = sorted(word for word in words if not any(word in key or key in word for key in keys))
    assert len(words) > 300
    assert len(missing) <= 0.15 * len(words), missing
