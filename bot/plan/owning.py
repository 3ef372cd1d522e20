"""Who does a task: named in its clause, carried from its sentence or section, or the plan's own body."""

from __future__ import annotations

import re

from bot.plan.layout import Layout, Span
from bot.plan.tasks import Draft
from bot.plan.words import TaskWords
from bot.records import Owner

_AND = re.compile(r"[、，]|以及|(?<=.)和(?=.)|(?<=.)及(?=.)")
_WHOLE = re.compile(r"党委和政府|党委、政府|（[^（）]*）|\([^()]*\)")


def owners_of(
    layout: Layout, draft: Draft, words: TaskWords, carried: tuple[str, ...], issuer: str | None
) -> tuple[Owner, ...]:
    """The owners of the task. `carried` are those of the sentence before, for a task that only says 要."""
    named = _named(layout, draft, words)
    if named:
        return tuple(Owner(name) for name in named)
    handed = _handed(layout, draft, words)
    own = (Owner(issuer, inferred=True),) if issuer else ()
    if handed:
        return (Owner(handed), *own)
    if carried and not draft.head.speaker:
        return tuple(Owner(name, inferred=True) for name in carried)
    return own


def supporters_of(layout: Layout, start: int, end: int, words: TaskWords) -> tuple[str, ...]:
    """Those with whom it is done: 联合市场监管、发改等部门."""
    found: list[str] = []
    for match in words.together.finditer(layout.flat, start, end):
        if layout.quoted[match.start()]:
            continue
        names = layout.text[match.start(1) : match.end(1)]
        kind = "部门" if "部门" in match[0] else ""
        found.extend(name + (kind if not words.owner_end.search(name) else "") for name in split_names(names))
    return tuple(dict.fromkeys(found))


def split_names(names: str) -> list[str]:
    """全市教体系统各级党组织和广大干部职工 are two; 党委和政府 and （市、区） stay one."""
    kept = _WHOLE.sub(lambda match: match[0].replace("、", "\x00").replace("和", "\x01"), names)
    parts = [part.replace("\x00", "、").replace("\x01", "和").strip(" 等，") for part in _AND.split(kept)]
    return [part for part in parts if part]


def subject_names(layout: Layout, span: Span, words: TaskWords) -> tuple[str, ...]:
    """The owners that a clause's subject names."""
    if words.each.match(layout.flat, span.start) and not words.modal.match(layout.flat, span.end):
        return ()  # 每个乡镇设立1名: how they are spread, not who does it
    return tuple(split_names(layout.text[span.start : span.end]))


def _named(layout: Layout, draft: Draft, words: TaskWords) -> tuple[str, ...]:
    shared = _shared_out(layout, draft, words)
    if shared:
        return shared
    by = words.responsible.search(layout.flat, draft.start, draft.end)
    if by and not layout.quoted[by.start()]:
        return tuple(split_names(layout.text[by.start(1) : by.end(1)]))
    charged = words.charged.search(layout.flat, draft.start, draft.end)  # 落实生猪稳产保供省负总责
    if charged and not layout.quoted[charged.start()]:
        return (layout.text[charged.start(1) : charged.end(1)],)
    return subject_names(layout, draft.subject, words) if draft.subject else ()


def _shared_out(layout: Layout, draft: Draft, words: TaskWords) -> tuple[str, ...]:
    """各级政府抓统筹、教育部门抓实施 names an owner for each share, when there are two or more."""
    names = []
    for part in re.split(r"[、“”，]", layout.flat[draft.start : draft.end]):
        name, verb, rest = part.partition("抓")
        if verb and rest and 2 <= len(name) <= 12 and words.owner_end.search(name):
            names.append(name)
    return tuple(names) if len(names) > 1 else ()


def _handed(layout: Layout, draft: Draft, words: TaskWords) -> str | None:
    """推动各县区创建… hands the task to 各县区."""
    text = layout.flat
    match = words.causative.match(text, draft.head.verb, draft.head.end)
    if not match:
        return None
    for stop in range(match.end() + 2, min(draft.head.end, match.end() + 12)):
        if not words.owner_end.search(text[match.end() : stop]):
            continue
        head = words.owner_head.match(text, match.end(), stop) or words.handed_end.search(
            text, match.end(), stop
        )
        verb = words.adverb.match(text, stop, draft.head.end) or words.strong.match(
            text, stop, draft.head.end
        )
        if head and verb and not layout.quoted[stop]:
            return layout.text[match.end() : stop]
    return None
