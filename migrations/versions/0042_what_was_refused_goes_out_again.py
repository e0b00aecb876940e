"""What was refused goes out again; a refund is what a lost dispute left of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER payouts_again_no_update BEFORE UPDATE ON payouts_again BEGIN SELECT RAISE(ABORT, 'payouts_again are never changed'); END",
        "CREATE TRIGGER payouts_again_no_delete BEFORE DELETE ON payouts_again BEGIN SELECT RAISE(ABORT, 'payouts_again are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION payouts_again_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'payouts_again are never changed'; END $$",
        "CREATE TRIGGER payouts_again_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payouts_again FOR EACH STATEMENT EXECUTE FUNCTION payouts_again_never_change()",
    ),
}

GUARDS = {
    'sqlite': (
        "CREATE TRIGGER payouts_again_were_refused BEFORE INSERT ON payouts_again WHEN NOT EXISTS (SELECT 1 FROM payouts AS own WHERE own.transfer_id = NEW.transfer_id AND own.state = 'REFUSED') BEGIN SELECT RAISE(ABORT, 'only what was refused goes out again'); END",
    ),
    'postgresql': (
        "CREATE OR REPLACE FUNCTION payouts_again_were_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM payouts AS own WHERE own.transfer_id = NEW.transfer_id AND own.state = 'REFUSED') THEN RAISE EXCEPTION 'only what was refused goes out again' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payouts_again_were_refused BEFORE INSERT ON payouts_again FOR EACH ROW EXECUTE FUNCTION payouts_again_were_refused()',
    ),
}
# A payout may be less than its transfer by what a lost dispute took of it since.
CHANGED = {
    'sqlite': (
        'DROP TRIGGER payouts_say_their_transfers_new',
        'DROP TRIGGER payouts_say_their_transfers_changed',
        "CREATE TRIGGER payouts_say_their_transfers_new BEFORE INSERT ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.currency = NEW.currency AND (own.amount_minor = NEW.amount_minor OR own.amount_minor = NEW.amount_minor + (SELECT coalesce(sum(took.amount_minor), 0) FROM transfers AS took WHERE took.debit_account = own.credit_account AND took.purpose = 'DISPUTE_TAKEN_BACK'))) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
        "CREATE TRIGGER payouts_say_their_transfers_changed BEFORE UPDATE OF transfer_id, amount_minor, currency ON payouts WHEN NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.currency = NEW.currency AND (own.amount_minor = NEW.amount_minor OR own.amount_minor = NEW.amount_minor + (SELECT coalesce(sum(took.amount_minor), 0) FROM transfers AS took WHERE took.debit_account = own.credit_account AND took.purpose = 'DISPUTE_TAKEN_BACK'))) BEGIN SELECT RAISE(ABORT, 'a payout is what its transfer says'); END",
    ),
    'postgresql': (
        "CREATE OR REPLACE FUNCTION payouts_say_their_transfers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id AND own.currency = NEW.currency AND (own.amount_minor = NEW.amount_minor OR own.amount_minor = NEW.amount_minor + (SELECT coalesce(sum(took.amount_minor), 0) FROM transfers AS took WHERE took.debit_account = own.credit_account AND took.purpose = 'DISPUTE_TAKEN_BACK'))) THEN RAISE EXCEPTION 'a payout is what its transfer says' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "payouts_again",
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("transfer_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number BETWEEN 2 AND 9", name=op.f("a_payout_goes_out_again_a_few_times")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["payouts.transfer_id"], name=op.f("fk_payouts_again_transfer_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_payouts_again")),
        sa.UniqueConstraint("transfer_id", "number", name="a_payout_goes_out_again_once_each_time"),
        info={"append_only": True},
    )
    dialect = op.get_context().dialect.name
    for statement in (*NEVER_CHANGED[dialect], *GUARDS[dialect], *CHANGED[dialect]):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
