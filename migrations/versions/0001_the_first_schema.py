"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEVER_CHANGED = {
    "sqlite": (
        "CREATE TRIGGER blobs_no_update BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are never changed'); END",
        "CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are never changed'); END",
        "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
        "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
        "CREATE TRIGGER paper_movements_no_update BEFORE UPDATE ON paper_movements BEGIN SELECT RAISE(ABORT, 'paper_movements are never changed'); END",
        "CREATE TRIGGER paper_movements_no_delete BEFORE DELETE ON paper_movements BEGIN SELECT RAISE(ABORT, 'paper_movements are never changed'); END",
        "CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END",
        "CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers are never changed'); END",
        "CREATE TRIGGER rounds_no_update BEFORE UPDATE ON rounds BEGIN SELECT RAISE(ABORT, 'rounds are never changed'); END",
        "CREATE TRIGGER rounds_no_delete BEFORE DELETE ON rounds BEGIN SELECT RAISE(ABORT, 'rounds are never changed'); END",
        "CREATE TRIGGER bids_no_update BEFORE UPDATE ON bids BEGIN SELECT RAISE(ABORT, 'bids are never changed'); END",
        "CREATE TRIGGER bids_no_delete BEFORE DELETE ON bids BEGIN SELECT RAISE(ABORT, 'bids are never changed'); END",
        "CREATE TRIGGER notices_no_update BEFORE UPDATE ON notices BEGIN SELECT RAISE(ABORT, 'notices are never changed'); END",
        "CREATE TRIGGER notices_no_delete BEFORE DELETE ON notices BEGIN SELECT RAISE(ABORT, 'notices are never changed'); END",
        "CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'payments are never changed'); END",
        "CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payments are never changed'); END",
        "CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'acknowledgements are never changed'); END",
        "CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'acknowledgements are never changed'); END",
        "CREATE TRIGGER returned_payments_no_update BEFORE UPDATE ON returned_payments BEGIN SELECT RAISE(ABORT, 'returned_payments are never changed'); END",
        "CREATE TRIGGER returned_payments_no_delete BEFORE DELETE ON returned_payments BEGIN SELECT RAISE(ABORT, 'returned_payments are never changed'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION blobs_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'blobs are never changed'; END $$",
        "CREATE TRIGGER blobs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON blobs FOR EACH STATEMENT EXECUTE FUNCTION blobs_never_change()",
        "CREATE OR REPLACE FUNCTION entries_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$",
        "CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION entries_never_change()",
        "CREATE OR REPLACE FUNCTION paper_movements_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'paper_movements are never changed'; END $$",
        "CREATE TRIGGER paper_movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_movements FOR EACH STATEMENT EXECUTE FUNCTION paper_movements_never_change()",
        "CREATE OR REPLACE FUNCTION transfers_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'transfers are never changed'; END $$",
        "CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION transfers_never_change()",
        "CREATE OR REPLACE FUNCTION rounds_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rounds are never changed'; END $$",
        "CREATE TRIGGER rounds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rounds FOR EACH STATEMENT EXECUTE FUNCTION rounds_never_change()",
        "CREATE OR REPLACE FUNCTION bids_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bids are never changed'; END $$",
        "CREATE TRIGGER bids_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bids FOR EACH STATEMENT EXECUTE FUNCTION bids_never_change()",
        "CREATE OR REPLACE FUNCTION notices_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'notices are never changed'; END $$",
        "CREATE TRIGGER notices_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notices FOR EACH STATEMENT EXECUTE FUNCTION notices_never_change()",
        "CREATE OR REPLACE FUNCTION payments_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'payments are never changed'; END $$",
        "CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION payments_never_change()",
        "CREATE OR REPLACE FUNCTION acknowledgements_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'acknowledgements are never changed'; END $$",
        "CREATE TRIGGER acknowledgements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON acknowledgements FOR EACH STATEMENT EXECUTE FUNCTION acknowledgements_never_change()",
        "CREATE OR REPLACE FUNCTION returned_payments_never_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'returned_payments are never changed'; END $$",
        "CREATE TRIGGER returned_payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON returned_payments FOR EACH STATEMENT EXECUTE FUNCTION returned_payments_never_change()",
    ),
}


def upgrade() -> None:
    """Go one step forward."""
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_blobs")),
        info={"append_only": True},
    )
    op.create_table(
        "chains",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_chains")),
    )
    op.create_table(
        "courts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("contact", sa.String(length=400), nullable=False),
        sa.Column("supervision", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courts")),
        sa.UniqueConstraint("name", name=op.f("uq_courts_name")),
    )
    op.create_table(
        "entries",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=True),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("lot_id", sa.String(length=32), nullable=True),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_entries")),
        sa.UniqueConstraint("chain", "number", name="one_entry_per_number"),
        info={"append_only": True},
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index("ix_entries_at", ["at"], unique=False)
        batch_op.create_index("ix_entries_lot", ["lot_id", "position"], unique=False)

    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_epoch", sa.Integer(), nullable=False),
        sa.CheckConstraint("epoch >= recorded_epoch", name=op.f("what_is_recorded_happened")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "ledger_accounts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint(
            "(kind = 'PAYMENTS' AND id LIKE 'payments:%') OR (kind = 'DEPOSIT' AND id LIKE 'deposit:%') OR (kind = 'BALANCE' AND id LIKE 'balance:%') OR (kind = 'CASE' AND id LIKE 'case:%') OR (kind = 'UNMATCHED' AND id LIKE 'unmatched:%')",
            name=op.f("an_account_is_named_by_its_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('PAYMENTS', 'DEPOSIT', 'BALANCE', 'CASE', 'UNMATCHED')",
            name=op.f("no_account_could_receive_a_commission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_accounts")),
        sa.UniqueConstraint("id", "currency", name="an_account_has_one_currency"),
    )
    op.create_table(
        "paper_movements",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("destination", sa.String(length=80), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paper_movements")),
        sa.UniqueConstraint("receipt", name=op.f("uq_paper_movements_receipt")),
        info={"append_only": True},
    )
    op.create_table(
        "webhook_events",
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("gateway", sa.String(length=16), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_webhook_events")),
    )
    with op.batch_alter_table("webhook_events", schema=None) as batch_op:
        batch_op.create_index("ix_webhook_events_waiting", ["processed_at", "received_at"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role IN ('clerk', 'judge', 'finance')) = (court_id IS NOT NULL)",
            name=op.f("officers_and_only_officers_have_a_court"),
        ),
        sa.CheckConstraint(
            "role IN ('bidder', 'clerk', 'judge', 'finance', 'auditor', 'operator')",
            name=op.f("an_account_has_a_role"),
        ),
        sa.CheckConstraint("removed_at IS NULL OR NOT active", name=op.f("who_is_removed_is_not_active")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_accounts_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_fs_uniquifier")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_court_id"), ["court_id"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_number", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=400), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_cases_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("court_id", "case_number", name="a_case_number_is_used_once_in_a_court"),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_court_id"), ["court_id"], unique=False)

    op.create_table(
        "transfers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("debit_account", sa.String(length=64), nullable=False),
        sa.Column("credit_account", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=True),
        sa.Column("case_id", sa.String(length=32), nullable=True),
        sa.Column("lot_id", sa.String(length=32), nullable=True),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(purpose = 'DEPOSIT_PAID' AND debit_account LIKE 'payments:%' AND credit_account LIKE 'deposit:%') OR (purpose = 'DEPOSIT_RETURNED' AND debit_account LIKE 'deposit:%' AND credit_account LIKE 'payments:%') OR (purpose = 'DEPOSIT_APPLIED' AND debit_account LIKE 'deposit:%' AND credit_account LIKE 'case:%') OR (purpose = 'BALANCE_PAID' AND debit_account LIKE 'payments:%' AND credit_account LIKE 'balance:%') OR (purpose = 'BALANCE_APPLIED' AND debit_account LIKE 'balance:%' AND credit_account LIKE 'case:%') OR (purpose = 'UNMATCHED_PAID' AND debit_account LIKE 'payments:%' AND credit_account LIKE 'unmatched:%') OR (purpose = 'UNMATCHED_RETURNED' AND debit_account LIKE 'unmatched:%' AND credit_account LIKE 'payments:%')",
            name=op.f("a_purpose_is_one_way_between_two_kinds"),
        ),
        sa.CheckConstraint(
            "purpose IN ('DEPOSIT_PAID', 'DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_PAID', 'BALANCE_APPLIED', 'UNMATCHED_PAID', 'UNMATCHED_RETURNED')",
            name=op.f("a_transfer_has_a_purpose"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_transfer_is_positive")),
        sa.CheckConstraint("debit_account <> credit_account", name=op.f("a_transfer_moves")),
        sa.ForeignKeyConstraint(
            ["credit_account", "currency"],
            ["ledger_accounts.id", "ledger_accounts.currency"],
            name="fk_credit_in_its_currency",
        ),
        sa.ForeignKeyConstraint(
            ["debit_account", "currency"],
            ["ledger_accounts.id", "ledger_accounts.currency"],
            name="fk_debit_in_its_currency",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        info={"append_only": True},
    )
    with op.batch_alter_table("transfers", schema=None) as batch_op:
        batch_op.create_index("ix_transfers_court", ["court_id", "posted_at"], unique=False)
        batch_op.create_index("ix_transfers_credit", ["credit_account"], unique=False)
        batch_op.create_index("ix_transfers_debit", ["debit_account"], unique=False)
        batch_op.create_index("ix_transfers_posted", ["posted_at"], unique=False)
        batch_op.create_index("ix_transfers_round", ["round_id"], unique=False)
        batch_op.create_index(
            "money_enters_an_account_once",
            ["credit_account"],
            unique=True,
            sqlite_where=sa.text("purpose IN ('DEPOSIT_PAID', 'BALANCE_PAID', 'UNMATCHED_PAID')"),
            postgresql_where=sa.text("purpose IN ('DEPOSIT_PAID', 'BALANCE_PAID', 'UNMATCHED_PAID')"),
        )
        batch_op.create_index(
            "money_leaves_an_account_once",
            ["debit_account"],
            unique=True,
            sqlite_where=sa.text(
                "purpose IN ('DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_APPLIED', 'UNMATCHED_RETURNED')"
            ),
            postgresql_where=sa.text(
                "purpose IN ('DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_APPLIED', 'UNMATCHED_RETURNED')"
            ),
        )

    op.create_table(
        "case_accounts",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("account_number", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_accounts_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_accounts")),
        sa.UniqueConstraint("account_number", name=op.f("uq_case_accounts_account_number")),
    )
    op.create_table(
        "identities",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_number", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_representative", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'COMPANY') = (sealed_representative IS NOT NULL)",
            name=op.f("companies_and_only_companies_have_a_representative"),
        ),
        sa.CheckConstraint("kind IN ('NATURAL', 'COMPANY')", name=op.f("an_identity_has_a_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_identities_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_identities")),
        sa.UniqueConstraint("digest", name=op.f("uq_identities_digest")),
    )
    op.create_table(
        "lots",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("rule_set", sa.String(length=40), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("violations", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(length=32), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_because", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('FIRST', 'SECOND', 'CORRECTION')", name=op.f("a_draft_has_a_purpose")
        ),
        sa.CheckConstraint(
            "state <> 'SUBMITTED' OR submitted_by IS NOT NULL", name=op.f("a_submitted_lot_has_a_proposer")
        ),
        sa.CheckConstraint("state IN ('DRAFT', 'SUBMITTED', 'PUBLISHED')", name=op.f("a_lot_has_a_state")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_lots_case_id")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_lots_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lots")),
        sa.UniqueConstraint("court_id", "source_key", name="a_source_row_is_imported_once"),
    )
    with op.batch_alter_table("lots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lots_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_lots_desk", ["court_id", "state", "created_at"], unique=False)

    op.create_table(
        "parties",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("role IN ('CREDITOR', 'DEBTOR', 'OTHER')", name=op.f("a_party_has_a_role")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_parties_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties")),
    )
    with op.batch_alter_table("parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parties_case_id"), ["case_id"], unique=False)

    op.create_table(
        "payment_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("purpose IN ('DEPOSIT', 'BALANCE')", name=op.f("a_request_has_a_purpose")),
        sa.CheckConstraint("state IN ('OPEN', 'RECEIVED', 'ACCEPTED')", name=op.f("a_request_has_a_state")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_request_is_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_payment_requests_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_requests")),
        sa.UniqueConstraint("purpose", "subject_id", name="one_request_for_one_purpose"),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_requests_reference")),
    )
    op.create_table(
        "payouts",
        sa.Column("transfer_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("destination", sa.String(length=80), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'SENT') = (sent_at IS NOT NULL) AND (state = 'SENT') = (receipt <> '')",
            name=op.f("what_was_sent_has_its_receipt"),
        ),
        sa.CheckConstraint("kind IN ('REFUND', 'CASE_ACCOUNT')", name=op.f("a_payout_has_a_kind")),
        sa.CheckConstraint("state IN ('PENDING', 'SENT')", name=op.f("a_payout_has_a_state")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_payout_is_positive")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_payouts_transfer_id")),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_payouts")),
    )
    with op.batch_alter_table("payouts", schema=None) as batch_op:
        batch_op.create_index("ix_payouts_due", ["state", "next_attempt_at"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("rule_set", sa.String(length=40), nullable=False),
        sa.Column("rule_set_version", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("starting_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("increment_minor", sa.BigInteger(), nullable=False),
        sa.Column("deposit_minor", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extension_window_s", sa.Integer(), nullable=False),
        sa.Column("balance_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_hash", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('FIRST', 'SECOND', 'SELL_OFF', 'RERUN')", name=op.f("a_round_has_a_kind")
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("a_round_opens_before_it_closes")),
        sa.CheckConstraint(
            "starting_price_minor > 0 AND increment_minor > 0 AND deposit_minor > 0",
            name=op.f("terms_are_positive"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_rounds_case_id")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_rounds_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        info={"append_only": True},
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_court_id"), ["court_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "assets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asset_class", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("reference_price_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("known_defects", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "asset_class IN ('MOVABLE', 'IMMOVABLE', 'OTHER_RIGHT')", name=op.f("an_asset_has_a_class")
        ),
        sa.CheckConstraint(
            "reference_price_minor IS NULL OR reference_price_minor > 0",
            name=op.f("a_reference_price_is_positive"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_assets_case_id")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_assets_court_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_assets_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("lot_id", "position", name="assets_of_a_lot_are_numbered"),
    )
    with op.batch_alter_table("assets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assets_case_id"), ["case_id"], unique=False)

    op.create_table(
        "bids",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bidder_code", sa.String(length=8), nullable=False),
        sa.Column("bid_key", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequenced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=False),
        sa.Column("rule", sa.String(length=8), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("closes_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bid_count", sa.Integer(), nullable=False),
        sa.Column("extension_count", sa.Integer(), nullable=False),
        sa.Column("current_minor", sa.BigInteger(), nullable=True),
        sa.Column("needed_minor", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_bid_is_positive")),
        sa.CheckConstraint("closes_at >= closes_before", name=op.f("the_end_never_comes_nearer")),
        sa.CheckConstraint("number > 0", name=op.f("bids_are_numbered_from_one")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_bids_round_id")),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_bids")),
        sa.UniqueConstraint("bid_key", "bidder_code", "round_id", name="a_bid_is_recorded_once"),
        info={"append_only": True},
    )
    op.create_table(
        "boards",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bid_number", sa.Integer(), nullable=False),
        sa.Column("bid_count", sa.Integer(), nullable=False),
        sa.Column("extension_count", sa.Integer(), nullable=False),
        sa.Column("leader_code", sa.String(length=8), nullable=True),
        sa.Column("leader_amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("leader_number", sa.Integer(), nullable=True),
        sa.Column("leader_rank", sa.Integer(), nullable=True),
        sa.Column("sequenced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overloaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remaining_ms", sa.BigInteger(), nullable=True),
        sa.Column("state_reason", sa.String(length=400), nullable=False),
        sa.Column("hammer_price_minor", sa.BigInteger(), nullable=True),
        sa.Column("buyer_code", sa.String(length=8), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('SCHEDULED', 'OPEN', 'SUSPENDED', 'WITHDRAWN', 'UNSOLD', 'SOLD', 'OVERDUE', 'PAID', 'SETTLED')",
            name=op.f("a_board_has_a_state"),
        ),
        sa.CheckConstraint(
            "(hammer_price_minor IS NULL) = (buyer_code IS NULL)", name=op.f("a_buyer_has_a_price")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_boards_round_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_boards")),
    )
    with op.batch_alter_table("boards", schema=None) as batch_op:
        batch_op.create_index("ix_boards_due", ["state", "closes_at"], unique=False)
        batch_op.create_index("ix_boards_opening", ["state", "opens_at"], unique=False)
        batch_op.create_index(
            "one_live_round_per_lot",
            ["lot_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('SCHEDULED', 'OPEN', 'SUSPENDED', 'SOLD', 'OVERDUE', 'PAID')"),
            postgresql_where=sa.text(
                "state IN ('SCHEDULED', 'OPEN', 'SUSPENDED', 'SOLD', 'OVERDUE', 'PAID')"
            ),
        )

    op.create_table(
        "claims",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("party_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint("kind IN ('CLAIM', 'COST')", name=op.f("a_claim_has_a_kind")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_claim_is_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_claims_case_id")),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_claims_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_case_id"), ["case_id"], unique=False)

    op.create_table(
        "draft_priorities",
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("rank >= 1", name=op.f("a_draft_priority_rank_counts_from_one")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_draft_priorities_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "identity_digest", name=op.f("pk_draft_priorities")),
    )
    op.create_table(
        "enrolments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("deposit_state", sa.String(length=16), nullable=False),
        sa.Column("bidder_code", sa.String(length=8), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "deposit_state IN ('NONE', 'PAID', 'APPLIED', 'RETURNED', 'FORFEITED')",
            name=op.f("a_deposit_has_a_state"),
        ),
        sa.CheckConstraint(
            "state <> 'ADMITTED' OR bidder_code IS NOT NULL", name=op.f("who_is_admitted_has_a_code")
        ),
        sa.CheckConstraint(
            "state IN ('BEGUN', 'AWAITING', 'ADMITTED', 'REFUSED', 'EXCLUDED', 'LAPSED')",
            name=op.f("an_enrolment_has_a_state"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_enrolments_account_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_enrolments_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("round_id", "account_id", name="a_person_enrols_once_in_a_round"),
        sa.UniqueConstraint("round_id", "bidder_code", name="a_code_has_one_holder"),
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolments_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_enrolments_deposit", ["deposit_state", "round_id"], unique=False)
        batch_op.create_index(
            "ix_enrolments_under_way",
            ["round_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('BEGUN', 'AWAITING')"),
            postgresql_where=sa.text("state IN ('BEGUN', 'AWAITING')"),
        )

    op.create_table(
        "listings",
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("asset_class", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("photo_id", sa.String(length=32), nullable=True),
        sa.Column("photo_alt", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "asset_class IN ('MOVABLE', 'IMMOVABLE', 'OTHER_RIGHT')", name=op.f("a_listing_has_a_class")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_listings_court_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_listings_lot_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_listings_round_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_listings")),
        sa.UniqueConstraint("round_id", name=op.f("uq_listings_round_id")),
    )
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listings_court_id"), ["court_id"], unique=False)
        batch_op.create_index("ix_listings_published", ["published_at"], unique=False)

    op.create_table(
        "lot_documents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_lot_documents_court_id")),
        sa.ForeignKeyConstraint(["hash"], ["blobs.hash"], name=op.f("fk_lot_documents_hash")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_documents_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_documents")),
    )
    with op.batch_alter_table("lot_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_documents_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "lot_photos",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=200), nullable=False),
        sa.Column("large_hash", sa.String(length=64), nullable=False),
        sa.Column("thumb_hash", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_lot_photos_court_id")),
        sa.ForeignKeyConstraint(["large_hash"], ["blobs.hash"], name=op.f("fk_lot_photos_large_hash")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_photos_lot_id")),
        sa.ForeignKeyConstraint(["thumb_hash"], ["blobs.hash"], name=op.f("fk_lot_photos_thumb_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_photos")),
    )
    with op.batch_alter_table("lot_photos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_photos_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("published_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("proposed_by <> published_by", name=op.f("a_notice_takes_two_people")),
        sa.CheckConstraint("version >= 1", name=op.f("notices_are_numbered_from_one")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_notices_lot_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_notices_round_id")),
        sa.PrimaryKeyConstraint("lot_id", "version", name=op.f("pk_notices")),
        info={"append_only": True},
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_round_id"), ["round_id"], unique=False)

    op.create_table(
        "payments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sealed_payer_name", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("a_payment_is_positive")),
        sa.CheckConstraint("length(id) <= 48", name=op.f("a_payment_id_fits_in_a_transfer_id")),
        sa.ForeignKeyConstraint(["request_id"], ["payment_requests.id"], name=op.f("fk_payments_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        info={"append_only": True},
    )
    op.create_table(
        "priority_claims",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("identity_digest", sa.String(length=64), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.CheckConstraint("rank >= 1", name=op.f("a_priority_rank_counts_from_one")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_priority_claims_round_id")),
        sa.PrimaryKeyConstraint("round_id", "identity_digest", name=op.f("pk_priority_claims")),
    )
    op.create_table(
        "roster",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("bidder_code", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("excluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("rank IS NULL OR rank >= 1", name=op.f("a_rank_counts_from_one")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_roster_round_id")),
        sa.PrimaryKeyConstraint("round_id", "bidder_code", name=op.f("pk_roster")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("enrolment_id", sa.String(length=32), nullable=False),
        sa.Column("prompt", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("prompt BETWEEN 1 AND 7", name=op.f("there_are_seven_prompts")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_acknowledgements_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "prompt", name=op.f("pk_acknowledgements")),
        info={"append_only": True},
    )
    op.create_table(
        "returned_payments",
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_returned_payments_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["payment_requests.id"], name=op.f("fk_returned_payments_request_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_returned_payments")),
        info={"append_only": True},
    )
    with op.batch_alter_table("returned_payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returned_payments_request_id"), ["request_id"], unique=False)

    op.create_table(
        "waiting_payments",
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_waiting_payments_payment_id")),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_waiting_payments")),
    )
    with op.batch_alter_table("waiting_payments", schema=None) as batch_op:
        batch_op.create_index("ix_waiting_payments_purpose", ["purpose", "received_at"], unique=False)

    # ### end Alembic commands ###
    for statement in NEVER_CHANGED[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
