"""Assets have a kind, and what the court found out of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward; nobody has named a kind yet."""
    with op.batch_alter_table("assets") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=12), server_default="", nullable=False))
        batch_op.add_column(sa.Column("findings", sa.Text(), server_default="{}", nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("an_asset_has_a_known_kind"),
            "kind = '' OR kind IN "
            "('HOME', 'PREMISES', 'LAND', 'VEHICLE', 'FOOD', 'GOODS', 'SHARES', 'OTHER')",
        )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
