"""One person proposes an act, another decides on it within a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("open_key", sa.String(length=64), nullable=True),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'OPEN') = (open_key IS NOT NULL)", name=op.f("only_an_open_proposal_holds_its_place")
        ),
        sa.CheckConstraint(
            "state IN ('OPEN', 'APPROVED', 'RETURNED', 'TAKEN_BACK', 'EXPIRED')",
            name=op.f("a_proposal_has_a_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('APPROVED', 'RETURNED') OR (decided_by <> proposed_by AND decided_by <> '')",
            name=op.f("another_person_decides"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("open_key", name=op.f("uq_proposals_open_key")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_court", ["court_id", "state", "proposed_at"], unique=False)
        batch_op.create_index("ix_proposals_due", ["state", "expires_at"], unique=False)
        batch_op.create_index("ix_proposals_lot", ["lot_id", "proposed_at"], unique=False)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
