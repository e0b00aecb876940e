"""A case knows since when its sales stay on their platform."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward; what was published before was published here."""
    op.add_column("cases", sa.Column("platform_fixed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE cases SET platform = 'HERE', platform_fixed_at = (SELECT min(rounds.published_at)"
        " FROM rounds WHERE rounds.case_id = cases.id)"
        " WHERE EXISTS (SELECT 1 FROM rounds WHERE rounds.case_id = cases.id)"
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
