"""What the WeCom channel remembers: messages it has seen, members, and what could not be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "wecom_seen",
        sa.Column("mark", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_wecom_seen")),
    )
    op.create_index(op.f("ix_wecom_seen_at"), "wecom_seen", ["at"], unique=False)
    op.create_table(
        "wecom_member",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("department", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("read_at", sa.DateTime()),
        sa.Column("greeted_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wecom_member")),
    )
    op.create_table(
        "wecom_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("code", sa.Integer()),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wecom_failure")),
    )
    op.create_index(op.f("ix_wecom_failure_at"), "wecom_failure", ["at"], unique=False)


def downgrade() -> None:
    op.drop_table("wecom_failure")
    op.drop_table("wecom_member")
    op.drop_table("wecom_seen")
