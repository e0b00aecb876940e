"""A ledger account is its own id, what was sent has left the ledger, and each guard has a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

IN_CHART = "(substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 5) = 'case:' OR substr(debit_account, 1, 9) = 'casebank:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 8) = 'dispute:' OR substr(debit_account, 1, 8) = 'expense:' OR substr(debit_account, 1, 10) = 'forfeited:' OR substr(debit_account, 1, 8) = 'gateway:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 7) = 'setoff:' OR substr(debit_account, 1, 8) = 'transit:' OR substr(debit_account, 1, 10) = 'unmatched:') AND (substr(credit_account, 1, 8) = 'balance:' OR substr(credit_account, 1, 5) = 'bank:' OR substr(credit_account, 1, 5) = 'case:' OR substr(credit_account, 1, 9) = 'casebank:' OR substr(credit_account, 1, 8) = 'deposit:' OR substr(credit_account, 1, 8) = 'dispute:' OR substr(credit_account, 1, 8) = 'expense:' OR substr(credit_account, 1, 10) = 'forfeited:' OR substr(credit_account, 1, 8) = 'gateway:' OR substr(credit_account, 1, 8) = 'payable:' OR substr(credit_account, 1, 7) = 'setoff:' OR substr(credit_account, 1, 8) = 'transit:' OR substr(credit_account, 1, 10) = 'unmatched:')"
IN_CURRENCY = "substr(debit_account, length(debit_account) - 3) = ':' || currency AND substr(credit_account, length(credit_account) - 3) = ':' || currency"
ON_THEIR_WAY = "(purpose = 'DEPOSIT_PAID' AND (substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 8) = 'gateway:') AND substr(credit_account, 1, 8) = 'deposit:') OR (purpose = 'DEPOSIT_RETURNED' AND substr(debit_account, 1, 8) = 'deposit:' AND substr(credit_account, 1, 8) = 'payable:') OR (purpose = 'DEPOSIT_APPLIED' AND substr(debit_account, 1, 8) = 'deposit:' AND substr(credit_account, 1, 5) = 'case:') OR (purpose = 'DEPOSIT_FORFEITED' AND substr(debit_account, 1, 5) = 'case:' AND substr(credit_account, 1, 10) = 'forfeited:') OR (purpose = 'BALANCE_PAID' AND (substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 8) = 'gateway:') AND substr(credit_account, 1, 8) = 'balance:') OR (purpose = 'BALANCE_APPLIED' AND substr(debit_account, 1, 8) = 'balance:' AND substr(credit_account, 1, 5) = 'case:') OR (purpose = 'BALANCE_RETURNED' AND substr(debit_account, 1, 8) = 'balance:' AND substr(credit_account, 1, 8) = 'payable:') OR (purpose = 'SET_OFF_ADMITTED' AND substr(debit_account, 1, 7) = 'setoff:' AND substr(credit_account, 1, 5) = 'case:') OR (purpose = 'UNMATCHED_PAID' AND (substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 8) = 'gateway:') AND substr(credit_account, 1, 10) = 'unmatched:') OR (purpose = 'UNMATCHED_RETURNED' AND substr(debit_account, 1, 10) = 'unmatched:' AND substr(credit_account, 1, 8) = 'payable:') OR (purpose = 'UNMATCHED_TAKEN' AND substr(debit_account, 1, 10) = 'unmatched:' AND (substr(credit_account, 1, 8) = 'balance:' OR substr(credit_account, 1, 8) = 'deposit:')) OR (purpose = 'REFUND_SENT' AND substr(debit_account, 1, 8) = 'payable:' AND (substr(credit_account, 1, 5) = 'bank:' OR substr(credit_account, 1, 8) = 'gateway:')) OR (purpose = 'CASE_CREDIT_SENT' AND substr(debit_account, 1, 9) = 'casebank:' AND (substr(credit_account, 1, 5) = 'bank:' OR substr(credit_account, 1, 8) = 'gateway:')) OR (purpose = 'FEE_CHARGED' AND substr(debit_account, 1, 8) = 'expense:' AND (substr(credit_account, 1, 5) = 'bank:' OR substr(credit_account, 1, 8) = 'gateway:')) OR (purpose = 'FEE_COVERED' AND (substr(debit_account, 1, 5) = 'bank:' OR substr(debit_account, 1, 8) = 'gateway:') AND substr(credit_account, 1, 8) = 'expense:') OR (purpose = 'GATEWAY_PAID_OUT' AND substr(debit_account, 1, 8) = 'transit:' AND substr(credit_account, 1, 8) = 'gateway:') OR (purpose = 'TRANSIT_ARRIVED' AND substr(debit_account, 1, 5) = 'bank:' AND substr(credit_account, 1, 8) = 'transit:') OR (purpose = 'DISPUTE_OPENED' AND substr(debit_account, 1, 8) = 'dispute:' AND substr(credit_account, 1, 8) = 'gateway:') OR (purpose = 'DISPUTE_WON' AND substr(debit_account, 1, 8) = 'gateway:' AND substr(credit_account, 1, 8) = 'dispute:') OR (purpose = 'DISPUTE_LOST' AND substr(debit_account, 1, 8) = 'expense:' AND substr(credit_account, 1, 8) = 'dispute:') OR (purpose = 'DISPUTE_TAKEN_BACK' AND (substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 10) = 'unmatched:') AND substr(credit_account, 1, 8) = 'dispute:') OR purpose = 'CORRECTION'"
ENTERS_A_DEPOSIT = (
    "purpose IN ('DEPOSIT_PAID', 'UNMATCHED_TAKEN') AND substr(credit_account, 1, 8) = 'deposit:'"
)
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER payouts_say_their_transfers_new BEFORE INSERT ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
        "CREATE TRIGGER payouts_say_their_transfers_changed BEFORE UPDATE OF transfer_id, amount_minor, currency ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
        "CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END",
        "CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END",
        "CREATE TRIGGER transfers_not_below_zero AFTER INSERT ON transfers WHEN (substr(NEW.debit_account, 1, 8) = 'balance:' OR substr(NEW.debit_account, 1, 5) = 'case:' OR substr(NEW.debit_account, 1, 8) = 'deposit:' OR substr(NEW.debit_account, 1, 10) = 'forfeited:' OR substr(NEW.debit_account, 1, 8) = 'payable:' OR substr(NEW.debit_account, 1, 10) = 'unmatched:') AND (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = NEW.debit_account) < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = NEW.debit_account) BEGIN SELECT RAISE(ABORT, 'nothing leaves an account that is not in it'); END",
        "CREATE TRIGGER transfers_reversed_exactly AFTER INSERT ON transfers WHEN NEW.purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = NEW.reverses AND wrong.debit_account = NEW.credit_account AND wrong.credit_account = NEW.debit_account AND wrong.amount_minor = NEW.amount_minor) BEGIN SELECT RAISE(ABORT, 'a correction is the exact reverse of an earlier transfer'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION payouts_say_their_transfers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.amount_minor = NEW.amount_minor AND own.currency = NEW.currency) THEN RAISE EXCEPTION 'a payout is what its transfer says' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER payouts_say_their_transfers BEFORE INSERT OR UPDATE OF transfer_id, amount_minor, currency ON payouts FOR EACH ROW EXECUTE FUNCTION payouts_say_their_transfers()",
        "CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION transfers_never_change()",
        "CREATE OR REPLACE FUNCTION transfers_hold() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$ BEGIN IF EXISTS (SELECT 1 FROM posted WHERE purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = posted.reverses AND wrong.debit_account = posted.credit_account AND wrong.credit_account = posted.debit_account AND wrong.amount_minor = posted.amount_minor)) THEN RAISE EXCEPTION 'a correction is the exact reverse of an earlier transfer' USING ERRCODE = 'check_violation'; END IF; PERFORM 1 FROM (SELECT DISTINCT debit_account FROM posted WHERE (substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 5) = 'case:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 10) = 'forfeited:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 10) = 'unmatched:')) AS spent JOIN transfers AS came ON came.credit_account = spent.debit_account FOR NO KEY UPDATE OF came; IF EXISTS (SELECT 1 FROM (SELECT DISTINCT debit_account FROM posted WHERE (substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 5) = 'case:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 10) = 'forfeited:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 10) = 'unmatched:')) AS spent WHERE (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = spent.debit_account) < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = spent.debit_account)) THEN RAISE EXCEPTION 'nothing leaves an account that is not in it' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER transfers_hold AFTER INSERT ON transfers REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION transfers_hold()",
    ),
}
# Until now there was one account of the world outside, and what was returned or credited counted as
# gone when it was ordered.  All of it went over the paper gateway, the only one there was.
RENAMED = """
    UPDATE transfers SET
        debit_account = CASE WHEN debit_account LIKE 'payments:%' THEN 'gateway:paper:' || currency
            ELSE debit_account || ':' || currency END,
        credit_account = CASE purpose
            WHEN 'DEPOSIT_RETURNED' THEN 'payable:' || substr(debit_account, 9) || ':' || currency
            WHEN 'UNMATCHED_RETURNED' THEN 'payable:' || substr(debit_account, 11) || ':' || currency
            ELSE credit_account || ':' || currency END
"""
SENT = """
    INSERT INTO transfers (id, debit_account, credit_account, amount_minor, currency, purpose,
                           court_id, case_id, lot_id, round_id, posted_at)
    SELECT 'sent:' || moved.id,
           CASE payouts.kind WHEN 'REFUND' THEN moved.credit_account
               ELSE 'casebank:' || substr(moved.credit_account, 6) END,
           'gateway:paper:' || moved.currency, moved.amount_minor, moved.currency,
           CASE payouts.kind WHEN 'REFUND' THEN 'REFUND_SENT' ELSE 'CASE_CREDIT_SENT' END,
           moved.court_id, moved.case_id, moved.lot_id, moved.round_id, payouts.sent_at
      FROM payouts JOIN transfers AS moved ON moved.id = payouts.transfer_id
     WHERE payouts.state = 'SENT'
"""


def upgrade() -> None:
    """Go one step forward; what was posted keeps its id, its amount and its time."""
    _loosen()
    op.execute(RENAMED)
    op.execute(SENT)
    op.drop_table("ledger_accounts")
    _tighten()
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


def _loosen() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER transfers_append_only ON transfers")
        op.execute("DROP TRIGGER transfers_leave_whole ON transfers")
        op.execute("DROP FUNCTION transfers_leave_whole()")
    with op.batch_alter_table("payouts") as batch_op:
        batch_op.drop_constraint("fk_a_payout_is_its_transfer", type_="foreignkey")
        batch_op.create_foreign_key("fk_payouts_transfer_id", "transfers", ["transfer_id"], ["id"])
    for name in (
        "a_transfer_has_one_amount",
        "money_enters_an_account_once",
        "money_leaves_an_account_once",
        "ix_transfers_credit",
        "ix_transfers_debit",
    ):
        op.drop_index(name, "transfers")
    with op.batch_alter_table("transfers") as batch_op:
        batch_op.add_column(sa.Column("reverses", sa.String(length=64), nullable=True))
        batch_op.drop_constraint("fk_debit_in_its_currency", type_="foreignkey")
        batch_op.drop_constraint("fk_credit_in_its_currency", type_="foreignkey")
        for name in (
            "a_purpose_is_one_way_between_two_kinds",
            "a_transfer_has_a_purpose",
            "a_transfer_moves",
        ):
            batch_op.drop_constraint(batch_op.f(name), type_="check")


def _tighten() -> None:
    with op.batch_alter_table("transfers") as batch_op:
        batch_op.create_check_constraint(batch_op.f("no_account_could_receive_a_commission"), IN_CHART)
        batch_op.create_check_constraint(batch_op.f("a_transfer_stays_in_its_currency"), IN_CURRENCY)
        batch_op.create_check_constraint(batch_op.f("a_purpose_has_its_ways"), ON_THEIR_WAY)
        batch_op.create_check_constraint(
            batch_op.f("a_correction_says_what_it_reverses"),
            "(purpose = 'CORRECTION') = (reverses IS NOT NULL)",
        )
    op.create_index("ix_transfers_debit", "transfers", ["debit_account", "posted_at"])
    op.create_index("ix_transfers_credit", "transfers", ["credit_account", "posted_at"])
    for name, column, only in (
        ("a_deposit_enters_once", "credit_account", ENTERS_A_DEPOSIT),
        ("a_transfer_is_reversed_once", "reverses", "reverses IS NOT NULL"),
    ):
        where = sa.text(only)
        op.create_index(name, "transfers", [column], unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
