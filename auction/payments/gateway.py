"""The port to whoever moves money outside: what every gateway must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.fact import Fact, GatewayLine, Moved
from auction.payments.payout import Payout
from auction.payments.received import RequestPurpose


class GatewayUnavailable(Exception):
    """The gateway did not answer; whether it acted is not known, so ask what became of it."""


class GatewayRefused(Exception):
    """The gateway answered, and said no for good: a person must look."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Ask:
    """What somebody is to pay: so much under a reference, for a lot of a court."""

    request_id: str
    reference: str
    purpose: RequestPurpose
    amount: Money
    court_id: str = ""
    lot_id: str = ""
    title: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Instructions:
    """How somebody is to pay: what to write on the transfer, a page to pay on, further lines to show.

    A line is a label (a string of the catalogue) and its value: account holder, number, bank.
    """

    reference: str
    pay_path: str = ""
    lines: tuple[tuple[str, str], ...] = ()


class Gateway(Protocol):
    """Takes payments under a reference, says what its messages tell, and pays out once per key."""

    @property
    def name(self) -> str:
        """Return the name under which its messages arrive: ``/webhooks/<name>``."""

    @property
    def signature_header(self) -> str:
        """Return the name of the header that carries its signature; empty where nothing is signed."""

    def offers(self, ask: Ask) -> Refusal | None:
        """Say why this cannot be paid this way, or None when it can."""

    def instructions(self, ask: Ask) -> Instructions:
        """Return how to pay what is asked; moves nothing."""

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:
        """Say why a message is not from this gateway, or None when it is."""

    def read(self, body: str) -> tuple[Fact, ...]:
        """Return all facts of the present state of what a message names, in one canonical order.

        Asks the gateway, so never inside a database transaction.  Raises GatewayUnavailable.
        """

    def takes(self, payout: Payout) -> Refusal | None:
        """Say why a payout cannot leave this way, or None when it can; moves nothing."""

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Pay out once per ``payout.transfer_id``: the same again returns what became of the first.

        Raises GatewayUnavailable when it is not known whether it acted, GatewayRefused for a no.
        """

    def find(self, payout: Payout) -> Moved | None:
        """Say what became of a payout, None when the gateway never had it.

        Raises GatewayUnavailable.
        """

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Yield the gateway's own lines of a span, the oldest first.  Raises GatewayUnavailable."""
