"""The bank on paper: a gateway without a bank, for demonstration and tests.

It keeps its own book of what came in and what it paid out, takes payments on a page of its own and
signs its messages like a real one.  It is there only while the setting ``paper_gateway`` is on.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.database import Database
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.settings import Settings
from auction.payments import webhook
from auction.payments.fact import Fact, GatewayLine, LineKind, Moved, MovedState, Nothing, PaymentArrived
from auction.payments.gateway import Ask, GatewayUnavailable, Instructions
from auction.payments.intake import Result
from auction.payments.payout import Payout, PayoutKind
from auction.payments.reconciliation.tables import PaperArrival
from auction.payments.tables import PaperMovement
from auction.payments.webhook import Message, Unreadable
from auction.payments.words import Reason
from auction.people.vault import Vault, vault_of

NAME = "paper"
SIGNATURE_HEADER = "Paper-Signature"
# The server answers its own webhook in milliseconds; a page should not hang on a broken address.
DELIVERY_TIMEOUT_S = 5.0


class PaperGateway:
    """A bank that exists on paper: every payment it is told of happened, every payout arrives."""

    name = NAME
    signature_header = SIGNATURE_HEADER

    def __init__(self, database: Database, secret: str, vault: Vault) -> None:
        self._database = database
        self._secret = secret
        self._vault = vault

    def offers(self, ask: Ask) -> Refusal | None:
        """Take everything: paper is patient."""
        assert ask.amount.minor > 0, "nobody is asked for nothing"
        return None

    def instructions(self, ask: Ask) -> Instructions:
        """Return the reference to write on the transfer, and this bank's demo page."""
        return Instructions(ask.reference, pay_path=f"/pay/{ask.reference}")

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:
        """Say why a message is not from this bank, or None when it is."""
        return webhook.check_signature(self._secret, header, body, at=at)

    def message(self, message: Message, *, event_id: str, at: datetime) -> tuple[bytes, dict[str, str]]:
        """Book a payment once, and write and sign the message about it: body and headers."""
        with self._database.transaction() as tx:
            values = {
                "payment_id": message.payment_id,
                "reference": message.reference,
                "amount_minor": message.amount.minor,
                "currency": message.amount.currency,
                "sealed_payer_name": self._vault.seal(message.payer_name),
                "arrived_at": at,
            }
            insert_or_leave = sqlite.insert if self._database.is_sqlite else postgresql.insert
            tx.execute(insert_or_leave(PaperArrival).values(values).on_conflict_do_nothing())
        body = webhook.format_body(message, event_id=event_id)
        signature = webhook.sign(self._secret, body, at=at)
        return body, {"Content-Type": "application/json", SIGNATURE_HEADER: signature}

    def read(self, body: str) -> tuple[Fact, ...]:
        """Say what a message tells; this bank knows nothing beyond it."""
        if webhook.type_of(body) != webhook.RECEIVED:
            return (Nothing(Result.UNKNOWN_TYPE),)
        try:
            told = webhook.read(body)
        except Unreadable:
            return (Nothing(Result.UNREADABLE),)
        return (PaymentArrived(NAME, told.payment_id, told.reference, told.amount, told.payer_name),)

    def takes(self, payout: Payout) -> Refusal | None:
        """Carry everything whose end is known: paper reaches every account."""
        is_named = payout.kind is PayoutKind.REFUND or payout.account_number
        return None if is_named else Refusal(Reason.ACCOUNT_NOT_NAMED, "R-90")

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Write the payout into this bank's book, once per key."""
        key = payout.transfer_id
        with self._database.transaction() as tx:
            values = {
                "key": key,
                "receipt": f"paper-{hashlib.sha256(key.encode()).hexdigest()[:24]}",
                "destination": payout.destination,
                "amount_minor": payout.amount.minor,
                "currency": payout.amount.currency,
                "moved_at": at,
            }
            insert_or_leave = sqlite.insert if self._database.is_sqlite else postgresql.insert
            tx.execute(insert_or_leave(PaperMovement).values(values).on_conflict_do_nothing())
            row = _movement(tx, key)
        assert row is not None, "a payout is in the book after it was written"
        first = (row.amount_minor, row.currency, row.destination)
        mine = (payout.amount.minor, payout.amount.currency, payout.destination)
        assert first == mine, "one key, one payout"
        return _moved(row, payout)

    def find(self, payout: Payout) -> Moved | None:
        """Say what this bank paid out under the key."""
        with self._database.reading() as tx:
            row = _movement(tx, payout.transfer_id)
            return None if row is None else _moved(row, payout)

    def reminder(self, kind: LineKind, subject: str, *, event_id: str) -> bytes:
        """Return the message about a payment of the book once more; of payouts this bank sends none."""
        with self._database.reading() as tx:
            row = tx.get(PaperArrival, subject) if kind is LineKind.PAYMENT else None
        if row is None:
            return b""
        amount, payer = Money(row.amount_minor, row.currency), self._vault.unseal(row.sealed_payer_name)
        return webhook.format_body(Message(subject, row.reference, amount, payer), event_id=event_id)

    def own_balance(self, currency: str, *, court_id: str, at: datetime) -> Money | None:
        """Return what lay here before that moment: what came in less what was paid out."""
        assert not court_id, "this bank keeps one account for all courts"
        came, left = PaperArrival, PaperMovement
        with self._database.reading() as tx:
            sums = (
                tx.scalar(select(func.sum(row.amount_minor)).where(row.currency == currency, moment < at))
                for row, moment in ((came, came.arrived_at), (left, left.moved_at))
            )
            received, paid = (int(minor or 0) for minor in sums)
        return Money(received - paid, currency)

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Yield the lines of this bank's book, the oldest first."""
        came, left = PaperArrival, PaperMovement
        arrived = select(came).where(came.arrived_at >= since, came.arrived_at < until)
        moved = select(left).where(left.moved_at >= since, left.moved_at < until)
        with self._database.reading() as tx:
            lines = (
                map(_line_of_arrival, tx.scalars(arrived.order_by(came.arrived_at, came.payment_id))),
                map(_line, tx.scalars(moved.order_by(left.moved_at, left.key))),
            )
            yield from heapq.merge(*lines, key=attrgetter("at"))


def paper_gateway_of(database: Database, settings: Settings) -> PaperGateway | None:
    """Return the bank on paper, if the settings allow it; its secret follows from the one secret."""
    if not settings.paper_gateway:
        return None
    secret = hmac.new(settings.secret_key.encode(), b"webhook:paper", hashlib.sha256).hexdigest()
    return PaperGateway(database, secret, vault_of(settings))


def deliver(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post a message as a bank would, and return the status of the answer.

    Raises GatewayUnavailable when nobody answers.
    """
    assert url.startswith(("http://", "https://")), "the public address of this platform"
    # No proxy: the address is our own, from the settings.
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  # checked above
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=DELIVERY_TIMEOUT_S) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError as failure:
        raise GatewayUnavailable(str(failure)) from failure


def _movement(tx: Session, key: str) -> PaperMovement | None:
    return tx.scalar(select(PaperMovement).where(PaperMovement.key == key))


def _moved(row: PaperMovement, payout: Payout) -> Moved:
    # The book has a payout once, however often it is sent again.
    amount = Money(row.amount_minor, row.currency)
    return Moved(payout.key, MovedState.SENT, amount, receipt=row.receipt, at=row.moved_at)


def _line(row: PaperMovement) -> GatewayLine:
    kind = LineKind.REFUND if row.destination.startswith("payment:") else LineKind.CASE_CREDIT
    return GatewayLine(NAME, row.receipt, kind, row.key, Money(-row.amount_minor, row.currency), row.moved_at)


def _line_of_arrival(row: PaperArrival) -> GatewayLine:
    amount = Money(row.amount_minor, row.currency)
    return GatewayLine(NAME, row.payment_id, LineKind.PAYMENT, row.payment_id, amount, row.arrived_at)
