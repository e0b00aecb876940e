"""Payments are found by their request."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_index("ix_payments_request_id", "payments", ["request_id"])


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
