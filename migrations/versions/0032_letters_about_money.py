"""Letters about money are kept, each once, and an enrolment says in which language they are written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_UNSENT = sa.text("state IN ('WAITING', 'CLAIMED')")


def upgrade() -> None:
    """Go one step forward."""
    op.add_column(
        "enrolments", sa.Column("language", sa.String(length=20), server_default="", nullable=False)
    )
    op.create_table(
        "money_letters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt_count", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ASKED', 'IN_DAYS', 'IN_A_DAY', 'OVERDUE', 'PART_PAID', 'SET_OFF', 'PAID',"
            " 'DEPOSIT_BACK', 'SENT_BACK')",
            name="a_letter_about_money_has_a_kind",
        ),
        sa.CheckConstraint(
            "state IN ('WAITING', 'CLAIMED', 'SENT', 'FAILED', 'VOID')",
            name="a_letter_about_money_has_a_state",
        ),
        sa.CheckConstraint("(state = 'SENT') = (sent_at IS NOT NULL)", name="a_sent_letter_has_its_time"),
        sa.CheckConstraint(
            "state <> 'CLAIMED' OR claimed_at IS NOT NULL", name="a_claimed_letter_has_its_time"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_money_letters_account_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_money_letters_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_letters")),
        sa.UniqueConstraint("kind", "subject_id", name="a_letter_about_money_is_written_once"),
    )
    op.create_index(
        "ix_money_letters_due", "money_letters", ["due_at"], sqlite_where=_UNSENT, postgresql_where=_UNSENT
    )
    op.create_table(
        "letter_readings",
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_letter_readings")),
    )


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
