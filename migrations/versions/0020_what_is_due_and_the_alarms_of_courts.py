"""What is due stands in lines found from the record; courts have alarms; acts are found beside bids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "court_alerts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by = '')", name=op.f("who_saw_an_alarm_has_a_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_alerts")),
    )
    with op.batch_alter_table("court_alerts") as batch_op:
        batch_op.create_index("ix_court_alerts_court", ["court_id", "seen_at", "raised_at"], unique=False)

    op.create_table(
        "due_lines",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=12), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aimed_on", sa.Date(), nullable=True),
        sa.Column("lapses", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done_at IS NULL OR void_at IS NULL", name=op.f("what_is_done_is_not_void")),
        sa.PrimaryKeyConstraint("name", "key", "begun_at", name=op.f("pk_due_lines")),
    )
    with op.batch_alter_table("due_lines") as batch_op:
        batch_op.create_index(
            "ix_due_lines_court",
            ["court_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND void_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND void_at IS NULL"),
        )
        batch_op.create_index("ix_due_lines_lot", ["lot_id"], unique=False)
        batch_op.create_index(
            "ix_due_lines_open",
            ["late_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND void_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND void_at IS NULL"),
        )

    op.create_table(
        "due_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_reading")),
    )
    with op.batch_alter_table("entries") as batch_op:
        batch_op.create_index(
            "ix_entries_acts",
            ["lot_id", "position"],
            unique=False,
            sqlite_where=sa.text("kind NOT IN ('bid.accepted', 'bid.refused')"),
            postgresql_where=sa.text("kind NOT IN ('bid.accepted', 'bid.refused')"),
        )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
