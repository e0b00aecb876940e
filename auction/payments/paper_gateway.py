"""The bank on paper: a gateway without a bank, for demonstration and tests.

It keeps its own book of payouts, takes payments on a page of its own and signs its messages like
a real one.  It is there only while the setting ``paper_gateway`` is on.
"""

from __future__ import annotations

import hashlib
import hmac
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.database import Database
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.settings import Settings
from auction.payments import webhook
from auction.payments.gateway import GatewayUnavailable, Instructions, Receipt
from auction.payments.tables import PaperMovement
from auction.payments.webhook import Message

NAME = "paper"
SIGNATURE_HEADER = "Paper-Signature"
# The server answers its own webhook in milliseconds; a page should not hang on a broken address.
DELIVERY_TIMEOUT_S = 5.0

Deliver = Callable[[str, bytes, dict[str, str]], int]


class PaperGateway:
    """A bank that exists on paper: every payment it is told of happened, every payout arrives."""

    name = NAME
    signature_header = SIGNATURE_HEADER

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._secret = secret

    def request_payment(self, reference: str, amount: Money) -> Instructions:
        """Return the reference to write on the transfer, and this bank's demo page."""
        assert amount.minor > 0, "nobody is asked for nothing"
        return Instructions(reference, pay_path=f"/pay/{reference}")

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:
        """Say why a message is not from this bank, or None when it is."""
        return webhook.check_signature(self._secret, header, body, at=at)

    def message(self, message: Message, *, event_id: str, at: datetime) -> tuple[bytes, dict[str, str]]:
        """Write and sign the message about a payment: body and headers."""
        body = webhook.format_body(message, event_id=event_id)
        signature = webhook.sign(self._secret, body, at=at)
        return body, {"Content-Type": "application/json", SIGNATURE_HEADER: signature}

    def pay_out(self, key: str, amount: Money, destination: str, *, at: datetime) -> Receipt:
        """Write the payout into this bank's book, once per key."""
        with self._database.transaction() as tx:
            values = {
                "key": key,
                "receipt": f"paper-{hashlib.sha256(key.encode()).hexdigest()[:24]}",
                "destination": destination,
                "amount_minor": amount.minor,
                "currency": amount.currency,
                "moved_at": at,
            }
            insert_or_leave = sqlite.insert if self._database.is_sqlite else postgresql.insert
            tx.execute(insert_or_leave(PaperMovement).values(values).on_conflict_do_nothing())
            row = _movement(tx, key)
        assert row is not None, "a payout is in the book after it was written"
        first = (row.amount_minor, row.currency, row.destination)
        assert first == (amount.minor, amount.currency, destination), "one key, one payout"
        return _receipt(row)

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of what this bank paid out under the key."""
        with self._database.reading() as tx:
            row = _movement(tx, key)
            return None if row is None else _receipt(row)


def paper_gateway_of(database: Database, settings: Settings) -> PaperGateway | None:
    """Return the bank on paper, if the settings allow it; its secret follows from the one secret."""
    if not settings.paper_gateway:
        return None
    secret = hmac.new(settings.secret_key.encode(), b"webhook:paper", hashlib.sha256).hexdigest()
    return PaperGateway(database, secret)


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


def _receipt(row: PaperMovement) -> Receipt:
    return Receipt(row.receipt, row.key, Money(row.amount_minor, row.currency), row.moved_at)
