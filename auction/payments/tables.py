"""Rows of payment requests, the webhook inbox, payouts, and the paper gateway's own book."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only, guard

LEFT_LATE = "sent_at > due_at"


class PaymentRequest(Base):
    """What somebody is asked to pay: a deposit for an enrolment or the balance of a round.

    OPEN: nothing there, or what came was returned.  RECEIVED: money waits to be judged.
    ACCEPTED: it was what was asked, and serves its purpose.
    """

    __tablename__ = "payment_requests"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("purpose IN ('DEPOSIT', 'BALANCE')", name="a_request_has_a_purpose"),
        CheckConstraint("state IN ('OPEN', 'RECEIVED', 'ACCEPTED')", name="a_request_has_a_state"),
        CheckConstraint("amount_minor > 0", name="a_request_is_positive"),
        UniqueConstraint("purpose", "subject_id", name="one_request_for_one_purpose"),
        # Letters ask every second what was asked since.
        Index("ix_payment_requests_asked", "purpose", "asked_at", "id"),
    )


class WebhookEvent(Base):
    """The inbox: one row per event id of a gateway.  The body is sealed: it names the payer.

    While its gateway does not answer, a message waits for its next attempt.
    """

    __tablename__ = "webhook_events"

    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    gateway: Mapped[str] = mapped_column(String(16))
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(32), default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    next_attempt_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_webhook_events_waiting", "processed_at", "received_at"),)


class Payment(Base):
    """Money that a gateway says it received, once per gateway payment id.

    At a bank it came to the account of a court.  How it can be sent back is sealed: it names an account.
    """

    __tablename__ = "payments"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("payment_requests.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    sealed_payer_name: Mapped[bytes] = mapped_column(LargeBinary)
    result: Mapped[str] = mapped_column(String(32))
    received_at: Mapped[datetime]
    gateway: Mapped[str] = mapped_column(String(16), default="paper", server_default="paper")
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="", server_default="")
    sealed_origin: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="a_payment_is_positive"),
        CheckConstraint("length(id) <= 48", name="a_payment_id_fits_in_a_transfer_id"),
    )


class WaitingPayment(Base):
    """A received payment that nobody has judged yet; the row goes when it is accepted or returned."""

    __tablename__ = "waiting_payments"

    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    received_at: Mapped[datetime]

    __table_args__ = (Index("ix_waiting_payments_purpose", "purpose", "received_at"),)


class HeldPayment(Base):
    """A payment that came to a court's bank and that nobody could place; the row goes when it is.

    Finance may place it until ``until_at``; then it goes back by itself.
    """

    __tablename__ = "held_payments"

    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), primary_key=True)
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    reason: Mapped[str] = mapped_column(String(32))
    held_at: Mapped[datetime]
    until_at: Mapped[datetime] = mapped_column(index=True)


class PlacedPayment(Base):
    """A held payment that finance placed: for which request it counts, whatever it named itself."""

    __tablename__ = "placed_payments"

    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("payment_requests.id"))
    placed_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    placed_at: Mapped[datetime]


class ReturnedPayment(Base):
    """A payment that went back to its payer, and why; shown to whoever was asked to pay.

    ``amount_minor`` is what went back of it, nothing when it was all of it.
    """

    __tablename__ = "returned_payments"

    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), primary_key=True)
    request_id: Mapped[str | None] = mapped_column(ForeignKey("payment_requests.id"), index=True)
    reason: Mapped[str] = mapped_column(String(32))
    returned_at: Mapped[datetime]
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)


class Payout(Base):
    """Money that is to leave through a gateway; its transfer id is the idempotency key.

    PENDING: not called yet.  UNKNOWN: called, and nobody said yet what became of it.  UNDER_WAY: the
    gateway has it.  SENT: it left, with its receipt.  REFUSED: it will not leave this way.
    """

    __tablename__ = "payouts"

    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    destination: Mapped[str] = mapped_column(String(80))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime]
    due_at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(String(64), default="")
    sent_at: Mapped[datetime | None]
    gateway: Mapped[str] = mapped_column(String(16), default="paper", server_default="paper")
    first_attempt_at: Mapped[datetime | None]
    # Why it waits or was refused; empty while nothing is wrong.
    reason: Mapped[str] = mapped_column(String(64), default="", server_default="")

    __table_args__ = (
        CheckConstraint("kind IN ('REFUND', 'CASE_ACCOUNT')", name="a_payout_has_a_kind"),
        CheckConstraint(
            "state IN ('PENDING', 'UNKNOWN', 'UNDER_WAY', 'SENT', 'REFUSED')", name="a_payout_has_a_state"
        ),
        CheckConstraint(
            "(state = 'SENT') = (sent_at IS NOT NULL) AND (state = 'SENT') = (receipt <> '')",
            name="what_was_sent_has_its_receipt",
        ),
        CheckConstraint("amount_minor > 0", name="a_payout_is_positive"),
        Index("ix_payouts_due", "state", "next_attempt_at"),
        Index(
            "ix_payouts_on_their_way",
            "next_attempt_at",
            "transfer_id",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        # Few leave too late, and these are looked for among all that ever left.
        Index(
            "ix_payouts_left_late",
            "sent_at",
            sqlite_where=text(LEFT_LATE),
            postgresql_where=text(LEFT_LATE),
        ),
    )


class PaperMovement(Base):
    """The paper gateway's own book: what this bank on paper has paid out, once per key."""

    __tablename__ = "paper_movements"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    destination: Mapped[str] = mapped_column(String(80))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    moved_at: Mapped[datetime]


# A payout says what its transfer says, less what a lost dispute took of it.  A key over three columns
# would cost every transfer an index more.
_TAKEN_BACK = (
    "(SELECT coalesce(sum(took.amount_minor), 0) FROM transfers AS took"
    " WHERE took.debit_account = own.credit_account AND took.purpose = 'DISPUTE_TAKEN_BACK')"
)
_NOT_ITS_TRANSFER = (
    "NOT EXISTS (SELECT 1 FROM transfers AS own WHERE own.id = NEW.transfer_id"  # noqa: S608  # our own words only
    " AND own.currency = NEW.currency AND (own.amount_minor = NEW.amount_minor"
    f" OR own.amount_minor = NEW.amount_minor + {_TAKEN_BACK}))"
)
NOT_ITS_TRANSFER = "a payout is what its transfer says"
_SQLITE = tuple(
    f"CREATE TRIGGER payouts_say_their_transfers_{name} BEFORE {verb} ON payouts"
    f" WHEN {_NOT_ITS_TRANSFER} BEGIN SELECT RAISE(ABORT, '{NOT_ITS_TRANSFER}'); END"
    for name, verb in (("new", "INSERT"), ("changed", "UPDATE OF transfer_id, amount_minor, currency"))
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION payouts_say_their_transfers() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN IF {_NOT_ITS_TRANSFER} THEN"
    f" RAISE EXCEPTION '{NOT_ITS_TRANSFER}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER payouts_say_their_transfers"
    " BEFORE INSERT OR UPDATE OF transfer_id, amount_minor, currency ON payouts"
    " FOR EACH ROW EXECUTE FUNCTION payouts_say_their_transfers()"
)
PAYOUT_GUARDS = {"sqlite": _SQLITE, "postgresql": (_POSTGRESQL_FUNCTION, _POSTGRESQL_TRIGGER)}
guard(Payout.__table__, PAYOUT_GUARDS)
append_only(PaperMovement.__table__)
append_only(Payment.__table__)
append_only(PlacedPayment.__table__)
append_only(ReturnedPayment.__table__)
