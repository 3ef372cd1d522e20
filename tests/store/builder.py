"""Plans written as lines, so that a test shows what its plan says.

A line of `#` opens a section (`# 体系` a part, `## 行动` below it); any other line is a task,
a sentence in the text. Marks in a task's line, after ` | `: `owner=教育局`, `owner?=教育局` (inferred),
`supporter=财政局`, `priority=重点`, `by=2022年底前@2022-12-31` (without @ no day),
`target=10—20个@10..20` (without @ redacted).
"""

from __future__ import annotations

from datetime import date

from bot.records import (
    Comparison,
    Deadline,
    Owner,
    Passage,
    Plan,
    Precision,
    Regime,
    RegimeStep,
    Result,
    Section,
    SectionKind,
    Target,
    Task,
    Term,
)

KINDS = {1: SectionKind.PART, 2: SectionKind.SYSTEM, 3: SectionKind.INITIATIVE}


def make_plan(script: str, *, title: str = "2022年工作计划", year: int | None = 2022) -> Plan:
    """The plan that `script` tells of."""
    lines = [line.strip() for line in script.strip().splitlines() if line.strip()]
    text = "".join(line.partition(" | ")[0].lstrip("# ") + "\n" for line in lines)
    sections: list[Section] = []
    tasks: list[Task] = []
    passages: list[Passage] = []
    counters: list[int] = []
    at = 0
    for line in lines:
        words, _, marks = line.partition(" | ")
        said = words.lstrip("# ")
        end = at + len(said)
        if words.startswith("#"):
            level = len(words) - len(words.lstrip("#"))
            counters = [*counters[:level], *[0] * (level - len(counters))]
            counters[level - 1] += 1
            ordinals = [str(number) for number in counters[:level]]
            sections.append(
                Section(
                    id=".".join(ordinals),
                    parent=".".join(ordinals[:-1]) or None,
                    level=level,
                    number=None,
                    title=said,
                    kind=KINDS[level],
                    start=at,
                    end=at,
                )
            )
        else:
            tasks.append(_task(f"T{len(tasks) + 1:03d}", sections[-1].id, said, at, marks))
        passages.append(Passage(sections[-1].id, said, at, end))
        at = end + 1
    return Plan(
        title=title,
        year=year,
        issuer="某市教育局",
        text=text,
        sections=tuple(_closed(sections, at)),
        tasks=tuple(tasks),
        passages=tuple(passages),
    )


def _closed(sections: list[Section], end: int) -> list[Section]:
    closed = []
    for index, one in enumerate(sections):
        later = [s.start for s in sections[index + 1 :] if not s.id.startswith(one.id + ".")]
        closed.append(Section(**{**vars(one), "end": later[0] if later else end}))
    return closed


def _task(task_id: str, section: str, said: str, at: int, marks: str) -> Task:
    owners: list[Owner] = []
    supporters: list[str] = []
    targets: list[Target] = []
    deadline: Deadline | None = None
    priority: str | None = None
    for mark in marks.split():
        name, _, value = mark.partition("=")
        words, _, figure = value.partition("@")
        start = at + said.find(words)
        if name in ("owner", "owner?"):
            owners.append(Owner(value, inferred=name.endswith("?")))
        elif name == "supporter":
            supporters.append(value)
        elif name == "priority":
            priority = value
        elif name == "by":
            due = date.fromisoformat(figure) if figure else None
            precision = Precision.DAY if due else Precision.VAGUE
            deadline = Deadline(words, start, start + len(words), due, precision, firm=due is not None)
        elif name == "target":
            low, _, high = figure.partition("..")
            targets.append(
                Target(
                    name="名额",
                    raw=words,
                    start=start,
                    end=start + len(words),
                    op=Comparison.RANGE if figure else Comparison.EQ,
                    min=float(low) if figure else None,
                    max=float(high or low) if figure else None,
                    unit="个",
                    redacted=not figure,
                )
            )
        else:
            raise ValueError(f"no mark is called {name}")
    return Task(
        id=task_id,
        section=section,
        title=said[:24],
        quote=said,
        start=at,
        end=at + len(said),
        owners=tuple(owners),
        supporters=tuple(supporters),
        priority=priority,
        deadline=deadline,
        targets=tuple(targets),
    )


def with_the_rest(plan: Plan) -> Plan:
    """The plan with one or more of every other kind of record in its first section."""
    first, quote = plan.sections[0].id, plan.text[:2]
    steps = (RegimeStep("P1D", "响应", quote, 0, 2), RegimeStep(None, "长期坚持", quote, 0, 2))
    return Plan(
        **{
            **vars(plan),
            "results": (
                Result(first, "学位", quote, 0, 2, quote, redacted=False),
                Result(first, "投入", "XXX万元", 0, 2, quote, redacted=True),
            ),
            "regimes": (Regime("13710", first, steps), Regime("周例会", first, ())),
            "terms": (
                Term("三个一体化", first, ("甲", "乙", "丙"), "full", quote, 0, 2),
                Term("双减", first, (), "no", quote, 0, 2),
            ),
        }
    )
