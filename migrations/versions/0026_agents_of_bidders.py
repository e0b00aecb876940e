"""Agents of bidders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER agent_rights_no_update BEFORE UPDATE ON agent_rights BEGIN SELECT RAISE(ABORT, 'agent_rights are never changed'); END",
        "CREATE TRIGGER agent_rights_no_delete BEFORE DELETE ON agent_rights BEGIN SELECT RAISE(ABORT, 'agent_rights are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION agent_rights_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'agent_rights are never changed'; END $$",
        "CREATE TRIGGER agent_rights_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agent_rights FOR EACH STATEMENT EXECUTE FUNCTION agent_rights_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "agent_rights",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("principal_digest", sa.String(length=64), nullable=False),
        sa.Column("agent_digest", sa.String(length=64), nullable=False),
        sa.Column("power", sa.String(length=200), nullable=False),
        sa.Column("proposal_id", sa.String(length=32), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("principal_digest <> agent_digest", name=op.f("an_agent_is_another_person")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_agent_rights_round_id")),
        sa.PrimaryKeyConstraint("round_id", "principal_digest", name=op.f("pk_agent_rights")),
        sa.UniqueConstraint("round_id", "agent_digest", name="an_agent_bids_for_one"),
        info={"append_only": True},
    )
    with op.batch_alter_table("agent_rights", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agent_rights_agent_digest"), ["agent_digest"], unique=False)

    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
