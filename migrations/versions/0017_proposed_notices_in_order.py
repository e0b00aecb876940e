"""Proposed notices are found in the order in which they were proposed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_index(
        "ix_lots_proposed",
        "lots",
        ["submitted_at"],
        unique=False,
        sqlite_where=sa.text("state = 'SUBMITTED'"),
        postgresql_where=sa.text("state = 'SUBMITTED'"),
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
