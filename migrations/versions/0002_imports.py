"""Import runs and their rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "import_runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mapping", sa.String(length=40), nullable=False),
        sa.Column("rule_set", sa.String(length=40), nullable=False),
        sa.Column("rule_set_version", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_runs_started_at"), ["started_at"], unique=False)

    op.create_table(
        "import_rows",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("court_name", sa.String(length=200), nullable=False),
        sa.Column("case_number", sa.String(length=80), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("refusals", sa.Text(), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("(result = 'REFUSED') = (lot_id IS NULL)", name=op.f("a_row_is_a_lot_or_refused")),
        sa.CheckConstraint(
            "result IN ('DRAFT', 'DRAFT_WITH_VIOLATIONS', 'REFUSED')", name=op.f("a_row_has_one_result")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_import_rows_lot_id")),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_rows_run_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_rows")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index("ix_import_rows_court", ["run_id", "court_name", "result"], unique=False)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
