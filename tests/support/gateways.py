"""Builds gateways for tests: one that answers as a test tells it, and payouts that are to leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer, deposit_out_id, money_in_id
from auction.payments import service
from auction.payments.clearing import clearing_of
from auction.payments.fact import Fact, GatewayLine, Moved, MovedState, PaymentArrived
from auction.payments.gateway import Ask, GatewayUnavailable, Instructions
from auction.payments.payout import Payout, refund_of
from auction.people.vault import vault_of

AMOUNT = Money(7_140_000, "CNY")
COURT = "c" * 32
SALE = Sale(court_id=COURT)


@dataclass
class ToldGateway:
    """A gateway that does what a test tells it, and remembers what it was asked."""

    name: str = "told"
    signature_header: str = ""
    refusal: Refusal | None = None
    # What becomes of the next calls: a state, or an exception to raise; the last one stays.
    answers: list[MovedState | Exception] = field(default_factory=lambda: [MovedState.SENT])
    # Whether it acts although it does not answer.
    acts: bool = False
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)

    def offers(self, ask: Ask) -> Refusal | None:
        """Refuse what the test refuses."""
        assert ask.amount.minor > 0
        return self.refusal

    def instructions(self, ask: Ask) -> Instructions:
        """Return the reference alone."""
        return Instructions(ask.reference)

    def check(self, _header: str, _body: bytes, *, at: datetime) -> Refusal | None:
        """Believe everything."""
        assert at.tzinfo is not None
        return None

    def read(self, body: str) -> tuple[Fact, ...]:
        """Return the facts that the test gave to a body; without any, the gateway does not answer."""
        self.calls.append(("read", body))
        if body not in self.facts:
            raise GatewayUnavailable(body)
        return self.facts[body]

    def takes(self, payout: Payout) -> Refusal | None:
        """Refuse what the test refuses."""
        assert payout.amount.minor > 0
        return self.refusal

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Answer as told, once per key."""
        self.calls.append(("pay_out", payout.key))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        state = answer if isinstance(answer, MovedState) else MovedState.SENT
        if self.acts or isinstance(answer, MovedState):
            receipt = f"receipt-{payout.key}" if state is MovedState.SENT else ""
            self.moved[payout.key] = Moved(payout.key, state, payout.amount, receipt=receipt, at=at)
        if isinstance(answer, Exception):
            raise answer
        return self.moved[payout.key]

    def find(self, payout: Payout) -> Moved | None:
        """Say what became of a payout."""
        self.calls.append(("find", payout.key))
        return self.moved.get(payout.key)

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Say nothing."""
        assert since <= until
        return iter(())


def arrive(world: World, number: int, *, gateway: str = "told") -> str:
    """Let a payment of a gateway arrive under no reference that we know; return its id."""
    payment_id = f"p{number}"
    court_id = COURT if gateway == "bank" else ""
    fact = PaymentArrived(gateway, payment_id, "NO-ONE", AMOUNT, "Ann", origin="acc-1", court_id=court_id)
    at = world.clock.now()
    with world.database.transaction() as tx:
        service.apply(tx, vault=vault_of(world.settings), facts=[fact], received_at=at, at=at)
    return payment_id


def owe(world: World, number: int, *, gateway: str = "told") -> str:
    """Let a deposit that came over a gateway be owed back, with its payout; return the transfer's id."""
    at, subject = world.clock.now(), f"e{number}"
    lies = clearing_of(gateway, court_id=COURT, currency=AMOUNT.currency)
    held, owed = accounts.deposit(subject, AMOUNT.currency), accounts.payable(subject, AMOUNT.currency)
    came, back = Purpose.DEPOSIT_PAID, Purpose.DEPOSIT_RETURNED
    paid = Transfer(money_in_id(f"d{number}"), lies, held, AMOUNT, came, at, SALE)
    returned = Transfer(deposit_out_id(subject), held, owed, AMOUNT, back, at, SALE)
    payout = refund_of(returned, f"d{number}", due_at=at + timedelta(hours=24), gateway=gateway)
    with world.database.transaction() as tx:
        ledger.post(tx, [paid, returned])
        service.schedule_payouts(tx, [payout], at=at)
    return returned.id
