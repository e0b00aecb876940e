"""Who was notified of a sale, and how."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER party_notifications_no_update BEFORE UPDATE ON party_notifications BEGIN SELECT RAISE(ABORT, 'party_notifications are never changed'); END",
        "CREATE TRIGGER party_notifications_no_delete BEFORE DELETE ON party_notifications BEGIN SELECT RAISE(ABORT, 'party_notifications are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION party_notifications_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'party_notifications are never changed'; END $$",
        "CREATE TRIGGER party_notifications_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON party_notifications FOR EACH STATEMENT EXECUTE FUNCTION party_notifications_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "party_notifications",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode = 'SERVED' OR reason <> ''", name=op.f("who_was_not_served_has_a_reason")),
        sa.CheckConstraint(
            "mode IN ('SERVED', 'WAIVED', 'UNREACHABLE')", name=op.f("a_notification_has_a_mode")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_party_notifications_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_notifications")),
        info={"append_only": True},
    )
    with op.batch_alter_table("party_notifications", schema=None) as batch_op:
        batch_op.create_index("ix_party_notifications_lot", ["lot_id", "noted_at"], unique=False)
        batch_op.create_index("ix_party_notifications_said", ["mode", "noted_at"], unique=False)

    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
