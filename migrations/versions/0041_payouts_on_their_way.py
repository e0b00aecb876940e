"""What has still a way to go is found in its order, without looking at all that left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    where = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_payouts_on_their_way",
        "payouts",
        ["next_attempt_at", "transfer_id"],
        sqlite_where=where,
        postgresql_where=where,
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
