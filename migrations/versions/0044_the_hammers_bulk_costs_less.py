"""The bulk of the hammer costs less: sums are asked in one order; a court's index has what comes and goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TOLD_BY_LETTER = "(purpose = 'BALANCE_PAID' OR purpose = 'UNMATCHED_TAKEN' OR purpose = 'SET_OFF_ADMITTED' OR purpose = 'BALANCE_APPLIED' OR purpose = 'UNMATCHED_RETURNED' OR purpose = 'REFUND_SENT')"
COMES_OR_GOES = "(round_id IS NULL OR NOT (purpose = 'DEPOSIT_RETURNED' OR purpose = 'DEPOSIT_APPLIED' OR purpose = 'DEPOSIT_FORFEITED' OR purpose = 'BALANCE_APPLIED' OR purpose = 'BALANCE_RETURNED' OR purpose = 'SET_OFF_ADMITTED' OR purpose = 'UNMATCHED_RETURNED' OR purpose = 'UNMATCHED_TAKEN' OR purpose = 'DISPUTE_LOST' OR purpose = 'DISPUTE_TAKEN_BACK'))"
GUARDS = {
    "sqlite": (
        "DROP TRIGGER transfers_not_below_zero",
        "DROP TRIGGER transfers_reversed_exactly",
        "CREATE TRIGGER transfers_hold AFTER INSERT ON transfers WHEN (NEW.purpose = 'DEPOSIT_RETURNED' OR NEW.purpose = 'DEPOSIT_APPLIED' OR NEW.purpose = 'DEPOSIT_FORFEITED' OR NEW.purpose = 'BALANCE_APPLIED' OR NEW.purpose = 'BALANCE_RETURNED' OR NEW.purpose = 'UNMATCHED_RETURNED' OR NEW.purpose = 'UNMATCHED_TAKEN' OR NEW.purpose = 'REFUND_SENT' OR NEW.purpose = 'DISPUTE_TAKEN_BACK' OR NEW.purpose = 'CORRECTION') BEGIN SELECT RAISE(ABORT, 'a correction is the exact reverse of an earlier transfer') WHERE NEW.purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = NEW.reverses AND wrong.debit_account = NEW.credit_account AND wrong.credit_account = NEW.debit_account AND wrong.amount_minor = NEW.amount_minor); SELECT RAISE(ABORT, 'nothing leaves an account that is not in it') WHERE (SELECT coalesce(sum(came.amount_minor), 0) FROM transfers AS came WHERE came.credit_account = NEW.debit_account) < (SELECT sum(went.amount_minor) FROM transfers AS went WHERE went.debit_account = NEW.debit_account) AND (substr(NEW.debit_account, 1, 8) = 'balance:' OR substr(NEW.debit_account, 1, 5) = 'case:' OR substr(NEW.debit_account, 1, 8) = 'deposit:' OR substr(NEW.debit_account, 1, 10) = 'forfeited:' OR substr(NEW.debit_account, 1, 8) = 'payable:' OR substr(NEW.debit_account, 1, 10) = 'unmatched:'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION transfers_hold() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_hashagg = off AS $$ DECLARE accounts text[]; came bigint[]; BEGIN IF EXISTS (SELECT 1 FROM posted WHERE purpose = 'CORRECTION' AND NOT EXISTS (SELECT 1 FROM transfers AS wrong WHERE wrong.id = posted.reverses AND wrong.debit_account = posted.credit_account AND wrong.credit_account = posted.debit_account AND wrong.amount_minor = posted.amount_minor)) THEN RAISE EXCEPTION 'a correction is the exact reverse of an earlier transfer' USING ERRCODE = 'check_violation'; END IF; WITH spent AS (SELECT DISTINCT debit_account AS account FROM posted WHERE (purpose = 'DEPOSIT_RETURNED' OR purpose = 'DEPOSIT_APPLIED' OR purpose = 'DEPOSIT_FORFEITED' OR purpose = 'BALANCE_APPLIED' OR purpose = 'BALANCE_RETURNED' OR purpose = 'UNMATCHED_RETURNED' OR purpose = 'UNMATCHED_TAKEN' OR purpose = 'REFUND_SENT' OR purpose = 'DISPUTE_TAKEN_BACK' OR purpose = 'CORRECTION') AND (substr(debit_account, 1, 8) = 'balance:' OR substr(debit_account, 1, 5) = 'case:' OR substr(debit_account, 1, 8) = 'deposit:' OR substr(debit_account, 1, 10) = 'forfeited:' OR substr(debit_account, 1, 8) = 'payable:' OR substr(debit_account, 1, 10) = 'unmatched:')), held AS MATERIALIZED (SELECT account, (SELECT coalesce(sum(amount_minor), 0) FROM (SELECT amount_minor FROM transfers WHERE credit_account = spent.account FOR NO KEY UPDATE) AS brought) AS minor FROM spent) SELECT array_agg(account), array_agg(minor) INTO accounts, came FROM held; IF EXISTS (SELECT 1 FROM unnest(accounts, came) WITH ORDINALITY AS held(account, minor, number) JOIN transfers AS went ON went.debit_account = held.account GROUP BY held.number, held.minor HAVING sum(went.amount_minor) > held.minor) THEN RAISE EXCEPTION 'nothing leaves an account that is not in it' USING ERRCODE = 'check_violation'; END IF; RETURN NULL; END $$",
    ),
}
PARTS = (
    ("ix_transfers_told", ["posted_at", "id"], TOLD_BY_LETTER),
    ("ix_transfers_court", ["court_id", "posted_at"], COMES_OR_GOES),
)


def upgrade() -> None:
    """Go one step forward; no row changes."""
    for name, columns, only in PARTS:
        where = sa.text(only)
        op.drop_index(name, "transfers")
        op.create_index(name, "transfers", columns, sqlite_where=where, postgresql_where=where)
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
