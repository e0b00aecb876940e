"""Whatever goes wrong between us and Stripe, every cent is explained twice and nothing leaves twice.

A seeded game: people pay, some by ways that take days; deposits go back or to the court's connected
account; messages are lost, doubled and mixed; requests time out before or after they acted, fail, are
too many; hours pass.  A failure names its seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts, transfer
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments import jobs, service, store, tables
from auction.payments.payout import Payout, case_credit_of, refund_of
from auction.payments.received import ReceivedPayment, RequestPurpose
from auction.payments.reconciliation.jobs import reconcile
from auction.payments.reconciliation.tables import MoneyDifference, Reconciliation
from auction.people.vault import vault_of
from tests.support import cases, people
from tests.support.bank import name_account
from tests.support.fake_stripe.fake import FakeStripe
from tests.support.lives import settings_with_stripe

SALE = Sale("c" * 32, "a" * 32, "b" * 32, "d" * 32)
FAULTS = ("429", "500", "500_after", "timeout_before", "timeout_after", "401", "409")
PEOPLE, ROUNDS, QUIET_ROUNDS_MAX = 5, 8, 60
CURRENCY = "EUR"


@dataclass
class Game:
    """One seeded game between our books and those of the fake."""

    world: World
    fake: FakeStripe
    dice: random.Random
    heard: set[str] = field(default_factory=set)
    disputes: list[str] = field(default_factory=list)
    # Which deposits are a buyer's, so that the case has them.
    bought: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fake.reset()
        self.fake.stand_clock(self.world.clock.now())
        available_after_s = self.dice.choice([0, 20_000, 172_800])
        self.fake.set(
            refund_status=self.dice.choice(["succeeded", "pending"]), available_after_s=available_after_s
        )
        # In some games nobody compares until all is over, and every day is made up for.
        self.compares = self.dice.random() < 0.5

    def begin(self) -> None:
        """Ask everybody for a deposit; all but one pay, some by a way that takes days."""
        court_id, self.account = str(SALE.court_id), self.fake.account()
        with self.world.database.transaction() as tx:
            cases.make_court(tx, court_id=court_id, currency=CURRENCY)
        name_account(self.world, court_id, currency=CURRENCY, stripe_account=self.account)
        # Stripe keeps its fees: what goes to a case needs money of the operator's own beside it.
        self.fake.top_up(PEOPLE * 10_000)
        sessions = [self._ask(f"ENR{number:02}-{self.dice.randrange(10**4):04}") for number in range(PEOPLE)]
        for session in sessions[:-1]:
            method = self.dice.choice(["card", "card", "sepa_debit"])
            self.fake.pay(session, name="王伟", method=method)
        self.pending = [session for session in sessions if self._is_pending(session)]

    def _ask(self, reference: str) -> str:
        amount, at = self.dice.randrange(1_000, 90_000), self.world.clock.now()
        with self.world.database.transaction() as tx:
            service.ask(
                tx,
                request_id=new_id(),
                reference=reference,
                purpose=RequestPurpose.DEPOSIT,
                subject_id=reference,
                account_id=people.make_bidder(self.world, tx),
                round_id=SALE.round_id or "",
                amount=Money(amount, CURRENCY),
                at=at,
            )
        price = {"currency": "eur", "unit_amount": amount, "product_data": {"name": "Deposit"}}
        params: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "success_url": "https://example.org/",
            "payment_intent_data": {"metadata": {"reference": reference}},
        }
        return str(self.fake.client().v1.checkout.sessions.create(params).id)

    def _is_pending(self, session: str) -> bool:
        found = self.fake.client().v1.checkout.sessions.retrieve(session)
        return (found.status, found.payment_status) == ("complete", "unpaid")

    def play(self) -> None:
        """Let things happen and go wrong for a while."""
        for _ in range(ROUNDS):
            for _ in range(self.dice.randrange(3)):
                method = self.dice.choice(["GET", "POST"])
                self.fake.fail_next(self.dice.choice(FAULTS), method=method)
            self._something_happens()
            self._hear(self._news(), lost=0.3, copies=3)
            self._work()
            self.pass_by(timedelta(seconds=self.dice.choice([1, 30, 600, 7_200, 40_000])))

    def come_to_rest(self) -> None:
        """Let Stripe answer again and tell once more whatever it told, until nothing is left to do."""
        self.fake.forget_faults()
        for session in list(self.pending):
            self._settle(session)
        for dispute in self.disputes:
            self.fake.close_dispute(dispute, won=self.dice.random() < 0.5)
        self._hear(self.fake.events(), lost=0, copies=1, again=True)
        for _ in range(QUIET_ROUNDS_MAX):
            for refund in self._refunds("pending"):
                self.fake.settle_refund(refund)
            self._hear(self._news(), lost=0, copies=1)
            self._work()
            self.pass_by(timedelta(minutes=31))
            if self._is_at_rest():
                return
        raise AssertionError("it does not come to rest")

    def _is_at_rest(self) -> bool:
        unread, moving = tables.WebhookEvent, tables.Payout
        with self.world.database.reading() as tx:
            left = tx.scalars(select(unread.event_id).where(unread.processed_at.is_(None))).all()
            under_way = tx.scalars(
                select(moving.transfer_id).where(moving.state.not_in(["SENT", "REFUSED"]))
            ).all()
        return not left and not under_way and not self._refunds("pending")

    def _something_happens(self) -> None:
        if self.pending and self.dice.random() < 0.3:
            self._settle(self.pending[0])
        waiting = self._refunds("pending")
        if waiting and self.dice.random() < 0.5:
            self.fake.settle_refund(waiting[0])
        if self.dice.random() < 0.2:
            self._dispute()
        if self.disputes and self.dice.random() < 0.3:
            self.fake.close_dispute(self.disputes.pop(), won=self.dice.random() < 0.5)

    def _dispute(self) -> None:
        paid = {event["data"]["object"]["id"] for event in self.fake.events(kind="charge.succeeded")}
        gone = {event["data"]["object"]["id"] for event in self.fake.events(kind="charge.refunded")}
        known = {
            event["data"]["object"]["charge"] for event in self.fake.events(kind="charge.dispute.created")
        }
        for charge in sorted(paid - gone - known)[:1]:
            self.disputes.append(self.fake.dispute(charge)["id"])

    def _named(self, kind: str, field: str) -> set[str]:
        return {event["data"]["object"][field] for event in self.fake.events(kind=kind)}

    def _settle(self, session: str) -> None:
        self.fake.settle_async(session, succeeded=self.dice.random() < 0.8)
        self.pending.remove(session)

    def _refunds(self, status: str) -> list[str]:
        told = {event["data"]["object"]["id"]: event["data"]["object"]["status"] for event in self._told()}
        return [refund for refund, now in told.items() if now == status]

    def _told(self) -> list[dict[str, Any]]:
        return [event for event in self.fake.events() if event["type"].startswith("refund.")]

    def _news(self) -> list[dict[str, Any]]:
        news = [event for event in self.fake.events() if event["id"] not in self.heard]
        self.heard |= {event["id"] for event in news}
        return news

    def _hear(self, events: list[dict[str, Any]], *, lost: float, copies: int, again: bool = False) -> None:
        told = [event for event in events if self.dice.random() >= lost]
        told = [event for event in told for _ in range(self.dice.randint(1, copies))]
        self.dice.shuffle(told)
        at, vault = self.world.clock.now(), vault_of(self.world.settings)
        with self.world.database.transaction() as tx:
            for event in told:
                body, _ = self.fake.signed(event, at=int(at.timestamp()))
                event_id = f"{event['id']}{'again' if again else ''}"
                service.keep_message(tx, vault=vault, gateway="stripe", event_id=event_id, body=body, at=at)

    def _work(self) -> int:
        done = jobs.take_in(self.world) + self._take_deposits()
        return done + jobs.bear_losses(self.world) + jobs.pay_out(self.world)

    def _take_deposits(self) -> int:
        at = self.world.clock.now()
        with self.world.database.transaction() as tx:
            waiting = store.received_for(tx, RequestPurpose.DEPOSIT, 100)
            for payment in waiting:
                assert payment.request is not None
                subject = payment.request.subject_id
                held = accounts.deposit(subject, CURRENCY)
                service.accept_payment(
                    tx, payment_id=payment.id, credit=held, purpose=Purpose.DEPOSIT_PAID, sale=SALE, at=at
                )
                out, payout = self._way_out(payment, subject, at)
                ledger.post(tx, [out])
                service.schedule_payouts(tx, [payout], at=at)
        return len(waiting)

    def _way_out(self, payment: ReceivedPayment, subject: str, at: datetime) -> tuple[Transfer, Payout]:
        """Return how a deposit leaves: back, or as a buyer's to the account of the court."""
        key, held = transfer.deposit_out_id(subject), accounts.deposit(subject, CURRENCY)
        if self.dice.random() < 0.4:
            self.bought.add(subject)
            case = accounts.case(str(SALE.case_id), CURRENCY)
            out = Transfer(key, held, case, payment.amount, Purpose.DEPOSIT_APPLIED, at, SALE)
            return out, case_credit_of(out, due_at=at, gateway="stripe")
        owed = accounts.payable(subject, CURRENCY)
        out = Transfer(key, held, owed, payment.amount, Purpose.DEPOSIT_RETURNED, at, SALE)
        return out, refund_of(out, payment.id, due_at=at, gateway="stripe")

    def pass_by(self, span: timedelta) -> None:
        """Let time pass; in the mornings the days before are compared."""
        self.world.clock.set(self.world.clock.now() + span)  # type: ignore[attr-defined]  # a hand-set clock
        self.fake.advance_clock(span)
        if self.compares:
            reconcile(self.world)


@pytest.fixture
def playing(world: World, fake_stripe: FakeStripe) -> World:
    settings = settings_with_stripe(world.settings).model_copy(update={"stripe_api_url": fake_stripe.url})
    return replace(world, settings=settings)


@pytest.mark.parametrize("seed", [1])
def test_every_cent_is_explained_twice_whatever_fails(
    playing: World, fake_stripe: FakeStripe, seed: int
) -> None:
    _play(playing, fake_stripe, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 14))
def test_every_cent_is_explained_twice_in_many_games(
    playing: World, fake_stripe: FakeStripe, seed: int
) -> None:
    _play(playing, fake_stripe, seed)


def _play(world: World, fake: FakeStripe, seed: int) -> None:
    game = Game(world, fake, random.Random(seed))
    game.begin()
    game.play()
    game.come_to_rest()
    _reconcile(game)

    client = fake.client().v1
    charges = [charge for charge in client.charges.list({"limit": 100}).data if charge.paid]
    lost = {
        dispute.charge for dispute in client.disputes.list({"limit": 100}).data if dispute.status == "lost"
    }
    refunds = client.refunds.list({"limit": 100}).data
    to_case = {charge.id for charge in charges if charge.metadata["reference"] in game.bought}
    went_back = {charge.id: charge.amount for charge in charges if charge.id not in lost | to_case}
    assert {refund.charge: refund.amount for refund in refunds} == went_back
    assert len(refunds) == len(went_back), "each went back once"
    _credits_are_once(game, sum(charge.amount for charge in charges if charge.id in to_case))
    balance = client.balance.retrieve()
    lies_there = sum(line.amount for line in (*balance.available, *balance.pending))
    with world.database.reading() as tx:
        assert ledger.total(tx, CURRENCY).minor == 0
        assert ledger.balance(tx, accounts.gateway("stripe", CURRENCY).id).minor == -lies_there
        payouts = sorted((row.state, row.amount_minor) for row in tx.scalars(select(tables.Payout)))
        stuck = lost - to_case
        ends = [("REFUSED" if charge.id in stuck else "SENT", charge.amount) for charge in charges]
        assert payouts == sorted(ends)
        for charge in charges:
            assert ledger.balance(tx, accounts.payable(charge.metadata["reference"], CURRENCY).id).minor == 0


def _credits_are_once(game: Game, credited: int) -> None:
    """Each deposit of a buyer is at the court's account once, by Stripe's own book and by ours."""
    options: Any = {"stripe_account": game.account}
    there = game.fake.client().v1.balance.retrieve({}, options)
    assert sum(line.amount for line in (*there.available, *there.pending)) == credited
    transfers = game.fake.client().v1.transfers.list({"limit": 100}).data
    wanted = {transfer.deposit_out_id(subject) for subject in game.bought}
    assert sorted(each.metadata["key"] for each in transfers) == sorted(wanted)
    with game.world.database.reading() as tx:
        assert ledger.balance(tx, accounts.case(str(SALE.case_id), CURRENCY).id).minor == credited
        assert ledger.balance(tx, accounts.case_bank(str(SALE.case_id), CURRENCY).id).minor == -credited


def _reconcile(game: Game) -> None:
    """Let some mornings come: what the days before left open, the books beside Stripe's own lines mend."""
    game.compares = True
    for _ in range(5):
        game.pass_by(timedelta(days=1))
    open_ones = select(MoneyDifference.day, MoneyDifference.key).where(MoneyDifference.mended_at.is_(None))
    with game.world.database.reading() as tx:
        assert not tx.execute(open_ones).all()
        assert tx.scalar(select(func.sum(Reconciliation.line_count))), "there was something to compare"
