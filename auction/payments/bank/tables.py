"""Rows of bank transfer: the court's account in its versions, statements with their lines, orders, files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only, guard


class BankAccount(Base):
    """The account of a court as two people named it; the latest is in force, the earlier ones stay."""

    __tablename__ = "bank_accounts"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    holder: Mapped[str] = mapped_column(String(140))
    number: Mapped[str] = mapped_column(String(34))
    bank: Mapped[str] = mapped_column(String(140))
    code: Mapped[str] = mapped_column(String(12))
    currency: Mapped[str] = mapped_column(String(3))
    stripe_account: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]

    __table_args__ = (Index("ix_bank_accounts_court", "court_id", "since"),)


class BankNumber(Base):
    """Of which court an account number is: a statement says only the number, so no two courts share one."""

    __tablename__ = "bank_numbers"

    number: Mapped[str] = mapped_column(String(34))
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))

    __table_args__ = (PrimaryKeyConstraint("number", name="an_account_number_is_of_one_court"),)


class BankStatement(Base):
    """One statement that finance took in: how the account stood before and after, and what was new in it."""

    __tablename__ = "bank_statements"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("bank_accounts.id"))
    number: Mapped[str] = mapped_column(String(64))
    file_digest: Mapped[str] = mapped_column(String(64))
    opening_minor: Mapped[int] = mapped_column(BigInteger)
    closing_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    closed_on: Mapped[str] = mapped_column(String(10))
    lines_new: Mapped[int] = mapped_column(Integer)
    lines_known: Mapped[int] = mapped_column(Integer)
    # How the statement before it closed, where that is not how this one opens.
    gap_minor: Mapped[int | None] = mapped_column(BigInteger)
    taken_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    taken_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("court_id", "file_digest", "number", name="a_statement_is_taken_once"),
        Index("ix_bank_statements_court", "court_id", "closed_on", "taken_at"),
    )


class BankLine(Base):
    """One movement of a court's account, once, whatever files tell of it; who stands behind it is sealed."""

    __tablename__ = "bank_lines"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("bank_statements.id"), index=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    number: Mapped[int] = mapped_column(Integer)
    position: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    arrived_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(35))
    sealed_words: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        CheckConstraint(
            "place IN ('PAYMENT', 'PAID_OUT', 'RETURNED', 'FEE', 'FROM_GATEWAY', 'OTHER')",
            name="a_line_has_a_place",
        ),
        Index("ix_bank_lines_arrived", "arrived_at", "id"),
    )


class BankFile(Base):
    """A payment file as it was written: its bytes, sealed, and the hash of them as they are downloaded."""

    __tablename__ = "bank_files"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("bank_accounts.id"))
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    orders: Mapped[int] = mapped_column(Integer)
    sum_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    written_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("orders > 0", name="a_file_orders_something"),
        Index("ix_bank_files_court", "court_id", "written_at"),
    )


class BankOrder(Base):
    """One payment from a court's account, by the id of its transfer; it is in one file at most."""

    __tablename__ = "bank_orders"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    end_to_end: Mapped[str] = mapped_column(String(35), unique=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    kind: Mapped[str] = mapped_column(String(16))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    sealed_creditor: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(String(140))
    state: Mapped[str] = mapped_column(String(16))
    file_id: Mapped[str | None] = mapped_column(ForeignKey("bank_files.id"), index=True)
    ordered_at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(32))
    moved_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="an_order_is_positive"),
        CheckConstraint("state IN ('WAITING', 'FILED', 'SENT', 'REFUSED')", name="an_order_has_a_state"),
        CheckConstraint("(state = 'WAITING') = (file_id IS NULL)", name="what_left_is_in_a_file"),
        Index("ix_bank_orders_waiting", "state", "court_id", "ordered_at"),
    )


# An account stands only under a number that is its court's: two who name one number at once cannot both.
_OF_ANOTHER = (
    "NOT EXISTS (SELECT 1 FROM bank_numbers AS own WHERE own.number = NEW.number"
    " AND own.court_id = NEW.court_id)"
)
OF_ANOTHER = "an account number is of one court"
_SQLITE = (
    f"CREATE TRIGGER bank_accounts_are_of_one_court BEFORE INSERT ON bank_accounts WHEN {_OF_ANOTHER}"
    f" BEGIN SELECT RAISE(ABORT, '{OF_ANOTHER}'); END"
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION bank_accounts_are_of_one_court() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF {_OF_ANOTHER} THEN"
    f" RAISE EXCEPTION '{OF_ANOTHER}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER bank_accounts_are_of_one_court BEFORE INSERT ON bank_accounts"
    " FOR EACH ROW EXECUTE FUNCTION bank_accounts_are_of_one_court()"
)
GUARDS = {"sqlite": (_SQLITE,), "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER)}
append_only(BankNumber.__table__)
append_only(BankAccount.__table__)
guard(BankAccount.__table__, GUARDS)
append_only(BankStatement.__table__)
append_only(BankLine.__table__)
append_only(BankFile.__table__)
