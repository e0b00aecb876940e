"""What leaves an account came into it whole, and a payout is exactly its transfer."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHAT_LEAVES_CAME = {
    "sqlite": (
        "CREATE TRIGGER transfers_leave_whole BEFORE INSERT ON transfers WHEN NEW.purpose IN ('DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_APPLIED', 'UNMATCHED_RETURNED') AND NOT EXISTS (SELECT 1 FROM transfers AS came WHERE came.credit_account = NEW.debit_account AND came.amount_minor = NEW.amount_minor AND came.currency = NEW.currency AND came.purpose IN ('DEPOSIT_PAID', 'BALANCE_PAID', 'UNMATCHED_PAID')) BEGIN SELECT RAISE(ABORT, 'what leaves an account came into it whole'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION transfers_leave_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM transfers AS came WHERE came.credit_account = NEW.debit_account AND came.amount_minor = NEW.amount_minor AND came.currency = NEW.currency AND came.purpose IN ('DEPOSIT_PAID', 'BALANCE_PAID', 'UNMATCHED_PAID')) THEN RAISE EXCEPTION 'what leaves an account came into it whole'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER transfers_leave_whole BEFORE INSERT ON transfers FOR EACH ROW WHEN (NEW.purpose IN ('DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_APPLIED', 'UNMATCHED_RETURNED')) EXECUTE FUNCTION transfers_leave_whole()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_index("a_transfer_has_one_amount", "transfers", ["id", "amount_minor", "currency"], unique=True)
    with op.batch_alter_table("payouts", schema=None) as batch_op:
        batch_op.drop_constraint("fk_payouts_transfer_id", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_a_payout_is_its_transfer",
            "transfers",
            ["transfer_id", "amount_minor", "currency"],
            ["id", "amount_minor", "currency"],
        )
    for statement in WHAT_LEAVES_CAME[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
