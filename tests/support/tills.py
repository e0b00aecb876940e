"""Builds a till: a gateway with a book of its own that fails, is slow, or acts and does not answer.

It is strict: whoever asks it to pay twice under one key did not look first what became of it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.fact import (
    DisputeMoved,
    DisputeState,
    Fact,
    FeeCharged,
    GatewayLine,
    Moved,
    MovedState,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.gateway import Ask, GatewayRefused, GatewayUnavailable, Instructions
from auction.payments.payout import Payout


class Fault(enum.StrEnum):
    """What goes wrong with the next calls."""

    NONE = "none"
    SLOW = "slow"
    REFUSES = "refuses"
    ERROR_500 = "error_500"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"


_SILENT = frozenset({Fault.ERROR_500, Fault.TIMEOUT_BEFORE})


@dataclass
class Till:
    """A gateway between a machine that plays the world outside and our own house."""

    name: str
    court_id: str = ""
    signature_header: str = ""
    fault: Fault = Fault.NONE
    arrived: dict[str, PaymentArrived] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    payouts: dict[str, Payout] = field(default_factory=dict)
    disputes: dict[str, DisputeMoved] = field(default_factory=dict)
    fees: dict[str, FeeCharged] = field(default_factory=dict)
    # Of those that were taken back as well: an id is never used again.
    fees_charged: int = 0

    def receive(self, payment_id: str, reference: str, amount: Money, payer: str) -> Fact:
        """Let a payment come in."""
        origin = "acc-1" if self.court_id else ""
        fact = PaymentArrived(
            self.name, payment_id, reference, amount, payer, origin=origin, court_id=self.court_id
        )
        self.arrived[payment_id] = fact
        return fact

    def charge(self, amount: Money) -> Fact:
        """Take a fee."""
        self.fees_charged += 1
        fact = FeeCharged(self.name, f"{self.name}-{self.fees_charged}", amount, self.court_id)
        self.fees[fact.fee_id] = fact
        return fact

    def dispute(self, payment_id: str) -> Fact:
        """Let a payer dispute a payment; the money is away at once."""
        key = f"dp-{len(self.disputes)}"
        amount = self.arrived[payment_id].amount
        self.disputes[key] = DisputeMoved(self.name, key, payment_id, amount, DisputeState.OPEN)
        return self.disputes[key]

    def end_dispute(self, key: str, state: DisputeState) -> Fact:
        """Let a dispute end."""
        self.disputes[key] = replace(self.disputes[key], state=state)
        return self.disputes[key]

    def end_payout(self, key: str, state: MovedState) -> Fact:
        """Let a payout that is under way arrive or be refused, or one that had left come back."""
        receipt, reason = (f"r-{key}", "") if state is MovedState.SENT else ("", "account_closed")
        self.moved[key] = replace(self.moved[key], state=state, receipt=receipt, reason=reason)
        return PayoutMoved(self.name, self.moved[key])

    def under_way(self) -> list[str]:
        """Return the keys of what is under way, in their order."""
        return [key for key, moved in self.moved.items() if moved.state is MovedState.UNDER_WAY]

    def undisputed(self) -> list[str]:
        """Return payments that nobody disputed yet and of which nothing was sent back."""
        known = {each.payment_id for each in self.disputes.values()}
        known |= {payout.payment_id for payout in self.payouts.values()}
        return [payment_id for payment_id in self.arrived if payment_id not in known]

    def sent_back(self, payment_id: str) -> int:
        """Return how much of a payment this till has sent back, in minor units."""
        refunds = [key for key, payout in self.payouts.items() if payout.payment_id == payment_id]
        return sum(
            self.moved[key].amount.minor for key in refunds if self.moved[key].state is MovedState.SENT
        )

    def balance(self, *, left: set[str]) -> int:
        """Return what lies here, in minor units, if of what was to leave only these keys have."""
        came = sum(each.amount.minor for each in self.arrived.values())
        went = sum(moved.amount.minor for key, moved in self.moved.items() if key in left)
        away = sum(each.amount.minor for each in self.disputes.values() if each.state is not DisputeState.WON)
        return came - went - away - sum(each.amount.minor for each in self.fees.values())

    def left(self) -> set[str]:
        """Return the keys of what has left."""
        return {key for key, moved in self.moved.items() if moved.state is MovedState.SENT}

    def offers(self, _ask: Ask) -> Refusal | None:
        """Take everything."""
        return None

    def instructions(self, ask: Ask) -> Instructions:
        """Return the reference alone."""
        return Instructions(ask.reference)

    def check(self, _header: str, _body: bytes, *, at: datetime) -> Refusal | None:
        """Believe everything."""
        assert at.tzinfo is not None
        return None

    def read(self, body: str) -> tuple[Fact, ...]:
        """Say nothing: a machine tells the facts itself."""
        raise GatewayUnavailable(body)

    def takes(self, _payout: Payout) -> Refusal | None:
        """Carry everything."""
        return None

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Pay out, once per key."""
        key = payout.transfer_id
        if self.fault in _SILENT:
            raise GatewayUnavailable(self.fault)
        assert key not in self.moved, f"{key} was repeated without a look"
        if self.fault is Fault.REFUSES:
            raise GatewayRefused("account_closed")
        state = MovedState.UNDER_WAY if self.fault is Fault.SLOW else MovedState.SENT
        receipt = f"r-{key}" if state is MovedState.SENT else ""
        self.moved[key], self.payouts[key] = Moved(key, state, payout.amount, receipt=receipt, at=at), payout
        if self.fault is Fault.TIMEOUT_AFTER:
            raise GatewayUnavailable(self.fault)
        return self.moved[key]

    def find(self, payout: Payout) -> Moved | None:
        """Say what became of a payout."""
        if self.fault in _SILENT:
            raise GatewayUnavailable(self.fault)
        return self.moved.get(payout.transfer_id)

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Say nothing: its book is compared as a whole."""
        assert since <= until
        return iter(())
