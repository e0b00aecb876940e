"""Cases know who is paid first, who pays for auxiliary work, which platform sells, and who was notified."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward; what is registered already is neither secured nor restricted."""
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("platform", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("platform_decision", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("sell_all_agreed", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("sell_all_document", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.create_check_constraint(
            batch_op.f("who_agrees_to_sell_all_signs_it"), "NOT sell_all_agreed OR sell_all_document <> ''"
        )
    with op.batch_alter_table("parties") as batch_op:
        batch_op.add_column(
            sa.Column("identity_digest", sa.String(length=64), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("consumption_restricted", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("platform_pick", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.drop_constraint(batch_op.f("a_party_has_a_role"), type_="check")
    with op.batch_alter_table("parties") as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("a_party_has_a_role"),
            "role IN ('CREDITOR', 'DEBTOR', 'CO_OWNER', 'TENANT', 'SHAREHOLDER', 'OTHER')",
        )
        batch_op.create_check_constraint(
            batch_op.f("only_a_debtor_is_restricted"), "role = 'DEBTOR' OR NOT consumption_restricted"
        )
        batch_op.create_check_constraint(
            batch_op.f("only_a_creditor_picks_a_platform"), "role = 'CREDITOR' OR platform_pick = ''"
        )
    with op.batch_alter_table("claims") as batch_op:
        batch_op.add_column(sa.Column("secured", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("work", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("payer", sa.String(length=24), server_default="", nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("only_a_claim_is_secured"), "kind = 'CLAIM' OR NOT secured"
        )
        batch_op.create_check_constraint(
            batch_op.f("only_a_cost_has_a_payer"), "kind = 'COST' OR (work = '' AND payer = '')"
        )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
