"""Every day of an account is compared and differences are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER paper_arrivals_no_update BEFORE UPDATE ON paper_arrivals BEGIN SELECT RAISE(ABORT, 'paper_arrivals are never changed'); END",
        "CREATE TRIGGER paper_arrivals_no_delete BEFORE DELETE ON paper_arrivals BEGIN SELECT RAISE(ABORT, 'paper_arrivals are never changed'); END",
        "CREATE TRIGGER reconciliations_no_update BEFORE UPDATE ON reconciliations BEGIN SELECT RAISE(ABORT, 'reconciliations are never changed'); END",
        "CREATE TRIGGER reconciliations_no_delete BEFORE DELETE ON reconciliations BEGIN SELECT RAISE(ABORT, 'reconciliations are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION paper_arrivals_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'paper_arrivals are never changed'; END $$",
        "CREATE TRIGGER paper_arrivals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_arrivals FOR EACH STATEMENT EXECUTE FUNCTION paper_arrivals_never_change()",
        "CREATE OR REPLACE FUNCTION reconciliations_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'reconciliations are never changed'; END $$",
        "CREATE TRIGGER reconciliations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliations FOR EACH STATEMENT EXECUTE FUNCTION reconciliations_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "money_differences",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("line_kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("transfer_id", sa.String(length=64), nullable=False),
        sa.Column("ledger_minor", sa.BigInteger(), nullable=False),
        sa.Column("gateway_minor", sa.BigInteger(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_by", sa.String(length=32), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mended_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(explained_at IS NULL) = (explained_by = '') AND (explained_at IS NULL) = (explanation = '')",
            name=op.f("an_explanation_is_somebodys"),
        ),
        sa.CheckConstraint(
            "kind IN ('NOT_AT_GATEWAY', 'NOT_IN_LEDGER', 'OTHER_AMOUNT', 'TWICE', 'BALANCE')",
            name=op.f("a_difference_has_a_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_differences")),
    )
    with op.batch_alter_table("money_differences", schema=None) as batch_op:
        batch_op.create_index(
            "a_difference_is_open_once",
            ["account_id", "key"],
            unique=True,
            sqlite_where=sa.text("mended_at IS NULL"),
            postgresql_where=sa.text("mended_at IS NULL"),
        )
        batch_op.create_index("ix_money_differences_court", ["court_id", "since_at"], unique=False)
        batch_op.create_index("ix_money_differences_day", ["account_id", "day"], unique=False)

    op.create_table(
        "paper_arrivals",
        sa.Column("payment_id", sa.String(length=48), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sealed_payer_name", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_paper_arrivals")),
        info={"append_only": True},
    )
    with op.batch_alter_table("paper_arrivals", schema=None) as batch_op:
        batch_op.create_index("ix_paper_arrivals_at", ["arrived_at"], unique=False)

    op.create_table(
        "reconciliations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("difference_count", sa.Integer(), nullable=False),
        sa.Column("ledger_minor", sa.BigInteger(), nullable=False),
        sa.Column("gateway_minor", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("line_count >= 0 AND difference_count >= 0", name=op.f("a_comparison_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        info={"append_only": True},
    )
    with op.batch_alter_table("reconciliations", schema=None) as batch_op:
        batch_op.create_index("ix_reconciliations_account", ["account_id", "day", "done_at"], unique=False)
        batch_op.create_index("ix_reconciliations_court", ["court_id", "day"], unique=False)

    # Until now every payment came over the bank on paper, which kept no book of them.
    op.execute(
        "INSERT INTO paper_arrivals"
        " (payment_id, reference, amount_minor, currency, sealed_payer_name, arrived_at)"
        " SELECT came.id, coalesce(asked.reference, ''), came.amount_minor, came.currency,"
        " came.sealed_payer_name, came.received_at FROM payments AS came"
        " LEFT JOIN payment_requests AS asked ON asked.id = came.request_id"
    )
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
