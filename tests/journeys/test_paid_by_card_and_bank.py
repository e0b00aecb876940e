"""One sale is paid both ways: deposits come and go over Checkout, the balance by bank transfer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.bank.order import end_to_end_of
from auction.payments.each_gateway import gateways_of
from auction.payments.reconciliation import store
from auction.payments.stripe_gateway import StripeGateway
from auction.payments.tables import Payout
from auction.rounds.lifecycle import State
from bidding import sockets
from tests.support import templates
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.browsing import Browser
from tests.support.fake_stripe.fake import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.support.people import make_staff
from tests.support.town import ZONE, Town
from wsgi import create_app

TERMS = {"reference_price": "2500000", "starting_price": "1750000", "deposit": "175000"}
DEPOSIT = Money(17_500_000, "CNY")
PRICE = Money(177_000_000, "CNY")
BALANCE = "1595000.00"
# The operator's own money at Stripe, from which the fees are paid.
OWN_MONEY = Money(2_000_000, "CNY")


@dataclass
class PaidTown(Town):
    """A town whose people pay over Stripe, and whose court has a bank."""

    fake: FakeStripe = field(default_factory=FakeStripe)
    finance: str = ""
    heard: int = 0
    at_bank: Decimal = Decimal("0.00")

    def go_to(self, at: datetime) -> None:
        """Let time pass, here and at Stripe, and let Stripe tell what happened."""
        self.world.clock.set(at)
        self.fake.stand_clock(at)
        self.tick()
        self.hear()

    def hear(self) -> None:
        """Let Stripe tell what it has not told yet, each message twice and the last one first."""
        events = self.fake.events()
        news, self.heard = events[self.heard :], len(events)
        for event in (*reversed(news), *news):
            body, header = self.fake.signed(event, at=int(self.now.timestamp()))
            told = self.app.test_client().post(
                "/webhooks/stripe", data=body, headers={"Stripe-Signature": header}
            )
            assert told.status_code == 200
        self.tick()

    def pay_online(self, name: str) -> None:
        """Let a bidder go to the payment page, pay there and come back."""
        browser = self.people[name]
        path = browser.get(browser.link("/my/payments/")).path
        to_stripe = browser.leave_by("/checkout")
        session = re.search(r"/c/pay/(cs_\w+)$", to_stripe)
        assert session, to_stripe
        self.fake.pay(session[1], name=self.names[name])
        assert "we have not heard yet" in browser.get(f"{path}?back=paid").words
        self.hear()
        assert "There is nothing more to pay" in browser.get(path).words

    def bank_tells(self, *entries: Entry, number: str) -> None:
        """Let finance take in the statement of the day before."""
        day = f"{self.now.astimezone(ZONE) - timedelta(days=1):%Y-%m-%d}"
        dated = [replace(entry, day=f"<Dt>{day}</Dt>") for entry in entries]
        body = statement(*dated, number=number, day=day, opening=str(self.at_bank))
        self.at_bank += sum(Decimal(entry.amount) for entry in entries)
        assert isinstance(take_in(self.world, self.court_id, body, by=self.finance), tuple)
        self.tick()

    def state(self, transfer_id: str) -> tuple[str, str]:
        """Return over which gateway a payout goes and where it stands."""
        with self.world.database.reading() as tx:
            row = tx.scalars(select(Payout).where(Payout.transfer_id.startswith(transfer_id))).one()
            return row.gateway, row.state


@pytest.fixture
def town(world: World, fake_stripe: FakeStripe) -> Iterator[PaidTown]:
    settings = world.settings.model_copy(
        update={
            "paper_gateway": False,
            "stripe_secret_key": SecretStr(SECRET_KEY),
            "stripe_webhook_secret": SecretStr(WEBHOOK_SECRET),
            "stripe_currencies": "CNY",
            "stripe_api_url": fake_stripe.url,
        }
    )
    world = replace(world, settings=settings)
    app = create_app(world=world)
    app.config.update(TESTING=True)
    templates.share(app)
    town = PaidTown(app, world, fake=fake_stripe)
    fake_stripe.stand_clock(world.clock.now())
    town.settle_in()
    with world.database.transaction() as tx:
        town.finance = make_staff(world, tx, Role.FINANCE, court_id=town.court_id)
    name_account(world, town.court_id, stripe_account=fake_stripe.account())
    fake_stripe.top_up(OWN_MONEY.minor, "cny")
    town.heard = len(fake_stripe.events())
    yield town
    sockets.detach(app)


@pytest.mark.parametrize(
    "world", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
def test_deposits_come_over_checkout_and_the_balance_by_bank_transfer(town: PaidTown) -> None:
    view = town.publish(town.seize(**TERMS))
    round_id = view.round_id
    for name in ("Ann", "Ben"):
        town.ask_deposit(name, round_id)
        town.pay_online(name)
    for name in ("Ann", "Ben"):
        town.people[name].get(f"/enrol/{round_id}")
    town.go_to(view.terms.opens_at)
    for name in ("Ann", "Ben"):
        town.back(name).get(f"/enrol/{round_id}").submit(f"{round_id}/enter")
    assert "accepted" in town.bid("Ann", round_id, 1_750_000).words.lower()
    assert "accepted" in town.bid("Ben", round_id, PRICE.minor // 100).words.lower()

    town.go_to(view.terms.closes_at + timedelta(minutes=6))
    town.go_to(town.now + timedelta(minutes=1))
    assert town.board(round_id).board.state is State.SOLD
    _check_the_deposits_went_over_stripe(town)

    reference = _read_how_to_pay_the_balance(town, round_id)
    _pay_by_bank(town, round_id, reference)
    _check_every_cent(town, round_id, view.lot_id)
    _check_that_the_books_agree(town)


def _check_the_deposits_went_over_stripe(town: PaidTown) -> None:
    with town.world.database.reading() as tx:
        sent = {(row.kind, row.gateway, row.state, row.amount_minor) for row in tx.scalars(select(Payout))}
    assert sent == {
        ("REFUND", "stripe", "SENT", DEPOSIT.minor),
        ("CASE_ACCOUNT", "stripe", "SENT", DEPOSIT.minor),
    }
    assert len(town.fake.events(kind="transfer.created")) == 1
    assert len(town.fake.requests(method="POST", path="/v1/refunds")) == 1


def _read_how_to_pay_the_balance(town: PaidTown, round_id: str) -> str:
    ben = town.back("Ben").get(f"/my/rounds/{round_id}/balance")
    page = ben.get(ben.link("/my/payments/"))
    assert "Online payment takes at most CN¥999,999.99 at once" in page.words
    assert "6222 0202 0011 2233 445" in page.words
    assert BALANCE in page.words
    assert not page.has_form(f"{page.path}/checkout")
    return page.path.rsplit("/", 1)[1]


def _pay_by_bank(town: PaidTown, round_id: str, reference: str) -> None:
    town.go_to(town.now + timedelta(days=1))
    town.bank_tells(
        Entry(BALANCE, f"balance {reference}", name="BEN", account="6217000010012345678", reference="B-1"),
        number="S-1",
    )
    assert town.board(round_id).board.state is State.PAID
    town.go_to(town.now + timedelta(minutes=10))
    assert town.state("balance-out:") == ("bank", "UNDER_WAY")

    town.go_to(town.now + timedelta(days=1))
    key = f"balance-out:{round_id}"
    town.bank_tells(Entry(f"-{BALANCE}", end_to_end=end_to_end_of(key), reference="B-2"), number="S-2")
    assert town.state("balance-out:") == ("bank", "SENT")
    assert town.board(round_id).board.state is State.SETTLED


def _check_every_cent(town: PaidTown, round_id: str, lot_id: str) -> None:
    stripe = gateways_of(town.world)["stripe"]
    assert isinstance(stripe, StripeGateway)
    there = stripe.own_balance("CNY", court_id="", at=town.now + timedelta(seconds=1))
    assert there is not None
    with town.world.database.reading() as tx:
        assert ledger.total(tx, "CNY") == Money(0, "CNY")
        assert ledger.balance(tx, accounts.case(town.case_id, "CNY").id) == PRICE
        assert ledger.balance(tx, accounts.bank(town.court_id, "CNY").id) == Money(0, "CNY")
        # What our ledger says of Stripe is what Stripe says, the operator's own money with it.
        ours = ledger.balance(tx, accounts.gateway("stripe", "CNY").id)
    assert there == Money(-ours.minor, "CNY")
    trail = Browser(town.app).get(f"/lots/{lot_id}/money")
    assert "Sum in = sum out." in trail.words
    assert "Ben" not in trail.words


def _check_that_the_books_agree(town: PaidTown) -> None:
    """Let mornings come: line by line, and in the end, both books say the same."""
    for _ in range(3):
        town.go_to((town.now + timedelta(days=1)).replace(hour=1))
    with town.world.database.reading() as tx:
        compared = store.done_since(tx, date(2026, 1, 1))
        kept = [found for account in sorted(compared) for found in store.open_of(tx, account)]
    assert sorted(compared) == [f"bank:{town.court_id}:CNY", "gateway:stripe:CNY"]
    assert min(len(days) for days in compared.values()) >= 4
    assert kept == []
