"""An account number is of one court."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER bank_numbers_no_update BEFORE UPDATE ON bank_numbers BEGIN SELECT RAISE(ABORT, 'bank_numbers are never changed'); END",
        "CREATE TRIGGER bank_numbers_no_delete BEFORE DELETE ON bank_numbers BEGIN SELECT RAISE(ABORT, 'bank_numbers are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION bank_numbers_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_numbers are never changed'; END $$",
        "CREATE TRIGGER bank_numbers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_numbers FOR EACH STATEMENT EXECUTE FUNCTION bank_numbers_never_change()",
    ),
}
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER bank_accounts_are_of_one_court BEFORE INSERT ON bank_accounts WHEN NOT EXISTS (SELECT 1 FROM bank_numbers AS own WHERE own.number = NEW.number AND own.court_id = NEW.court_id) BEGIN SELECT RAISE(ABORT, 'an account number is of one court'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION bank_accounts_are_of_one_court() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM bank_numbers AS own WHERE own.number = NEW.number AND own.court_id = NEW.court_id) THEN RAISE EXCEPTION 'an account number is of one court' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER bank_accounts_are_of_one_court BEFORE INSERT ON bank_accounts FOR EACH ROW EXECUTE FUNCTION bank_accounts_are_of_one_court()",
    ),
}
# Where two courts named one number before this was refused, it is of the court that named it first.
KNOWN = (
    "INSERT INTO bank_numbers (number, court_id) SELECT number, court_id FROM"
    " (SELECT number, court_id, row_number() OVER (PARTITION BY number ORDER BY since, id) AS place"
    " FROM bank_accounts) AS named WHERE place = 1"
)


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "bank_numbers",
        sa.Column("number", sa.String(length=34), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_bank_numbers_court_id")),
        sa.PrimaryKeyConstraint("number", name="an_account_number_is_of_one_court"),
        info={"append_only": True},
    )
    dialect = op.get_context().dialect.name
    for statement in (KNOWN, *NEVER_CHANGED[dialect], *GUARDS[dialect]):
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
