"""An account's sum stands in its index, and what only a correction could break is asked of it alone."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

IN_CHART = "purpose <> 'CORRECTION' OR ((substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 5) = 'case:' OR substr(debit_account, 1, 9) = 'casebank:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 8) = 'dispute:' OR substr(debit_account, 1, 8) = 'expense:' OR substr(debit_account, 1, 10) = 'forfeited:' OR substr(debit_account, 1, 8) = 'gateway:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 7) = 'setoff:' OR substr(debit_account, 1, 8) = 'transit:' OR substr(debit_account, 1, 10) = 'unmatched:') AND (substr(credit_account, 1, 8) = 'balance:' OR substr(credit_account, 1, 5) = 'bank:' OR substr(credit_account, 1, 5) = 'case:' OR substr(credit_account, 1, 9) = 'casebank:' OR substr(credit_account, 1, 8) = 'deposit:' OR substr(credit_account, 1, 8) = 'dispute:' OR substr(credit_account, 1, 8) = 'expense:' OR substr(credit_account, 1, 10) = 'forfeited:' OR substr(credit_account, 1, 8) = 'gateway:' OR substr(credit_account, 1, 8) = 'payable:' OR substr(credit_account, 1, 7) = 'setoff:' OR substr(credit_account, 1, 8) = 'transit:' OR substr(credit_account, 1, 10) = 'unmatched:'))"
NO_UPDATE = "CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END"
NO_DELETE = "CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END"
PAYOUT_GUARDS = (
    "CREATE TRIGGER payouts_say_their_transfers_new BEFORE INSERT ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
    "CREATE TRIGGER payouts_say_their_transfers_changed BEFORE UPDATE OF transfer_id, amount_minor, currency ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
)
GUARDS = {
    "sqlite": (
        NO_UPDATE,
        NO_DELETE,
        "CREATE TRIGGER transfers_not_below_zero AFTER INSERT ON transfers WHEN (NEW.debit_account >= 'balance:' AND NEW.debit_account < 'balance;' OR NEW.debit_account >= 'case:' AND NEW.debit_account < 'case;' OR NEW.debit_account >= 'deposit:' AND NEW.debit_account < 'deposit;' OR NEW.debit_account >= 'forfeited:' AND NEW.debit_account < 'forfeited;' OR NEW.debit_account >= 'payable:' AND NEW.debit_account < 'payable;' OR NEW.debit_account >= 'unmatched:' AND NEW.debit_account < 'unmatched;') AND (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = NEW.debit_account) < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = NEW.debit_account) BEGIN SELECT RAISE(ABORT, 'nothing leaves an account that is not in it'); END",
        "CREATE TRIGGER transfers_reversed_exactly AFTER INSERT ON transfers WHEN NEW.purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = NEW.reverses AND wrong.debit_account = NEW.credit_account AND wrong.credit_account = NEW.debit_account AND wrong.amount_minor = NEW.amount_minor) BEGIN SELECT RAISE(ABORT, 'a correction is the exact reverse of an earlier transfer'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION transfers_hold() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$ BEGIN IF EXISTS (SELECT 1 FROM posted WHERE purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = posted.reverses AND wrong.debit_account = posted.credit_account AND wrong.credit_account = posted.debit_account AND wrong.amount_minor = posted.amount_minor)) THEN RAISE EXCEPTION 'a correction is the exact reverse of an earlier transfer' USING ERRCODE = 'check_violation'; END IF; PERFORM 1 FROM posted AS spent JOIN transfers AS came ON came.credit_account = spent.debit_account WHERE (substr(spent.debit_account, 1, 8) = 'balance:' OR substr(spent.debit_account, 1, 5) = 'case:' OR substr(spent.debit_account, 1, 8) = 'deposit:' OR substr(spent.debit_account, 1, 10) = 'forfeited:' OR substr(spent.debit_account, 1, 8) = 'payable:' OR substr(spent.debit_account, 1, 10) = 'unmatched:') FOR NO KEY UPDATE OF came; IF EXISTS (SELECT 1 FROM posted AS spent WHERE (substr(spent.debit_account, 1, 8) = 'balance:' OR substr(spent.debit_account, 1, 5) = 'case:' OR substr(spent.debit_account, 1, 8) = 'deposit:' OR substr(spent.debit_account, 1, 10) = 'forfeited:' OR substr(spent.debit_account, 1, 8) = 'payable:' OR substr(spent.debit_account, 1, 10) = 'unmatched:') AND (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = spent.debit_account) < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = spent.debit_account)) THEN RAISE EXCEPTION 'nothing leaves an account that is not in it' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$",
    ),
}
SIDES = (("ix_transfers_debit", "debit_account"), ("ix_transfers_credit", "credit_account"))


def upgrade() -> None:
    """Go one step forward; no row changes."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    if is_sqlite:
        # A table cannot take a name that triggers of another speak of while it is not there.
        op.execute("DROP TRIGGER payouts_say_their_transfers_new")
        op.execute("DROP TRIGGER payouts_say_their_transfers_changed")
    op.drop_index("ix_transfers_posted", "transfers")
    for name, _ in SIDES:
        op.drop_index(name, "transfers")
    with op.batch_alter_table("transfers") as batch_op:
        batch_op.drop_constraint(batch_op.f("no_account_could_receive_a_commission"), type_="check")
    with op.batch_alter_table("transfers") as batch_op:
        batch_op.create_check_constraint(batch_op.f("no_account_could_receive_a_commission"), IN_CHART)
    for name, account in SIDES:
        op.create_index(name, "transfers", [account, "posted_at", "amount_minor"])
    for statement in (*GUARDS[op.get_context().dialect.name], *(PAYOUT_GUARDS if is_sqlite else ())):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
