"""Checks of a qualification."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER qualification_checks_no_update BEFORE UPDATE ON qualification_checks BEGIN SELECT RAISE(ABORT, 'qualification_checks are never changed'); END",
        "CREATE TRIGGER qualification_checks_no_delete BEFORE DELETE ON qualification_checks BEGIN SELECT RAISE(ABORT, 'qualification_checks are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION qualification_checks_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'qualification_checks are never changed'; END $$",
        "CREATE TRIGGER qualification_checks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON qualification_checks FOR EACH STATEMENT EXECUTE FUNCTION qualification_checks_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "qualification_checks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("is_qualified", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_qualification_checks_court_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["accounts.id"], name=op.f("fk_qualification_checks_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification_checks")),
        info={"append_only": True},
    )
    with op.batch_alter_table("qualification_checks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_qualification_checks_lot", ["lot_id", "identity_digest", "checked_on"], unique=False
        )

    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
