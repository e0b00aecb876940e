"""Six messages of one deposit's life, in every order and number of copies, come to one end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.audit.tables import Entry
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts, transfer
from auction.ledger import store as ledger
from auction.ledger import tables as ledger_tables
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments import service, store, tables
from auction.payments.disputes import service as disputes
from auction.payments.disputes.tables import Dispute
from auction.payments.fact import Fact, PayoutMoved
from auction.payments.outbox import course
from auction.payments.outbox import service as outbox
from auction.payments.payout import refund_of
from auction.payments.received import RequestPurpose
from auction.people.vault import vault_of
from tests.support import people
from tests.support.lives import AMOUNT_MINOR, CAME_BACK, CURRENCY, LONG, LOST, WON, Life, Plan, live

ENROLMENT = "e" * 32
REFERENCE = "K7F3K-9XQ2M"
# What Stripe keeps of a payment: 2.9 of a hundred, and thirty.
FEE = AMOUNT_MINOR * 29 // 1_000 + 30
REFUND_KEY = transfer.deposit_out_id(ENROLMENT)
SALE = Sale("c" * 32, "a" * 32, "b" * 32, "d" * 32)

DAY = timedelta(days=1)

Books = frozenset[tuple[str, ...]]
Place = tuple[frozenset[int], Books]
# PostgreSQL takes twice as long; its turn comes in make test-more.
BOTH = pytest.mark.parametrize(
    "world", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)


class House:
    """What we do between two messages: take the deposit, owe it back, try the refund and hear nothing."""

    def __init__(self, world: World, tx: Session, life: Life) -> None:
        self._at, self._vault, self.life = world.clock.now(), vault_of(world.settings), life
        self.tx = tx
        self._facts: tuple[Fact, ...] = ()
        amount = Money(AMOUNT_MINOR, CURRENCY)
        service.ask(
            tx,
            request_id=new_id(),
            reference=REFERENCE,
            purpose=RequestPurpose.DEPOSIT,
            subject_id=ENROLMENT,
            account_id=people.make_bidder(world, tx),
            round_id=SALE.round_id or "",
            amount=amount,
            at=self._at,
        )

    def hear(self, step: int, *, newest: int, copy: int = 0) -> int:
        """Take in one message; what is true by then is all that happened up to the newest heard."""
        event_id = f"evt_{step}_{copy}"
        body = self.life.bodies[step]
        told: Any = {"vault": self._vault, "at": self._at}
        service.keep_message(self.tx, gateway="stripe", event_id=event_id, body=body, **told)
        facts = self._facts = self.life.facts[newest]
        return service.apply_message(
            self.tx, event_id=f"stripe:{event_id}", facts=facts, received_at=self._at, **told
        )

    def act(self) -> None:
        """Take what waits, owe it back, bear what was lost, and try every refund that may be tried."""
        for payment in store.received_for(self.tx, RequestPurpose.DEPOSIT, 10):
            self._take(payment.id)
        disputes.bear_losses(self.tx, limit=10, at=self._at)
        for payout in outbox.due(self.tx, vault=self._vault, at=self._at, limit=10):
            assert outbox.claim(self.tx, payout, gateway="stripe", at=self._at)
        self._ask()
        disputes.bear_losses(self.tx, limit=10, at=self._at)

    def _ask(self) -> None:
        """Ask later what became of a refund that may have left, when its payment is disputed."""
        due = outbox.due(self.tx, vault=self._vault, at=self._at + DAY, limit=10)
        for payout in [each for each in due if each.is_disputed]:
            told = [fact.moved for fact in self._facts if isinstance(fact, PayoutMoved)]
            moved = told[-1] if told else course.not_found(payout)
            assert moved is not None
            outbox.record(self.tx, gateway="stripe", moved=moved, at=self._at)

    def _take(self, payment_id: str) -> None:
        held, owed = accounts.deposit(ENROLMENT, CURRENCY), accounts.payable(ENROLMENT, CURRENCY)
        paid = Purpose.DEPOSIT_PAID
        service.accept_payment(
            self.tx, payment_id=payment_id, credit=held, purpose=paid, sale=SALE, at=self._at
        )
        amount = Money(AMOUNT_MINOR, CURRENCY)
        back = Transfer(REFUND_KEY, held, owed, amount, Purpose.DEPOSIT_RETURNED, self._at, SALE)
        ledger.post(self.tx, [back])
        refund = refund_of(back, payment_id, due_at=self._at, gateway="stripe")
        service.schedule_payouts(self.tx, [refund], at=self._at)


@BOTH
def test_all_720_orders_of_six_messages_with_copies_end_alike(world: World) -> None:
    end = _the_one(_ends(world, WON, orders=720))

    assert _states(end) == {"payout": "SENT", "request": "ACCEPTED", "dispute": "WON"}


def test_a_lost_dispute_is_borne_by_the_same_account_in_every_order(world: World) -> None:
    end = _the_one(_ends(world, LOST, orders=24))

    assert _states(end) == {"payout": "REFUSED", "request": "ACCEPTED", "dispute": "LOST"}
    assert _balances(end)["expense:platform:EUR"] == -FEE - 1_500
    assert _balances(end)[f"payable:{ENROLMENT}:EUR"] == 0


def test_what_came_back_is_owed_again_in_every_order(sqlite_world: World) -> None:
    ends = _ends(sqlite_world, CAME_BACK, orders=120)

    # Who hears first that it came back has no need to write that it left; all owe the same.
    for end in ends:
        assert _states(end) == {"payout": "REFUSED", "request": "ACCEPTED"}
        assert _balances(end)[f"payable:{ENROLMENT}:EUR"] == AMOUNT_MINOR
        assert _balances(end)["gateway:stripe:EUR"] == FEE - AMOUNT_MINOR


@pytest.mark.slow
def test_all_40320_orders_of_a_longer_life_end_alike(world: World) -> None:
    end = _the_one(_ends(world, LONG, orders=40_320))

    assert _states(end) == {"payout": "SENT", "request": "ACCEPTED", "dispute": "WON"}


def _ends(world: World, plan: Plan, *, orders: int) -> list[Books]:
    life = live(world.settings, plan, reference=REFERENCE, refund_key=REFUND_KEY, at=world.clock.now())
    with world.database.transaction() as tx:
        ends = Walk(House(world, tx, life)).ends()
    assert sum(ends.values()) == orders
    return list(ends)


def _the_one(ends: list[Books]) -> Books:
    common = frozenset.intersection(*ends)
    assert len(ends) == 1, "\n".join(str(sorted(end - common)) for end in ends)
    return ends[0]


def _states(end: Books) -> dict[str, str]:
    assert not any(row[0] == "waiting" for row in end), "nothing waits"
    return {row[0]: row[2] for row in end if row[0] in ("payout", "request", "dispute")}


def _balances(end: Books) -> Counter[str]:
    balances = Counter[str]()
    for _, _, debit, credit, amount, *_ in (row for row in end if row[0] == "transfer"):
        balances[credit] += int(amount)
        balances[debit] -= int(amount)
    return balances


@dataclass
class Walk:
    """A walk through every order; where two orders came to the same books, it goes on once for both."""

    house: House
    next_of: dict[Place, list[Place]] = field(default_factory=dict)

    def ends(self) -> Counter[Books]:
        """Return every end, with the number of orders that come to it."""
        start = (frozenset[int](), _books(self.house.tx))
        self._go_on(start)
        ways: dict[Place, int] = {start: 1}
        for place in sorted(self.next_of, key=lambda place: len(place[0])):
            for after in self.next_of[place]:
                ways[after] = ways.get(after, 0) + ways[place]
        return Counter({books: count for (heard, books), count in ways.items() if len(heard) == self._all})

    @property
    def _all(self) -> int:
        return len(self.house.life.bodies)

    def _go_on(self, place: Place) -> None:
        self.next_of[place] = []
        left = sorted(set(range(self._all)) - place[0])
        for step in left:
            with self.house.tx.begin_nested() as point:
                heard = place[0] | {step}
                self._hear([step], newest=max(heard))
                after = (heard, _books(self.house.tx))
                self.next_of[place].append(after)
                if after not in self.next_of:
                    self._go_on(after)
                point.rollback()
        if not left:
            # All of them once more, each under an id that the inbox does not know.
            self._hear(range(self._all), newest=self._all - 1, copy=1)
            assert _books(self.house.tx) == place[1], "copies change nothing"

    def _hear(self, steps: Iterable[int], *, newest: int, copy: int = 0) -> None:
        for step in steps:
            assert self.house.hear(step, newest=newest, copy=copy) == 1
            assert self.house.hear(step, newest=newest, copy=copy) == 0, "a message is taken once"
        self.house.act()


def _books(tx: Session) -> Books:
    """Return all that our books say of the deposit, but for times and the order of entries."""
    transfers, payout, entry = ledger_tables.Transfer, tables.Payout, Entry
    payments, requests, disputes = tables.Payment, tables.PaymentRequest, Dispute
    waiting = tables.WaitingPayment
    found: list[tuple[str, ...]] = []
    for name, query in {
        "transfer": select(
            transfers.id,
            transfers.debit_account,
            transfers.credit_account,
            transfers.amount_minor,
            transfers.purpose,
            transfers.round_id,
        ),
        "payout": select(payout.transfer_id, payout.state, payout.receipt),
        "entry": select(entry.kind, entry.chain),
        "payment": select(payments.id, payments.result),
        "request": select(requests.reference, requests.state),
        "dispute": select(disputes.id, disputes.state),
        "waiting": select(waiting.payment_id),
    }.items():
        rows = sorted(tuple(map(str, row)) for row in tx.execute(query))
        assert len(rows) == len(set(rows)), f"twice: {rows}"
        found += [(name, *row) for row in rows]
    return frozenset(found)
