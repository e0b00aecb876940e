"""The port to whoever moves money outside: what every gateway must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal


class GatewayUnavailable(Exception):
    """The gateway did not answer; whether it acted is not known, so ask again under the same key."""


@dataclass(frozen=True)
class Instructions:
    """How somebody is to pay: what to write on the transfer, and a page to pay on, if there is one."""

    reference: str
    pay_path: str = ""


@dataclass(frozen=True)
class Receipt:
    """The gateway's proof that a payout left."""

    number: str
    key: str
    amount: Money
    moved_at: datetime


class Gateway(Protocol):
    """Takes payments under a reference, signs its messages, and pays out once per key."""

    @property
    def name(self) -> str:
        """Return the name under which its messages arrive: ``/webhooks/<name>``."""

    @property
    def signature_header(self) -> str:
        """Return the name of the header that carries its signature."""

    def request_payment(self, reference: str, amount: Money) -> Instructions:
        """Return how to pay that amount under that reference; moves nothing."""

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:
        """Say why a message is not from this gateway, or None when it is."""

    def pay_out(self, key: str, amount: Money, destination: str, *, at: datetime) -> Receipt:
        """Pay out once per key: the same key again returns the first receipt.

        Raises GatewayUnavailable.
        """

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of a payout that left under the key.  Raises GatewayUnavailable."""
