"""An account that two people named for a refund is kept, sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER refunds_by_hand_no_update BEFORE UPDATE ON refunds_by_hand BEGIN SELECT RAISE(ABORT, 'refunds_by_hand are never changed'); END",
        "CREATE TRIGGER refunds_by_hand_no_delete BEFORE DELETE ON refunds_by_hand BEGIN SELECT RAISE(ABORT, 'refunds_by_hand are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refunds_by_hand_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refunds_by_hand are never changed'; END $$",
        "CREATE TRIGGER refunds_by_hand_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refunds_by_hand FOR EACH STATEMENT EXECUTE FUNCTION refunds_by_hand_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "refunds_by_hand",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("transfer_id", sa.String(length=64), nullable=False),
        sa.Column("sealed_creditor", sa.LargeBinary(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["payouts.transfer_id"], name=op.f("fk_refunds_by_hand_transfer_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_refunds_by_hand")),
        info={"append_only": True},
    )
    with op.batch_alter_table("refunds_by_hand", schema=None) as batch_op:
        batch_op.create_index("ix_refunds_by_hand_transfer", ["transfer_id", "named_at"], unique=False)
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
