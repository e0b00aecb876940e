"""Who must not bid in a round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER failed_buyers_no_update BEFORE UPDATE ON failed_buyers BEGIN SELECT RAISE(ABORT, 'failed_buyers are never changed'); END",
        "CREATE TRIGGER failed_buyers_no_delete BEFORE DELETE ON failed_buyers BEGIN SELECT RAISE(ABORT, 'failed_buyers are never changed'); END",
        "CREATE TRIGGER declarations_no_update BEFORE UPDATE ON declarations BEGIN SELECT RAISE(ABORT, 'declarations are never changed'); END",
        "CREATE TRIGGER declarations_no_delete BEFORE DELETE ON declarations BEGIN SELECT RAISE(ABORT, 'declarations are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION failed_buyers_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'failed_buyers are never changed'; END $$",
        "CREATE TRIGGER failed_buyers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON failed_buyers FOR EACH STATEMENT EXECUTE FUNCTION failed_buyers_never_change()",
        "CREATE OR REPLACE FUNCTION declarations_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'declarations are never changed'; END $$",
        "CREATE TRIGGER declarations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON declarations FOR EACH STATEMENT EXECUTE FUNCTION declarations_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "failed_buyers",
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("failure", sa.String(length=16), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failure IN ('DEFAULT', 'NO_APPROVAL')", name=op.f("a_buyer_failed_somehow")),
        sa.PrimaryKeyConstraint("lot_id", "identity_digest", name=op.f("pk_failed_buyers")),
        info={"append_only": True},
    )
    with op.batch_alter_table("failed_buyers", schema=None) as batch_op:
        batch_op.create_index("ix_failed_buyers_digest", ["identity_digest"], unique=False)

    op.create_table(
        "blocked_persons",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("extent", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("relation", sa.String(length=12), nullable=False),
        sa.Column("nearness", sa.String(length=16), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("extent IN ('LOT', 'CASE', 'COURT')", name=op.f("a_block_has_an_extent")),
        sa.CheckConstraint(
            "nearness IN ('SELF', 'STAFF', 'NEAR_RELATIVE')", name=op.f("a_block_has_a_nearness")
        ),
        sa.CheckConstraint("relation IN ('COURT', 'PROVIDER', 'AUX')", name=op.f("a_block_has_a_relation")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_blocked_persons_court_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["accounts.id"], name=op.f("fk_blocked_persons_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocked_persons")),
    )
    with op.batch_alter_table("blocked_persons", schema=None) as batch_op:
        batch_op.create_index("ix_blocked_persons_digest", ["identity_digest", "subject_id"], unique=False)
        batch_op.create_index("ix_blocked_persons_subject", ["subject_id", "noted_at"], unique=False)

    op.create_table(
        "declarations",
        sa.Column("enrolment_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('UNBLOCKED', 'QUALIFIED')", name=op.f("a_declaration_has_a_kind")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_declarations_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "kind", name=op.f("pk_declarations")),
        info={"append_only": True},
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(
            "ix_parties_restricted",
            ["identity_digest"],
            unique=False,
            sqlite_where=sa.text("consumption_restricted"),
            postgresql_where=sa.text("consumption_restricted"),
        )

    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
