"""A part of the default plan as records, made by hand so that these tests do not hang on the parser."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

from bot.records import Comparison, Deadline, Owner, Plan, Precision, Section, SectionKind, Target, Task, Term
from bot.store.loader import load_plan
from bot.store.session import open_store

from .canned import COURSES, DESKS, HEAD_TEACHERS, KINDERGARTENS, LIGHTS, MARKUP, PLAN, REBUILDING

OUTLINE = (  # id, number, title, kind
    ("1", "一、", "高质高效，全市教育体育高质量发展稳中向优", SectionKind.PART),
    ("1.1", None, "这一年，党建引领更加坚实有力", SectionKind.REVIEW),
    ("2", "二、", "乘势而上，续写全市教育体育高质量发展更加出彩篇章", SectionKind.PART),
    ("2.1", "（一）", "构建以立德树人为根本任务的教育评价体系", SectionKind.SYSTEM),
    ("2.1.1", "一是", "实施党的建设提升行动", SectionKind.INITIATIVE),
    ("2.1.2", "二是", "实施新时代铸魂育人行动", SectionKind.INITIATIVE),
    ("2.2", "（二）", "构建优质均衡的基本公共教育服务体系", SectionKind.SYSTEM),
    ("2.2.1", "一是", "实施学前教育优质普惠行动", SectionKind.INITIATIVE),
    ("2.2.2", "二是", "实施义务教育优质均衡县区创建行动", SectionKind.INITIATIVE),
    ("3", "三、", "强化措施，筑牢全市教育体育高质量发展坚实保障", SectionKind.PART),
    ("3.1", "（一）", "强化经费保障", SectionKind.SAFEGUARD),
)


def sample_plan(text: str = PLAN) -> Plan:
    """The plan; a `text` that begins with the default plan's keeps all offsets."""
    return Plan(
        title="2022年全市教育体育暨全面从严治党工作会议讲话",
        year=2022,
        issuer=None,
        text=text,
        sections=tuple(_sections(text)),
        tasks=(
            _task("T008", "2.1.2", "思政精品课程", COURSES, target=("思政精品课程", "10—20个", 10, 20)),
            _task("T015", "2.2.1", "新建改扩建公办幼儿园", KINDERGARTENS),
            _task("T021", "2.2.2", LIGHTS, DESKS, deadline=("2022年底前", date(2022, 12, 31))),
            _task(
                "T027",
                "2.2.2",
                "恢复重建项目全部竣工",
                REBUILDING,
                owner="各县区",
                deadline=("秋季开学前", date(2022, 8, 31)),
                hidden=("项目的建设进度", "XX个"),
            ),
            _task(
                "T105",
                "3.1",
                "设立乡村首席教师",
                HEAD_TEACHERS,
                owner="各县区",
                inferred=True,
                deadline=("“十四五”期间", date(2025, 12, 31)),
                target=("乡村首席教师", "1—2名", 1, 2),
            ),
        ),
        terms=(_term("四个意识", "2.1.1", "增强“四个意识”"),),
    )


def load_sample(var: Path, text: str = PLAN) -> None:
    """Load the plan into the database that a server with this VAR uses by default."""
    store = open_store(f"sqlite:///{var / 'plans.db'}")
    store.upgrade()
    now = datetime.now(timezone.utc)
    load_plan(store, older_plan(), slug="older", file="older.txt", loaded_at=now)
    load_plan(store, sample_plan(text), slug="sample", file="sample.txt", loaded_at=now)
    store.close()


def older_plan() -> Plan:
    """A plan of the year before that holds markup wherever a plan holds words."""
    title, quote, due = f"一、供水{MARKUP}", f"2021年底前{MARKUP}各县区{MARKUP}新建水厂2座。", "2021年底前"
    text = f"{title}\n{quote}\n"
    start = text.index(quote)
    raw = text.index("2座")
    task = Task(
        "T001",
        "1",
        f"新建水厂{MARKUP}",
        quote,
        start,
        start + len(quote),
        (Owner(f"各县区{MARKUP}"),),
        deadline=Deadline(due, start, start + len(due), date(2021, 12, 31), Precision.YEAR, firm=True),
        targets=(Target(f"水厂{MARKUP}", "2座", raw, raw + 2, Comparison.EQ, 2, 2, "座", redacted=False),),
    )
    part = Section("1", None, 1, "一、", title[2:], SectionKind.PART, 0, len(text))
    return Plan(f"旧计划{MARKUP}", 2021, None, text, (part,), (task,))


def _sections(text: str) -> list[Section]:
    starts, at = [], 0
    for _, number, title, _ in OUTLINE:
        at = text.index((number or "") + title, at)
        starts.append(at)
    sections = []
    for (id_, number, title, kind), start in zip(OUTLINE, starts, strict=True):
        level = id_.count(".") + 1
        later = [s for s, (i, *_) in zip(starts, OUTLINE, strict=True) if s > start and i.count(".") < level]
        end = min(later, default=len(text))
        sections.append(Section(id_, id_.rpartition(".")[0] or None, level, number, title, kind, start, end))
    return sections


def _task(
    id_: str,
    section: str,
    title: str,
    quote: str,
    owner: str = "",
    inferred: bool = False,
    deadline: tuple[str, date] | None = None,
    target: tuple[str, str, float, float] | None = None,
    hidden: tuple[str, str] | None = None,
) -> Task:
    start = PLAN.index(quote)
    owners = (Owner(owner, inferred),) if owner else ()
    due = None
    targets: tuple[Target, ...] = ()
    if deadline:
        at = start + quote.index(deadline[0])
        precision = Precision.SEASON if "季" in deadline[0] else Precision.YEAR
        due = Deadline(deadline[0], at, at + len(deadline[0]), deadline[1], precision, firm=True)
    if target:
        name, raw, least, most = target
        at = start + quote.index(raw)
        targets = (Target(name, raw, at, at + len(raw), Comparison.RANGE, least, most, "个", redacted=False),)
    if hidden:
        name, raw = hidden
        at = start + quote.index(raw)
        targets = (Target(name, raw, at, at + len(raw), Comparison.EQ, None, None, "个", redacted=True),)
    return Task(id_, section, title, quote, start, start + len(quote), owners, deadline=due, targets=targets)


def _term(name: str, section: str, quote: str) -> Term:
    start = PLAN.index(quote)
    return Term(name, section, (), "no", quote, start, start + len(quote))
