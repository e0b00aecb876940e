"""A board knows what kind of stop it is, since when, and when it goes on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.add_column("boards", sa.Column("stay_kind", sa.String(length=12), server_default="", nullable=False))
    op.add_column("boards", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("boards", sa.Column("resumes_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("boards", sa.Column("report_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_boards_resuming",
        "boards",
        ["resumes_at"],
        unique=False,
        sqlite_where=sa.text("resumes_at IS NOT NULL"),
        postgresql_where=sa.text("resumes_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
