"""A board names the ground on which its round was stopped or withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.add_column(
        "boards", sa.Column("state_ground", sa.String(length=24), server_default="", nullable=False)
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
