"""Which plan it is: title, year and issuer, as far as the text tells."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from bot.plan.headings import line_heading
from bot.plan.layout import Layout, Line
from bot.text.calendar import year_of
from bot.text.lexicon import LEXICON, one_of, read_lexicon

_YEAR = re.compile(r"(?<![\d—–~～-])((?:19|20)\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年")
_MEETING = re.compile(r"(?:召开|举行)(?P<title>[^，。“”]{4,40}?(?:会议|大会|动员会|部署会|推进会|座谈会))")
_TITLE_END = re.compile(r"(?:报告|意见|方案|计划|要点|规划|通知|办法|讲话|纲要|安排|清单|实施细则|决定)$")
_SALUTATION = re.compile(r"^.{1,30}[：:]$")


def year_of_plan(layout: Layout, name: str = "") -> int | None:
    """The year that the plan is for: of its title or its first lines, or the one named most in them."""
    lines = layout.lines
    for line in lines[:3]:
        if len(line.text) <= 60 and not re.match(r"[（(]", line.text):
            found = _YEAR.search(line.text)
            if found:
                return _number(found[1])
    opening = layout.flat[:1500]
    meeting = _MEETING.search(opening)
    found = _YEAR.search(meeting["title"]) if meeting else None
    if found:
        return _number(found[1])
    for line in lines[:4]:
        found = _YEAR.search(line.text[:60])
        if found:
            return _number(found[1])
    planned = re.findall(
        r"(?:做好|推进|完成|部署|安排)((?:19|20)\d{2})年|((?:19|20)\d{2})年(?:重点|主要|工作|底|秋季)",
        layout.flat,
    )
    years = Counter(int(first or second) for first, second in planned)
    if not years:
        years = Counter(number for number in map(_number, _YEAR.findall(opening)) if number)
    if years:
        return max(years, key=lambda number: (years[number], number))
    in_name = re.search(r"(?:19|20)\d{2}", name)
    return int(in_name[0]) if in_name else None


def title_of_plan(layout: Layout, name: str = "") -> str:
    """The plan's title: of its title page, of the meeting where it was given, or of an annex.

    Without any of these, `name`.
    """
    first = layout.lines[:3]
    title: list[str] = []
    for line in first:
        if (
            line_heading(layout, line)
            or _SALUTATION.match(line.text)
            or len(line.text) > 60
            or re.search(r"[。；！？]", line.text)
        ):
            break
        if re.match(r"——|--|[（(]|来源|时间", line.text):
            break
        title.append(layout.text[line.start : line.end])
        if _TITLE_END.search(line.text):
            break
    if title and (_TITLE_END.search(title[-1]) or len(title) == 1):
        return " ".join(" ".join(title).split())
    meeting = _MEETING.search(layout.text[:1500])
    if meeting:
        return meeting["title"]
    named = re.search(r"《([^《》]{6,40}(?:方案|意见|计划|规划|纲要))》", layout.text[:800])
    if named:
        return named[1]
    return name or (layout.text[first[0].start : first[0].end][:40] if first else "")


def issuer_of_plan(layout: Layout, directory: Path = LEXICON) -> str | None:
    """Whose plan it is: by its title page, by its signature, or for whom the speaker speaks."""
    words = read_lexicon("owners", directory)
    ends = one_of(words["issuer_ends"])
    speaks = re.compile(
        rf"{one_of(words['speaks_for'])}([^，。：；“”]{{2,14}}?{ends})(?:党组|党委)?(?=[，,向对]|[^，。]{{0,2}}向)"
    )
    lines = layout.lines
    for line in lines[:8]:
        signed = re.match(
            r"([^，。：；—（(]{2,20}(?:人民政府|政府|局|厅|委员会))(?:省长|市长|县长|区长|局长|厅长|主任)",
            line.text,
        )
        if signed:
            return signed[1]
    by_title = (
        re.match(
            r"(中共中央[ \u3000、]*(?:国务院)?(?:办公厅)?|国务院(?:办公厅)?)[ \u3000]*关于", lines[0].text
        )
        if lines
        else None
    )
    if by_title:
        return "、".join(by_title[1].split())
    signature = _signature(lines, ends)
    if signature:
        return signature
    found = [match[1] for match in speaks.finditer(layout.flat)]
    return max(found, key=len, default=None)


def _signature(lines: tuple[Line, ...], ends: str) -> str | None:
    """The line over a line that is a date, or the last line, if the title begins with its name."""
    signs = re.compile(rf"[^，。：；]{{2,24}}{ends}")
    for above, line in pairwise(lines):
        if line.is_date and signs.fullmatch(above.text):
            return above.text
    last = lines[-1].text if lines else ""
    return last if signs.fullmatch(last) and lines[0].text.startswith(last) else None


def _number(words: str) -> int | None:
    return year_of(words.replace("○", "〇"), 2000)
