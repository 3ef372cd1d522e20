"""The tables of the task database.

A plan's rows hang on its sections, these on `plan`, and disappear with it. Within a plan a section and a task
keep the ids that people see ("2.1.2", "T015"), so that these are also their keys here;
everything else is numbered by `position`, its place in the document, from 0.
"""

from __future__ import annotations

from datetime import datetime, timezone
from enum import Enum

import sqlalchemy as sa

from bot.records import Comparison, Precision, SectionKind

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def utc(moment: datetime) -> datetime:
    """What is stored for a moment: UTC without a zone. A naive moment is local time, as in Python."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def moment(stored: datetime) -> datetime:
    """The moment that was stored, with its zone."""
    return stored.replace(tzinfo=timezone.utc)


def _values(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


def _enum(kind: type[Enum]) -> sa.Enum:
    # Words, not a database type: a new member then needs no migration.
    return sa.Enum(kind, native_enum=False, create_constraint=False, length=20, values_callable=_values)


def _span() -> list[sa.Column]:
    """Half-open [start, end) in code points of the plan's text."""
    return [sa.Column("start", sa.Integer, nullable=False), sa.Column("end", sa.Integer, nullable=False)]


def _span_in_order() -> sa.CheckConstraint:
    return sa.CheckConstraint('0 <= start AND start <= "end"', name="span_in_order")


def _of_plan() -> sa.Column:
    return sa.Column("plan_id", sa.Integer, primary_key=True, autoincrement=False)


def _position() -> sa.Column:
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


def _in_section() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["plan_id", "section_id"], ["section.plan_id", "section.id"], ondelete="CASCADE"
    )


def _of_task() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["plan_id", "task_id"], ["task.plan_id", "task.id"], ondelete="CASCADE")


plan = sa.Table(
    "plan",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("slug", sa.Text, nullable=False, unique=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("issuer", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),  # so that a list of plans reads no text
    sa.Column("loaded_at", sa.DateTime, nullable=False),  # UTC
    sa.Column("loading", sa.Integer, nullable=False, unique=True),  # counts loads: the highest is the newest
)

section = sa.Table(
    "section",
    metadata,
    _of_plan(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("number", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", _enum(SectionKind), nullable=False),
    *_span(),
    _span_in_order(),
    sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], ondelete="CASCADE"),
    sa.ForeignKeyConstraint(["plan_id", "parent"], ["section.plan_id", "section.id"], ondelete="CASCADE"),
    sa.UniqueConstraint("plan_id", "position"),
    sa.Index(None, "plan_id", "parent"),
    sa.Index(None, "plan_id", "kind"),
)

_DEADLINE_PARTS = ("deadline_start", "deadline_end", "precision", "firm")
_WHOLE_DEADLINE = " AND ".join(f"(deadline IS NULL) = ({part} IS NULL)" for part in _DEADLINE_PARTS)

task = sa.Table(
    "task",
    metadata,
    _of_plan(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("section_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    *_span(),
    sa.Column("priority", sa.Text),
    sa.Column("deadline", sa.Text),  # its words
    sa.Column("deadline_start", sa.Integer),
    sa.Column("deadline_end", sa.Integer),
    sa.Column("due", sa.Date),
    sa.Column("precision", _enum(Precision)),
    sa.Column("firm", sa.Boolean(create_constraint=False)),
    _span_in_order(),
    sa.CheckConstraint(_WHOLE_DEADLINE, name="deadline_whole"),
    sa.CheckConstraint("due IS NULL OR deadline IS NOT NULL", name="due_has_words"),
    _in_section(),
    sa.UniqueConstraint("plan_id", "position"),
    sa.Index(None, "plan_id", "section_id"),
    sa.Index(None, "plan_id", "due"),
)

task_owner = sa.Table(
    "task_owner",
    metadata,
    _of_plan(),
    sa.Column("task_id", sa.Text, primary_key=True),
    _position(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("inferred", sa.Boolean(create_constraint=False), nullable=False),
    _of_task(),
    sa.Index(None, "plan_id", "name"),
)

task_supporter = sa.Table(
    "task_supporter",
    metadata,
    _of_plan(),
    sa.Column("task_id", sa.Text, primary_key=True),
    _position(),
    sa.Column("name", sa.Text, nullable=False),
    _of_task(),
    sa.Index(None, "plan_id", "name"),
)

target = sa.Table(
    "target",
    metadata,
    _of_plan(),
    sa.Column("task_id", sa.Text, primary_key=True),
    _position(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    *_span(),
    sa.Column("op", _enum(Comparison), nullable=False),
    sa.Column("min", sa.Float),
    sa.Column("max", sa.Float),
    sa.Column("unit", sa.Text),
    sa.Column("redacted", sa.Boolean(create_constraint=False), nullable=False),
    _span_in_order(),
    sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name="range_in_order"),
    sa.CheckConstraint("NOT redacted OR (min IS NULL AND max IS NULL)", name="redacted_has_no_figure"),
    _of_task(),
)

result = sa.Table(
    "result",
    metadata,
    _of_plan(),
    _position(),
    sa.Column("section_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("raw", sa.Text, nullable=False),
    *_span(),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("redacted", sa.Boolean(create_constraint=False), nullable=False),
    _span_in_order(),
    _in_section(),
    sa.Index(None, "plan_id", "section_id"),
)

regime = sa.Table(
    "regime",
    metadata,
    _of_plan(),
    _position(),
    sa.Column("section_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    _in_section(),
    sa.Index(None, "plan_id", "section_id"),
)

regime_step = sa.Table(
    "regime_step",
    metadata,
    _of_plan(),
    sa.Column("regime", sa.Integer, primary_key=True, autoincrement=False),
    _position(),
    sa.Column("within", sa.Text),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    *_span(),
    _span_in_order(),
    sa.ForeignKeyConstraint(["plan_id", "regime"], ["regime.plan_id", "regime.position"], ondelete="CASCADE"),
)

term = sa.Table(
    "term",
    metadata,
    _of_plan(),
    _position(),
    sa.Column("section_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("explained", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    *_span(),
    _span_in_order(),
    sa.CheckConstraint("explained IN ('full', 'partial', 'no')", name="explained_known"),
    _in_section(),
    sa.Index(None, "plan_id", "section_id"),
    sa.Index(None, "plan_id", "name"),
)

term_member = sa.Table(
    "term_member",
    metadata,
    _of_plan(),
    sa.Column("term", sa.Integer, primary_key=True, autoincrement=False),
    _position(),
    sa.Column("name", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["plan_id", "term"], ["term.plan_id", "term.position"], ondelete="CASCADE"),
)

passage = sa.Table(
    "passage",
    metadata,
    _of_plan(),
    _position(),
    sa.Column("section_id", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    *_span(),
    _span_in_order(),
    _in_section(),
    sa.Index(None, "plan_id", "section_id"),
)

# What the operator reads to make the bot better. It outlives the plans and is purged by age.
message = sa.Table(
    "message",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),  # UTC
    sa.Column("kind", sa.String(20), nullable=False),  # unanswered, up, down
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("guessed", sa.Text),  # the intent
    sa.Column("reason", sa.Text),
    sa.CheckConstraint("kind IN ('unanswered', 'up', 'down')", name="kind_known"),
    sa.Index(None, "kind", "at"),
    sa.Index(None, "at"),
)

OF_A_PLAN = (  # in the order in which rows can be put in
    section,
    task,
    task_owner,
    task_supporter,
    target,
    result,
    regime,
    regime_step,
    term,
    term_member,
    passage,
)
