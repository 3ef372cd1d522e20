"""The first tables: plans with their sections, tasks and the rest, and the operator's messages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("guessed", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint("kind IN ('unanswered', 'up', 'down')", name=op.f("ck_message_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_at"), "message", ["at"], unique=False)
    op.create_index(op.f("ix_message_kind_at"), "message", ["kind", "at"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("issuer", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loading", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("loading", name=op.f("uq_plan_loading")),
        sa.UniqueConstraint("slug", name=op.f("uq_plan_slug")),
    )
    op.create_table(
        "section",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_section_span_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "parent"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_section_section"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_section_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "id", name=op.f("pk_section")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_section_plan_id_position")),
    )
    op.create_index(op.f("ix_section_plan_id_kind"), "section", ["plan_id", "kind"], unique=False)
    op.create_index(op.f("ix_section_plan_id_parent"), "section", ["plan_id", "parent"], unique=False)
    op.create_table(
        "passage",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_passage_span_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "section_id"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_passage_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_passage")),
    )
    op.create_index(op.f("ix_passage_plan_id_section_id"), "passage", ["plan_id", "section_id"], unique=False)
    op.create_table(
        "regime",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "section_id"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_regime_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_regime")),
    )
    op.create_index(op.f("ix_regime_plan_id_section_id"), "regime", ["plan_id", "section_id"], unique=False)
    op.create_table(
        "result",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("redacted", sa.Boolean(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_result_span_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "section_id"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_result_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_plan_id_section_id"), "result", ["plan_id", "section_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Text()),
        sa.Column("deadline", sa.Text()),
        sa.Column("deadline_start", sa.Integer()),
        sa.Column("deadline_end", sa.Integer()),
        sa.Column("due", sa.Date()),
        sa.Column("precision", sa.String(length=20)),
        sa.Column("firm", sa.Boolean()),
        sa.CheckConstraint(
            "(deadline IS NULL) = (deadline_start IS NULL) AND "
            "(deadline IS NULL) = (deadline_end IS NULL) AND "
            "(deadline IS NULL) = (precision IS NULL) AND "
            "(deadline IS NULL) = (firm IS NULL)",
            name=op.f("ck_task_deadline_whole"),
        ),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_task_span_in_order")),
        sa.CheckConstraint("due IS NULL OR deadline IS NOT NULL", name=op.f("ck_task_due_has_words")),
        sa.ForeignKeyConstraint(
            ["plan_id", "section_id"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_task_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "id", name=op.f("pk_task")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_task_plan_id_position")),
    )
    op.create_index(op.f("ix_task_plan_id_due"), "task", ["plan_id", "due"], unique=False)
    op.create_index(op.f("ix_task_plan_id_section_id"), "task", ["plan_id", "section_id"], unique=False)
    op.create_table(
        "term",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("explained", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint("explained IN ('full', 'partial', 'no')", name=op.f("ck_term_explained_known")),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_term_span_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "section_id"],
            ["section.plan_id", "section.id"],
            name=op.f("fk_term_section"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_plan_id_name"), "term", ["plan_id", "name"], unique=False)
    op.create_index(op.f("ix_term_plan_id_section_id"), "term", ["plan_id", "section_id"], unique=False)
    op.create_table(
        "regime_step",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("regime", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("within", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_regime_step_span_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "regime"],
            ["regime.plan_id", "regime.position"],
            name=op.f("fk_regime_step_regime"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "regime", "position", name=op.f("pk_regime_step")),
    )
    op.create_table(
        "target",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=20), nullable=False),
        sa.Column("min", sa.Float()),
        sa.Column("max", sa.Float()),
        sa.Column("unit", sa.Text()),
        sa.Column("redacted", sa.Boolean(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_target_span_in_order")),
        sa.CheckConstraint(
            "NOT redacted OR (min IS NULL AND max IS NULL)", name=op.f("ck_target_redacted_has_no_figure")
        ),
        sa.CheckConstraint("min IS NULL OR max IS NULL OR min <= max", name=op.f("ck_target_range_in_order")),
        sa.ForeignKeyConstraint(
            ["plan_id", "task_id"],
            ["task.plan_id", "task.id"],
            name=op.f("fk_target_task"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "task_id", "position", name=op.f("pk_target")),
    )
    op.create_table(
        "task_owner",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "task_id"],
            ["task.plan_id", "task.id"],
            name=op.f("fk_task_owner_task"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "task_id", "position", name=op.f("pk_task_owner")),
    )
    op.create_index(op.f("ix_task_owner_plan_id_name"), "task_owner", ["plan_id", "name"], unique=False)
    op.create_table(
        "task_supporter",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "task_id"],
            ["task.plan_id", "task.id"],
            name=op.f("fk_task_supporter_task"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "task_id", "position", name=op.f("pk_task_supporter")),
    )
    op.create_index(
        op.f("ix_task_supporter_plan_id_name"), "task_supporter", ["plan_id", "name"], unique=False
    )
    op.create_table(
        "term_member",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "term"],
            ["term.plan_id", "term.position"],
            name=op.f("fk_term_member_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "term", "position", name=op.f("pk_term_member")),
    )


def downgrade() -> None:
    op.drop_table("term_member")
    op.drop_table("task_supporter")
    op.drop_table("task_owner")
    op.drop_table("target")
    op.drop_table("regime_step")
    op.drop_table("term")
    op.drop_table("task")
    op.drop_table("result")
    op.drop_table("regime")
    op.drop_table("passage")
    op.drop_table("section")
    op.drop_table("plan")
    op.drop_table("message")
