"""Builds a till: a payment service with a book of its own that fails, is slow, or acts and does not answer.

It is strict: whoever asks it to pay twice under one key did not look first what became of it, and
whoever asks for more of a payment back than is left of it is told no.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
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
    LineKind,
    Moved,
    MovedState,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.gateway import Ask, GatewayRefused, GatewayUnavailable, Instructions
from auction.payments.payout import Payout, PayoutKind, transfer_of
from auction.payments.words import Reason


class Fault(enum.StrEnum):
    """What goes wrong with the next calls."""

    NONE = "none"
    SLOW = "slow"
    REFUSES = "refuses"
    TAKES_NOTHING = "takes_nothing"
    ERROR_500 = "error_500"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"


_SILENT = frozenset({Fault.ERROR_500, Fault.TIMEOUT_BEFORE})
FEE_MINOR = 100


@dataclass
class Till:
    """A payment service between a machine that plays the world outside and our own house."""

    name: str
    now: Callable[[], datetime]
    signature_header: str = ""
    fault: Fault = Fault.NONE
    book: list[GatewayLine] = field(default_factory=list)
    arrived: dict[str, PaymentArrived] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    payouts: dict[str, Payout] = field(default_factory=dict)
    disputes: dict[str, DisputeMoved] = field(default_factory=dict)
    fees: dict[str, FeeCharged] = field(default_factory=dict)
    to_bank: dict[str, PaidToBank] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    _top_ups: int = 0

    # What people and banks do here.

    def receive(self, payment_id: str, reference: str, amount: Money, payer: str) -> str:
        """Let a payment come in, less a fee; return its id."""
        fee = Money(FEE_MINOR, amount.currency)
        fact = PaymentArrived(self.name, payment_id, reference, amount, payer, fee=fee)
        self.arrived[payment_id] = fact
        self._write(LineKind.PAYMENT, payment_id, amount)
        self._write(LineKind.FEE, payment_id, fee, sign=-1)
        return payment_id

    def charge(self, amount: Money) -> str:
        """Take a fee that belongs to no payment; return its id."""
        fee_id = f"txn-{len(self.fees)}"
        self.fees[fee_id] = FeeCharged(self.name, fee_id, amount)
        self._write(LineKind.FEE, fee_id, amount, sign=-1)
        return fee_id

    def top_up(self, amount: Money) -> None:
        """Let the operator pay money of its own in; no message tells of it."""
        self._top_ups += 1
        self._write(LineKind.TOP_UP, f"tu-{self._top_ups}", amount)

    def dispute(self, payment_id: str, amount: Money) -> str:
        """Let a payer dispute so much of a payment; the money is away at once."""
        key = f"dp-{len(self.disputes)}"
        self.disputes[key] = DisputeMoved(self.name, key, payment_id, amount, DisputeState.OPEN)
        self._write(LineKind.DISPUTE, key, amount, sign=-1)
        return key

    def end_dispute(self, key: str, state: DisputeState) -> str:
        """Let a dispute end."""
        self.disputes[key] = replace(self.disputes[key], state=state)
        if state is DisputeState.WON:
            self._write(LineKind.DISPUTE_WON, key, self.disputes[key].amount)
        return key

    def open_disputes(self) -> list[str]:
        """Return the ids of open disputes, the oldest first."""
        return [key for key, each in self.disputes.items() if each.state is DisputeState.OPEN]

    def end_payout(self, key: str, state: MovedState) -> str:
        """Let a payout that is under way arrive or be refused, or one that had left come back."""
        receipt, reason = (f"r-{key}", "") if state is MovedState.SENT else ("", "account_closed")
        self.moved[key] = replace(self.moved[key], state=state, receipt=receipt, reason=reason)
        if state is MovedState.REFUSED:
            self._write(LineKind.REVERSAL, key, self.moved[key].amount)
        return key

    def standing(self, state: MovedState) -> list[str]:
        """Return the keys of the payouts that stand so, in their order."""
        return [key for key, moved in self.moved.items() if moved.state is state]

    def send_to_bank(self, amount: Money) -> str:
        """Send what lies here to a bank, as such a service does by itself; return its id."""
        key = f"po-{len(self.to_bank)}"
        self.to_bank[key] = PaidToBank(self.name, key, amount, MovedState.UNDER_WAY)
        self._write(LineKind.PAID_TO_BANK, key, amount, sign=-1)
        return key

    def end_to_bank(self, key: str, state: MovedState) -> str:
        """Let what was sent to a bank arrive there or come back."""
        self.to_bank[key] = replace(self.to_bank[key], state=state)
        if state is MovedState.REFUSED:
            self._write(LineKind.PAID_TO_BANK, key, self.to_bank[key].amount)
        return key

    # What its book says.

    def undisputed(self) -> list[str]:
        """Return payments that nobody disputed yet and of which nothing was sent back."""
        known = {each.payment_id for each in self.disputes.values()}
        known |= {payout.payment_id for payout in self.payouts.values()}
        return [payment_id for payment_id in self.arrived if payment_id not in known]

    def left(self) -> dict[str, int]:
        """Return how much has left for each transfer of ours and not come back, in minor units."""
        gone = (LineKind.REFUND, LineKind.CASE_CREDIT, LineKind.REVERSAL)
        found: dict[str, int] = {}
        for line in self.book:
            if line.kind in gone:
                transfer_id = transfer_of(line.subject)
                found[transfer_id] = found.get(transfer_id, 0) - line.amount.minor
        return found

    def lies(self, currency: str) -> int:
        """Return what lies here, in minor units."""
        return sum(line.amount.minor for line in self.book if line.amount.currency == currency)

    def names(self) -> list[str]:
        """Return whatever a message may name: payments, credits of cases, fees, money for a bank."""
        to_cases = [key for key, payout in self.payouts.items() if payout.kind is PayoutKind.CASE_ACCOUNT]
        return [*self.arrived, *to_cases, *self.fees, *self.to_bank]

    # The port.

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
        """Say all of the present state of what a message names."""
        if self.fault in _SILENT or self.fault is Fault.TIMEOUT_AFTER:
            raise GatewayUnavailable(self.fault)
        if body in self.disputes:
            body = self.disputes[body].payment_id
        if body in self.payouts and self.payouts[body].payment_id:
            body = self.payouts[body].payment_id
        for shelf in (self.fees, self.to_bank):
            if body in shelf:
                return (shelf[body],)
        if body in self.payouts:
            return (PayoutMoved(self.name, self.moved[body]),)
        return self._facts_of_payment(body) if body in self.arrived else (Nothing("not_ours"),)

    def takes(self, payout: Payout) -> Refusal | None:
        """Refuse to credit a court while it has no account here; send back what came this way."""
        if payout.kind is PayoutKind.REFUND:
            return None if payout.payment_id in self.arrived else Refusal(Reason.NOT_CAME_THIS_WAY, "")
        has_account = self.fault is not Fault.TAKES_NOTHING
        return None if has_account else Refusal(Reason.NO_CONNECTED_ACCOUNT, "")

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Pay out, once per key."""
        key = payout.key
        if self.fault in _SILENT:
            raise GatewayUnavailable(self.fault)
        if key in self.moved:
            # A job lives on after whatever fails in it, so a law looks here.
            self.repeated.append(key)
            raise GatewayUnavailable("repeated without a look")
        if self.fault is Fault.REFUSES:
            raise GatewayRefused("account_closed")
        if payout.kind is PayoutKind.REFUND:
            self._judge_refund(payout)
        state = MovedState.UNDER_WAY if self.fault is Fault.SLOW else MovedState.SENT
        receipt = f"r-{key}" if state is MovedState.SENT else ""
        self.moved[key], self.payouts[key] = Moved(key, state, payout.amount, receipt=receipt, at=at), payout
        kind = LineKind.REFUND if payout.kind is PayoutKind.REFUND else LineKind.CASE_CREDIT
        self._write(kind, key, payout.amount, sign=-1)
        if self.fault is Fault.TIMEOUT_AFTER:
            raise GatewayUnavailable(self.fault)
        return self.moved[key]

    def find(self, payout: Payout) -> Moved | None:
        """Say what became of a payout."""
        if self.fault in _SILENT or self.fault is Fault.TIMEOUT_AFTER:
            raise GatewayUnavailable(self.fault)
        for key in payout.earlier_keys:
            if key in self.moved and self.moved[key].state is not MovedState.REFUSED:
                return replace(self.moved[key], key=payout.key)
        return self.moved.get(payout.key)

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Yield the lines of its book."""
        if self.fault in _SILENT:
            raise GatewayUnavailable(self.fault)
        return iter([line for line in self.book if since <= line.at < until])

    def own_balance(self, currency: str, *, court_id: str, at: datetime) -> Money | None:
        """Return what lay here before that moment."""
        assert not court_id, "it keeps one account for all courts"
        before = (line.amount for line in self.book if line.at < at)
        return Money(sum(each.minor for each in before if each.currency == currency), currency)

    def _judge_refund(self, payout: Payout) -> None:
        of_it = [each for each in self.disputes.values() if each.payment_id == payout.payment_id]
        if any(each.state is DisputeState.OPEN for each in of_it):
            raise GatewayUnavailable("charge_disputed")
        lost = sum(each.amount.minor for each in of_it if each.state is DisputeState.LOST)
        left = self.left()
        back = sum(left[key] for key, each in self.payouts.items() if each.payment_id == payout.payment_id)
        if back + lost + payout.amount.minor > self.arrived[payout.payment_id].amount.minor:
            raise GatewayRefused("more_than_is_left")

    def _facts_of_payment(self, payment_id: str) -> tuple[Fact, ...]:
        refunds = [key for key, each in self.payouts.items() if each.payment_id == payment_id]
        return (
            self.arrived[payment_id],
            *(PayoutMoved(self.name, self.moved[key]) for key in refunds),
            *(each for each in self.disputes.values() if each.payment_id == payment_id),
        )

    def _write(self, kind: LineKind, subject: str, amount: Money, *, sign: int = 1) -> None:
        signed = Money(sign * amount.minor, amount.currency)
        self.book.append(GatewayLine(self.name, f"l-{len(self.book)}", kind, subject, signed, self.now()))
