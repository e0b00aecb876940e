"""Checkouts are looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.add_column("checkouts", sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_checkouts_next_look_at", "checkouts", ["next_look_at"])


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
