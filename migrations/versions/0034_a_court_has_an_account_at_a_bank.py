"""A court has an account at a bank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER bank_accounts_no_update BEFORE UPDATE ON bank_accounts BEGIN SELECT RAISE(ABORT, 'bank_accounts are never changed'); END",
        "CREATE TRIGGER bank_accounts_no_delete BEFORE DELETE ON bank_accounts BEGIN SELECT RAISE(ABORT, 'bank_accounts are never changed'); END",
        "CREATE TRIGGER bank_files_no_update BEFORE UPDATE ON bank_files BEGIN SELECT RAISE(ABORT, 'bank_files are never changed'); END",
        "CREATE TRIGGER bank_files_no_delete BEFORE DELETE ON bank_files BEGIN SELECT RAISE(ABORT, 'bank_files are never changed'); END",
        "CREATE TRIGGER bank_statements_no_update BEFORE UPDATE ON bank_statements BEGIN SELECT RAISE(ABORT, 'bank_statements are never changed'); END",
        "CREATE TRIGGER bank_statements_no_delete BEFORE DELETE ON bank_statements BEGIN SELECT RAISE(ABORT, 'bank_statements are never changed'); END",
        "CREATE TRIGGER bank_lines_no_update BEFORE UPDATE ON bank_lines BEGIN SELECT RAISE(ABORT, 'bank_lines are never changed'); END",
        "CREATE TRIGGER bank_lines_no_delete BEFORE DELETE ON bank_lines BEGIN SELECT RAISE(ABORT, 'bank_lines are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION bank_accounts_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_accounts are never changed'; END $$",
        "CREATE TRIGGER bank_accounts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_accounts FOR EACH STATEMENT EXECUTE FUNCTION bank_accounts_never_change()",
        "CREATE OR REPLACE FUNCTION bank_files_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_files are never changed'; END $$",
        "CREATE TRIGGER bank_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_files FOR EACH STATEMENT EXECUTE FUNCTION bank_files_never_change()",
        "CREATE OR REPLACE FUNCTION bank_statements_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_statements are never changed'; END $$",
        "CREATE TRIGGER bank_statements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_statements FOR EACH STATEMENT EXECUTE FUNCTION bank_statements_never_change()",
        "CREATE OR REPLACE FUNCTION bank_lines_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_lines are never changed'; END $$",
        "CREATE TRIGGER bank_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_lines FOR EACH STATEMENT EXECUTE FUNCTION bank_lines_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "bank_accounts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=140), nullable=False),
        sa.Column("number", sa.String(length=34), nullable=False),
        sa.Column("bank", sa.String(length=140), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("stripe_account", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_accounts_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
        info={"append_only": True},
    )
    with op.batch_alter_table("bank_accounts", schema=None) as batch_op:
        batch_op.create_index("ix_bank_accounts_court", ["court_id", "since"], unique=False)

    op.create_table(
        "bank_files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("sum_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("orders > 0", name=op.f("a_file_orders_something")),
        sa.ForeignKeyConstraint(["account_id"], ["bank_accounts.id"], name=op.f("fk_bank_files_account_id")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_files_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_files")),
        info={"append_only": True},
    )
    with op.batch_alter_table("bank_files", schema=None) as batch_op:
        batch_op.create_index("ix_bank_files_court", ["court_id", "written_at"], unique=False)

    op.create_table(
        "bank_statements",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("opening_minor", sa.BigInteger(), nullable=False),
        sa.Column("closing_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("closed_on", sa.String(length=10), nullable=False),
        sa.Column("lines_new", sa.Integer(), nullable=False),
        sa.Column("lines_known", sa.Integer(), nullable=False),
        sa.Column("gap_minor", sa.BigInteger(), nullable=True),
        sa.Column("taken_by", sa.String(length=32), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["bank_accounts.id"], name=op.f("fk_bank_statements_account_id")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_statements_court_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["accounts.id"], name=op.f("fk_bank_statements_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
        sa.UniqueConstraint("court_id", "file_digest", "number", name="a_statement_is_taken_once"),
        info={"append_only": True},
    )
    with op.batch_alter_table("bank_statements", schema=None) as batch_op:
        batch_op.create_index("ix_bank_statements_court", ["court_id", "closed_on", "taken_at"], unique=False)

    op.create_table(
        "bank_lines",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("statement_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=35), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "place IN ('PAYMENT', 'PAID_OUT', 'RETURNED', 'FEE', 'FROM_GATEWAY', 'OTHER')",
            name=op.f("a_line_has_a_place"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_lines_court_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["bank_statements.id"], name=op.f("fk_bank_lines_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_lines")),
        info={"append_only": True},
    )
    with op.batch_alter_table("bank_lines", schema=None) as batch_op:
        batch_op.create_index("ix_bank_lines_arrived", ["arrived_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bank_lines_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "bank_orders",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("end_to_end", sa.String(length=35), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sealed_creditor", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'WAITING') = (file_id IS NULL)", name=op.f("what_left_is_in_a_file")),
        sa.CheckConstraint(
            "state IN ('WAITING', 'FILED', 'SENT', 'REFUSED')", name=op.f("an_order_has_a_state")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("an_order_is_positive")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_orders_court_id")),
        sa.ForeignKeyConstraint(["file_id"], ["bank_files.id"], name=op.f("fk_bank_orders_file_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bank_orders")),
        sa.UniqueConstraint("end_to_end", name=op.f("uq_bank_orders_end_to_end")),
    )
    with op.batch_alter_table("bank_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_orders_file_id"), ["file_id"], unique=False)
        batch_op.create_index("ix_bank_orders_waiting", ["state", "court_id", "ordered_at"], unique=False)
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
