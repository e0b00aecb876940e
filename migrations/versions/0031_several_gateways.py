"""Money comes and goes through several gateways, and disputes and unplaced payments are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER placed_payments_no_update BEFORE UPDATE ON placed_payments BEGIN SELECT RAISE(ABORT, 'placed_payments are never changed'); END",
        "CREATE TRIGGER placed_payments_no_delete BEFORE DELETE ON placed_payments BEGIN SELECT RAISE(ABORT, 'placed_payments are never changed'); END",
        # SQLite builds the table of payouts anew for its new states, and forgets its triggers.
        "CREATE TRIGGER payouts_say_their_transfers_new BEFORE INSERT ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
        "CREATE TRIGGER payouts_say_their_transfers_changed BEFORE UPDATE OF transfer_id, amount_minor, currency ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION placed_payments_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'placed_payments are never changed'; END $$",
        "CREATE TRIGGER placed_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON placed_payments FOR EACH STATEMENT EXECUTE FUNCTION placed_payments_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward; all that came and went until now did so over the paper gateway."""
    _make_tables()
    for name, column in (
        ("payments", sa.Column("gateway", sa.String(length=16), server_default="paper", nullable=False)),
        ("payments", sa.Column("court_id", sa.String(length=32), server_default="", nullable=False)),
        ("payments", sa.Column("sealed_origin", sa.LargeBinary(), nullable=True)),
        ("returned_payments", sa.Column("amount_minor", sa.BigInteger(), nullable=True)),
        ("webhook_events", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False)),
        ("webhook_events", sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True)),
    ):
        op.add_column(name, column)
    with op.batch_alter_table("payouts") as batch_op:
        batch_op.add_column(
            sa.Column("gateway", sa.String(length=16), server_default="paper", nullable=False)
        )
        batch_op.add_column(sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=64), server_default="", nullable=False))
        batch_op.drop_constraint(batch_op.f("a_payout_has_a_state"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("a_payout_has_a_state"),
            "state IN ('PENDING', 'UNKNOWN', 'UNDER_WAY', 'SENT', 'REFUSED')",
        )
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'OPEN') = (ended_at IS NULL)", name=op.f("a_dispute_ends_when_it_is_decided")
        ),
        sa.CheckConstraint("state IN ('OPEN', 'WON', 'LOST')", name=op.f("a_dispute_has_a_state")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_dispute_is_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_disputes_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_table(
        "held_payments",
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_held_payments_payment_id")),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_held_payments")),
    )
    op.create_table(
        "placed_payments",
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("placed_by", sa.String(length=32), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_placed_payments_payment_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["payment_requests.id"], name=op.f("fk_placed_payments_request_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_placed_payments")),
    )
    for table, column in (
        ("disputes", "payment_id"),
        ("held_payments", "court_id"),
        ("held_payments", "until_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
