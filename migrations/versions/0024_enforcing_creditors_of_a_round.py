"""Enforcing creditors of a round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER creditor_rights_no_update BEFORE UPDATE ON creditor_rights BEGIN SELECT RAISE(ABORT, 'creditor_rights are never changed'); END",
        "CREATE TRIGGER creditor_rights_no_delete BEFORE DELETE ON creditor_rights BEGIN SELECT RAISE(ABORT, 'creditor_rights are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION creditor_rights_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'creditor_rights are never changed'; END $$",
        "CREATE TRIGGER creditor_rights_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON creditor_rights FOR EACH STATEMENT EXECUTE FUNCTION creditor_rights_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "creditor_rights",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("claim_minor", sa.BigInteger(), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("claim_minor > 0", name=op.f("a_creditor_is_owed_something")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_creditor_rights_round_id")),
        sa.PrimaryKeyConstraint("round_id", "identity_digest", name=op.f("pk_creditor_rights")),
        info={"append_only": True},
    )
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
