"""What letters tell of, and what left too late, is found without reading all that ever moved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_TOLD = sa.text(
    "purpose IN ('BALANCE_PAID', 'UNMATCHED_TAKEN', 'SET_OFF_ADMITTED', 'BALANCE_APPLIED',"
    " 'UNMATCHED_RETURNED', 'REFUND_SENT')"
)
_LATE = sa.text("sent_at > due_at")


def upgrade() -> None:
    """Go one step forward."""
    op.create_index(
        "ix_transfers_told", "transfers", ["posted_at", "id"], sqlite_where=_TOLD, postgresql_where=_TOLD
    )
    op.create_index(
        "ix_payouts_left_late", "payouts", ["sent_at"], sqlite_where=_LATE, postgresql_where=_LATE
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
