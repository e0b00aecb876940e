"""Sittings at drafts: what a draft said before each spell of writing is kept, and can come back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "draft_sittings",
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(length=32), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("sittings_are_numbered_from_one")),
        sa.CheckConstraint("begun_at <= saved_at", name=op.f("a_sitting_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_draft_sittings_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "number", name=op.f("pk_draft_sittings")),
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
