"""Identities can be corrected until the first enrolment fixes them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward; whoever has enrolled stays who they are."""
    op.add_column("identities", sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE identities SET fixed_at = (SELECT min(begun_at) FROM enrolments"
        " WHERE enrolments.account_id = identities.account_id)"
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
