"""Rows of the ledger: accounts and transfers.  There is no account for a commission."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only, guard

ENTERING = "purpose IN ('DEPOSIT_PAID', 'BALANCE_PAID', 'UNMATCHED_PAID')"
LEAVING = "purpose IN ('DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_APPLIED', 'UNMATCHED_RETURNED')"
# Each purpose is one way between two kinds of accounts; a case account has no way out yet.
WAYS = (
    "(purpose = 'DEPOSIT_PAID' AND debit_account LIKE 'payments:%' AND credit_account LIKE 'deposit:%')"
    " OR (purpose = 'DEPOSIT_RETURNED' AND debit_account LIKE 'deposit:%'"
    " AND credit_account LIKE 'payments:%')"
    " OR (purpose = 'DEPOSIT_APPLIED' AND debit_account LIKE 'deposit:%' AND credit_account LIKE 'case:%')"
    " OR (purpose = 'BALANCE_PAID' AND debit_account LIKE 'payments:%'"
    " AND credit_account LIKE 'balance:%')"
    " OR (purpose = 'BALANCE_APPLIED' AND debit_account LIKE 'balance:%' AND credit_account LIKE 'case:%')"
    " OR (purpose = 'UNMATCHED_PAID' AND debit_account LIKE 'payments:%'"
    " AND credit_account LIKE 'unmatched:%')"
    " OR (purpose = 'UNMATCHED_RETURNED' AND debit_account LIKE 'unmatched:%'"
    " AND credit_account LIKE 'payments:%')"
)
# A deposit, a balance or an unmatched payment leaves whole, and only after it came.
CAME = (
    "EXISTS (SELECT 1 FROM transfers AS came WHERE came.credit_account = NEW.debit_account"  # noqa: S608  # our own words only
    f" AND came.amount_minor = NEW.amount_minor AND came.currency = NEW.currency AND came.{ENTERING})"
)
WHOLE = "what leaves an account came into it whole"
_SQLITE_TRIGGER = (
    f"CREATE TRIGGER transfers_leave_whole BEFORE INSERT ON transfers WHEN NEW.{LEAVING} AND NOT {CAME}"
    f" BEGIN SELECT RAISE(ABORT, '{WHOLE}'); END"
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION transfers_leave_whole() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF NOT {CAME} THEN RAISE EXCEPTION '{WHOLE}'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER transfers_leave_whole BEFORE INSERT ON transfers"
    f" FOR EACH ROW WHEN (NEW.{LEAVING}) EXECUTE FUNCTION transfers_leave_whole()"
)
WHAT_LEAVES_CAME = {
    "sqlite": (_SQLITE_TRIGGER,),
    "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER),
}
NAMES = (
    "(kind = 'PAYMENTS' AND id LIKE 'payments:%') OR (kind = 'DEPOSIT' AND id LIKE 'deposit:%')"
    " OR (kind = 'BALANCE' AND id LIKE 'balance:%') OR (kind = 'CASE' AND id LIKE 'case:%')"
    " OR (kind = 'UNMATCHED' AND id LIKE 'unmatched:%')"
)


class LedgerAccount(Base):
    """One account.  Its balance is the sum of its credits less its debits, never stored.

    PAYMENTS stands for the world outside: all that payers sent, less what went back to them.
    """

    __tablename__ = "ledger_accounts"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    currency: Mapped[str] = mapped_column(String(3))

    __table_args__ = (
        CheckConstraint(
            "kind IN ('PAYMENTS', 'DEPOSIT', 'BALANCE', 'CASE', 'UNMATCHED')",
            name="no_account_could_receive_a_commission",
        ),
        CheckConstraint(NAMES, name="an_account_is_named_by_its_kind"),
        UniqueConstraint("id", "currency", name="an_account_has_one_currency"),
    )


class Transfer(Base):
    """One movement between two accounts: one debit, one credit, never changed."""

    __tablename__ = "transfers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    debit_account: Mapped[str] = mapped_column(String(64))
    credit_account: Mapped[str] = mapped_column(String(64))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    purpose: Mapped[str] = mapped_column(String(24))
    court_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    posted_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["debit_account", "currency"],
            ["ledger_accounts.id", "ledger_accounts.currency"],
            name="fk_debit_in_its_currency",
        ),
        ForeignKeyConstraint(
            ["credit_account", "currency"],
            ["ledger_accounts.id", "ledger_accounts.currency"],
            name="fk_credit_in_its_currency",
        ),
        CheckConstraint("amount_minor > 0", name="a_transfer_is_positive"),
        CheckConstraint("debit_account <> credit_account", name="a_transfer_moves"),
        CheckConstraint(
            "purpose IN ('DEPOSIT_PAID', 'DEPOSIT_RETURNED', 'DEPOSIT_APPLIED', 'BALANCE_PAID',"
            " 'BALANCE_APPLIED', 'UNMATCHED_PAID', 'UNMATCHED_RETURNED')",
            name="a_transfer_has_a_purpose",
        ),
        CheckConstraint(WAYS, name="a_purpose_is_one_way_between_two_kinds"),
        # By which a payout is bound to the amount of its transfer (payments/tables.py).
        Index("a_transfer_has_one_amount", "id", "amount_minor", "currency", unique=True),
        Index("ix_transfers_debit", "debit_account"),
        Index("ix_transfers_credit", "credit_account"),
        Index("ix_transfers_posted", "posted_at"),
        Index("ix_transfers_round", "round_id"),
        Index("ix_transfers_court", "court_id", "posted_at"),
        Index(
            "money_enters_an_account_once",
            "credit_account",
            unique=True,
            sqlite_where=text(ENTERING),
            postgresql_where=text(ENTERING),
        ),
        Index(
            "money_leaves_an_account_once",
            "debit_account",
            unique=True,
            sqlite_where=text(LEAVING),
            postgresql_where=text(LEAVING),
        ),
    )


append_only(Transfer.__table__)
guard(Transfer.__table__, WHAT_LEAVES_CAME)
