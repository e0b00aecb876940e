"""Uploads of imports: a run knows whose it is and how far it came; refused rows keep their cells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER import_mendings_no_update BEFORE UPDATE ON import_mendings BEGIN SELECT RAISE(ABORT, 'import_mendings are never changed'); END",
        "CREATE TRIGGER import_mendings_no_delete BEFORE DELETE ON import_mendings BEGIN SELECT RAISE(ABORT, 'import_mendings are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION import_mendings_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'import_mendings are never changed'; END $$",
        "CREATE TRIGGER import_mendings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON import_mendings FOR EACH STATEMENT EXECUTE FUNCTION import_mendings_never_change()",
    ),
}
# Every list so far was of one kind, and was read to its end or not at all.
RUNS_SO_FAR = """
    UPDATE import_runs SET
        state = CASE WHEN finished_at IS NULL THEN 'RUNNING' ELSE 'FINISHED' END,
        currency = 'KRW',
        time_zone = 'Asia/Seoul',
        row_count = (SELECT count(*) FROM import_rows WHERE import_rows.run_id = import_runs.id),
        byte_offset = CASE WHEN finished_at IS NULL THEN 0 ELSE byte_count END
"""


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("import_runs") as batch_op:
        batch_op.add_column(
            sa.Column("state", sa.String(length=16), server_default="RUNNING", nullable=False)
        )
        batch_op.add_column(sa.Column("court_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("uploaded_by", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("currency", sa.String(length=3), server_default="", nullable=False))
        batch_op.add_column(sa.Column("time_zone", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("columns", sa.Text(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("row_count", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("line", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("byte_offset", sa.BigInteger(), server_default="0", nullable=False))
    op.execute(RUNS_SO_FAR)
    with op.batch_alter_table("import_runs") as batch_op:
        batch_op.create_foreign_key(batch_op.f("fk_import_runs_court_id"), "courts", ["court_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("a_run_has_a_state"),
            "state IN ('RUNNING', 'QUEUED', 'HELD', 'DISCARDED', 'FINISHED')",
        )
        batch_op.create_check_constraint(
            batch_op.f("a_finished_run_has_its_time"), "(state = 'FINISHED') = (finished_at IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("a_run_ends_with_its_file"), "byte_offset <= byte_count"
        )
        batch_op.create_index("ix_import_runs_file", ["file_hash"], unique=False)
        batch_op.create_index("ix_import_runs_state", ["state", "started_at"], unique=False)

    with op.batch_alter_table("import_rows") as batch_op:
        batch_op.add_column(sa.Column("cells", sa.Text(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("line_text", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("wrong_column", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("wrong_text", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("mended_count", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index("ix_import_rows_key", ["run_id", "source_key"], unique=False)
        batch_op.create_index("ix_import_rows_reason", ["run_id", "result", "reason"], unique=False)

    op.create_table(
        "import_blocks",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_blocks_run_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_blocks")),
    )
    op.create_table(
        "import_mendings",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("asset_class", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("mended_by", sa.String(length=32), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("mendings_count_from_one")),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_mendings_run_id")),
        sa.PrimaryKeyConstraint("run_id", "row_number", "number", name=op.f("pk_import_mendings")),
        info={"append_only": True},
    )
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
