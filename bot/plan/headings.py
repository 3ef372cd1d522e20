"""Where sections begin: numbered lines, run-in numbers, annexes, and headings without a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.plan.layout import Layout, Line
from bot.text.calendar import whole
from bot.text.lexicon import LEXICON, one_of, read_lexicon

LONGEST_TITLE = 40
_LONGEST_PLAIN = 30
_HAN = "一二三四五六七八九十百零"

# One row for each way to number a line. `style` tells siblings; the lower `rank`, the larger the section.
_NUMBERED = [
    (
        "annex",
        0,
        r"(?P<number>附\s?[件录表]\s?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})?)(?=[:：\s]|$)[:：]?",
    ),
    ("part", 1, rf"(?P<number>第(?P<n>[{_HAN}]{{1,4}}|\d{{1,2}})(?:部分|编|篇|章))[:：、\s]*"),
    ("chapter", 2, rf"(?P<number>第(?P<n>[{_HAN}]{{1,4}}|\d{{1,2}})节)[:：、\s]*"),
    ("article", 3, rf"(?P<number>第(?P<n>[{_HAN}]{{1,4}}|\d{{1,3}})条)[:：、\s]*"),
    ("sign", 2, r"(?P<number>§\s?(?P<n>\d{1,2})(?:\.\d{1,2}){0,3}[.、]?)\s*"),
    ("bracket", 3, r"(?P<number>【(?P<n>[^【】\n]{1,20})】)\s*"),
    ("han", 2, rf"(?P<number>(?P<n>[{_HAN}]{{1,4}})(?:、|[.．](?!\d)))\s*"),
    ("han-paren", 3, rf"(?P<number>[（(]\s?(?P<n>[{_HAN}]{{1,4}})\s?[）)])[、.]?\s*"),
    ("decimal", 4, r"(?P<number>(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})[.、]?)(?=\s|[^\d\s%.+万亿个项年月—–-])\s*"),
    ("arabic", 4, r"(?P<number>(?P<n>\d{1,2})(?:[.．](?!\d)|、))\s*"),
    ("spaced", 4, r"(?P<number>(?P<n>\d{1,2}))\s+(?=[\u4e00-\u9fff][^。；，：]{1,28}$)"),
    ("arabic-paren", 5, r"(?P<number>[（(]\s?(?P<n>\d{1,2})\s?[）)])[、.]?\s*"),
    ("half-paren", 5, r"(?P<number>(?P<n>\d{1,2})[）)])\s*"),
    ("circled", 6, r"(?P<number>(?P<n>[①-⑳]))\s*"),
    ("dash", 7, r"(?P<number>(?:——|--|—|·|•|●|■|◆)(?P<n>))\s*(?=[^\d\s])"),
    ("nth", 6, rf"(?P<number>第(?P<n>[{_HAN}]{{1,3}}))[，,、]\s*"),
    ("shi", 6, rf"(?P<number>(?P<n>[{_HAN}]{{1,3}})[是要])"),
    ("first", 6, r"(?P<number>(?P<n>首先|其次|再次|最后|第一步|第二步|第三步))[，,]?"),
]
RUN_IN = re.compile(
    rf"(?<=[。；;！？”])(?:(?P<shi>(?P<a>[{_HAN}]{{1,3}})(?P<kind>[是要]))|(?P<nth>第(?P<b>[{_HAN}]{{1,3}})[，,])"
    r"|(?P<paren>[（(](?P<c>\d{1,2})[）)])|(?P<circled>(?P<d>[①-⑳]))|(?P<first>首先|其次|再次|最后)[，,])"
    rf"|(?<=[，,：:])(?:(?P<shi2>(?P<a2>[{_HAN}]{{1,3}})(?P<kind2>[是要]))|(?P<paren2>[（(](?P<c2>\d{{1,2}})[）)])"
    r"|(?P<circled2>(?P<d2>[①-⑳])))"
)
_FIRST_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4, "第一步": 1, "第二步": 2, "第三步": 3}


@dataclass(frozen=True)
class Heading:
    """The beginning of a section. `limit` is where it ends at the latest, when that is known."""

    start: int
    style: str  # siblings have the same
    rank: int
    number: str | None
    ordinal: int | None
    title: tuple[int, int]  # of the text
    body: int  # where the text behind the title begins
    limit: int | None = None


def line_heading(layout: Layout, line: Line) -> Heading | None:
    """The heading that the line begins with, when it begins with a number."""
    if line.tabbed:
        return None
    for style, rank, pattern in _compiled():
        match = pattern.match(line.text)
        if not match or (style != "annex" and match.end() >= len(line.text)):
            continue
        raw = match["number"]
        ordinal = _ordinal(match["n"])
        if style == "decimal":
            style, rank = f"decimal-{raw.count('.')}", 4 + raw.count(".")
        if style == "bracket":
            style = "bracket:" + re.sub(rf"[\d{_HAN}]+", "", match["n"] or "")
            if line.text[match.end() :].strip() == "":
                return None
        if style == "sign":
            style, rank = f"sign-{raw.count('.')}", 2 + raw.count(".")
        if style == "annex" and not _is_annex(line, match):
            return None
        begin = line.start + match.end()
        title = title_span(layout, begin, line.end)
        number = layout.text[line.start + match.start("number") : line.start + match.end("number")].strip()
        return Heading(line.start, style, rank, number, ordinal, title, _after(layout, title[1], line.end))
    return None


def title_span(layout: Layout, begin: int, stop: int) -> tuple[int, int]:
    """Where the title that starts at `begin` ends: at its 。 or ：, or at the end of the line."""
    text, quoted = layout.text, layout.quoted
    comma = None
    for position in range(begin, min(stop, begin + LONGEST_TITLE + 1)):
        if quoted[position]:
            continue
        if text[position] in "。：:！？；":
            return begin, position
        if text[position] in "，," and comma is None:
            comma = position
    if stop - begin <= LONGEST_TITLE:
        return begin, stop
    if comma is not None and comma - begin >= 4:
        return begin, comma
    cut = begin + LONGEST_TITLE
    while cut < stop and (quoted[cut] or text[cut] not in "，,。；：") and cut < begin + 2 * LONGEST_TITLE:
        cut += 1
    return begin, cut if cut < stop else stop


def _after(layout: Layout, position: int, stop: int) -> int:
    while position < stop and layout.text[position] in "。：:！？；，, \t\u3000":
        position += 1
    return position


def run_ins(layout: Layout, line: Line) -> Iterator[Heading]:
    """The run-in numbers of one line: 一是…二是…, each sequence from one, at least two long."""
    found: dict[str, list[tuple[re.Match[str], int]]] = {}
    for match in RUN_IN.finditer(layout.flat, line.start, line.end):
        if layout.quoted[match.start()] and not match.group(0).startswith(("（", "(")):
            continue
        kind, ordinal = _run_in(match)
        if ordinal is not None:
            found.setdefault(kind, []).append((match, ordinal))
    for kind, marks in found.items():
        for sequence in _sequences(marks):
            yield from _sequence(layout, line, kind, sequence)


def _sequences(marks: list[tuple[re.Match[str], int]]) -> Iterator[list[re.Match[str]]]:
    """The runs 1, 2, 3… of at least two."""
    run: list[re.Match[str]] = []
    for match, ordinal in marks:
        if ordinal == 1 and len(run) != 0:
            if len(run) > 1:
                yield run
            run = []
        if ordinal == len(run) + 1 or (run and ordinal == 4 and match["first"]):
            run.append(match)
    if len(run) > 1:
        yield run


def _sequence(layout: Layout, line: Line, kind: str, run: list[re.Match[str]]) -> Iterator[Heading]:
    """The headings of one run; the last item ends as the others do: with its sentence, or its paragraph."""
    in_one_sentence = all(layout.text[match.start() - 1] in "；;，,：:" for match in run[1:])
    limit = line.end
    if in_one_sentence:
        last = next(iter(layout._pieces(run[-1].end(), line.end, "。！？\n")), None)
        limit = last.end if last else line.end
    for index, match in enumerate(run):
        stop = run[index + 1].start() if index + 1 < len(run) else limit
        title = title_span(layout, match.end(), stop)
        title = (title[0], layout.trim(*title).end)
        number = layout.text[match.start() : match.end()].rstrip("，,")
        style = f"run:{kind}:{run[0].start()}"
        yield Heading(
            match.start(), style, 6, number, index + 1, title, _after(layout, title[1], stop), limit
        )


def _run_in(match: re.Match[str]) -> tuple[str, int | None]:
    if match["first"]:
        return "first", _FIRST_WORDS[match["first"]]
    for group, kind in (("a", "kind"), ("a2", "kind2")):
        if match[group]:
            return "shi" + match[kind], whole(match[group])
    for group, kind in (("b", "nth"), ("c", "paren"), ("c2", "paren"), ("d", "circled"), ("d2", "circled")):
        if match[group]:
            return kind, _ordinal(match[group])
    return "", None


def plain_heading(
    layout: Layout, line: Line, following: Line | None, page: re.Pattern[str]
) -> Heading | None:
    """A short line of its own, without closing punctuation, over a paragraph."""
    if (
        line.tabbed
        or following is None
        or following.tabbed
        or len(line.text) > _LONGEST_PLAIN
        or len(line.text) < 2
    ):
        return None
    if (
        line.text[-1] in "。！？；，、：:,;.—”）)"
        or re.search(r"[。！？；]", line.text)
        or page.search(line.text)
    ):
        return None
    if not re.search(r"[\u4e00-\u9fff]{2}", line.text) or re.fullmatch(
        r"[\d〇○一二三四五六七八九十年月日\s]+", line.text
    ):
        return None
    if len(following.text) <= _LONGEST_PLAIN and following.text[-1] not in "。；：":
        return None
    return Heading(line.start, "plain", 3, None, None, (line.start, line.end), line.end)


def opening_sentence(layout: Layout, line: Line, words: HeadingWords, longest: int = 30) -> Heading | None:
    """A paragraph that begins with a short sentence, as a title would: 提升粮食生产能力。严守耕地红线…"""
    if line.tabbed:
        return None
    frame = words.frame.match(line.text)
    begin = line.start + (frame.end() if frame else 0)
    stop = layout.text.find("。", begin, min(line.end, begin + longest + 1))
    if stop < 0 or stop - begin < 4 or stop + 1 >= line.end or layout.quoted[stop]:
        return None
    title = layout.flat[begin:stop]
    if re.search(r"[；;：:！？]", title) or (
        not frame and (re.search("[，,]", title) or words.not_title.search(title))
    ):
        return None
    style = "opening:" + (frame[0] if frame else "")
    return Heading(line.start, style, 5, None, None, (begin, stop), stop + 1, line.end)


@dataclass(frozen=True)
class HeadingWords:
    """The word lists of headings.yml, compiled."""

    frame: re.Pattern[str]
    present: re.Pattern[str]
    not_title: re.Pattern[str]
    page: re.Pattern[str]
    past: re.Pattern[str]
    initiative: re.Pattern[str]
    closing: re.Pattern[str]
    paragraphs: dict[str, re.Pattern[str]]
    kinds: dict[str, re.Pattern[str]]
    titles: dict[str, str]


@lru_cache(maxsize=8)
def heading_words(directory: Path = LEXICON) -> HeadingWords:
    """The words of headings.yml in `directory`."""
    data = read_lexicon("headings", directory)
    kinds: dict[str, list[str]] = data["kinds"]
    past, present = one_of(data["frames"]["past"]), one_of(data["frames"]["present"])
    lead, end = one_of(kinds["initiative_lead"]), one_of(kinds["initiative_end"])
    return HeadingWords(
        frame=re.compile(rf"{past}[，,、]?"),
        present=re.compile(rf"(?:{present}[，,、]?)+"),
        not_title=re.compile(one_of(data["not_titles"])),
        page=re.compile(one_of(data["page_lines"])),
        past=re.compile(rf"{one_of(data['past'])}"),
        initiative=re.compile(
            rf"(?:{present}[，,、]?){{1,4}}"
            rf"(?P<title>{lead}(?:[^，,。；：“”]|“[^”]{{1,30}}”){{2,40}}?{end})[。；]"
        ),
        closing=re.compile(one_of(data["paragraphs"]["closing"])),
        paragraphs={kind: re.compile(one_of(words)) for kind, words in data["paragraphs"].items()},
        kinds={name: re.compile(one_of(some) + "$" * name.endswith("_end")) for name, some in kinds.items()},
        titles=dict(data["titles"]),
    )  # fmt: skip


def _ordinal(words: str | None) -> int | None:
    if not words:
        return None
    if words in _FIRST_WORDS:
        return _FIRST_WORDS[words]
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    digits = re.search(r"\d+(?!.*\d)", words)
    return int(digits[0]) if digits else whole(words)


def _is_annex(line: Line, match: re.Match[str]) -> bool:
    """附件1 over its title is an annex; 附件：甲方案 and a list of annexes at a letter's foot are not."""
    return not re.match(r"附\s?[件录表]\s?\d{0,2}\s?[:：]", line.text) and (
        match["n"] is not None or len(line.text) <= 4
    )


@lru_cache(maxsize=1)
def _compiled() -> list[tuple[str, int, re.Pattern[str]]]:
    return [(style, rank, re.compile(pattern)) for style, rank, pattern in _NUMBERED]


def at_least_two(headings: Iterable[Heading]) -> list[Heading]:
    """The headings whose style comes twice or more."""
    listed = list(headings)
    counts: dict[str, int] = {}
    for heading in listed:
        counts[heading.style] = counts.get(heading.style, 0) + 1
    return [heading for heading in listed if counts[heading.style] > 1]
