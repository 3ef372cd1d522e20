"""What the WeCom channel has taken in and not answered yet, so that a killed server forgets nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "wecom_open",
        sa.Column("mark", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_wecom_open")),
    )
    op.create_index(op.f("ix_wecom_open_until"), "wecom_open", ["until"], unique=False)


def downgrade() -> None:
    op.drop_table("wecom_open")
