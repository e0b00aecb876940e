"""One contract, kept by every gateway: Stripe over the strict fake, a court's bank, the bank on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Protocol

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.money import Money, format_plain
from auction.kernel.settings import Settings
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments import stripe_answers
from auction.payments.bank import service as bank
from auction.payments.bank.order import format_origin
from auction.payments.bank.statement import Party
from auction.payments.bank.tables import BankOrder
from auction.payments.bank_gateway import bank_gateway_of
from auction.payments.fact import Fact, FeeCharged, LineKind, MovedState, PaymentArrived, PayoutMoved
from auction.payments.gateway import Ask, Gateway, GatewayRefused, GatewayUnavailable
from auction.payments.paper_gateway import PaperGateway
from auction.payments.payout import Payout, PayoutKind
from auction.payments.received import RequestPurpose
from auction.payments.stripe_gateway import StripeGateway, stripe_gateway_of
from auction.payments.webhook import Message
from auction.people.vault import vault_of
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.cases import make_case, make_court
from tests.support.fake_stripe.fake import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.support.money import paper_bank
from tests.support.people import make_bidder, make_staff
from tests.support.rounds import make_round

AMOUNT = Money(500_000, "EUR")
DAY = timedelta(days=1)
Signed = tuple[str, bytes]


def ask(reference: str = "K7F3K-9XQ2M", amount: Money = AMOUNT) -> Ask:
    return Ask("q1", reference, RequestPurpose.DEPOSIT, amount, "court-1", "lot-1", "A house by the sea")


class Outside(Protocol):
    """What happens outside, at one gateway."""

    gateway: Gateway

    def now(self) -> datetime: ...

    def pay(self, asked: Ask, payer: str) -> str:
        """Let somebody pay what is asked; return the payment's id."""

    def messages(self) -> list[Signed]:
        """Return every message about what happened so far: signature and body."""

    def pay_out_unheard(self, payout: Payout) -> None:
        """Let the gateway act, and its answer be lost."""

    def carry_out(self) -> None:
        """Let arrive what the gateway was told to pay out."""

    def way_back(self) -> dict[str, str]:
        """Return what a payout knows of how its payment goes back."""


@dataclass
class AtStripe:
    """What happens at the strict fake of Stripe."""

    gateway: StripeGateway
    fake: FakeStripe

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.fake.now(), UTC)

    def pay(self, asked: Ask, payer: str) -> str:
        expires_at = self.now() + timedelta(hours=1)
        wish = stripe_answers.checkout_of(
            asked, expires_at=expires_at, language="en", back_url="https://auction.example/my/payments/x"
        )
        session_id, _ = self.gateway.begin_checkout(new_id(), wish)
        return str(self.fake.pay(session_id, name=payer)["payment_intent"])

    def messages(self) -> list[Signed]:
        signed = [self.fake.signed(event, at=self.fake.now()) for event in self.fake.events()]
        return [(header, body) for body, header in signed]

    def pay_out_unheard(self, payout: Payout) -> None:
        self.fake.fail_next("timeout_after")
        with pytest.raises(GatewayUnavailable):
            self.gateway.pay_out(payout, at=self.now())

    def carry_out(self) -> None:
        """Do nothing: a refund at the fake has arrived."""

    def way_back(self) -> dict[str, str]:
        return {}


class OnPaper:
    """What happens at the bank on paper."""

    def __init__(self, gateway: PaperGateway, world: World) -> None:
        self.gateway, self._world = gateway, world
        self._told: list[Signed] = []

    def now(self) -> datetime:
        return self._world.clock.now()

    def pay(self, asked: Ask, payer: str) -> str:
        told = Message(f"pay_{new_id()}", asked.reference, asked.amount, payer)
        body, headers = self.gateway.message(told, event_id=f"evt_{new_id()}", at=self.now())
        self._told.append((headers[self.gateway.signature_header], body))
        return told.payment_id

    def messages(self) -> list[Signed]:
        return list(self._told)

    def pay_out_unheard(self, payout: Payout) -> None:
        self.gateway.pay_out(payout, at=self.now())

    def carry_out(self) -> None:
        """Do nothing: on paper everything arrives."""

    def way_back(self) -> dict[str, str]:
        return {}


class AtBank:
    """What happens at the bank of a court, which finance hears of by its statements."""

    def __init__(self, world: World) -> None:
        self.gateway, self._world, self._days = bank_gateway_of(world), world, 0
        self._holds = Decimal(1_000)
        with world.database.transaction() as tx:
            self._court_id = make_court(tx)
            self._finance = make_staff(world, tx, Role.FINANCE, court_id=self._court_id)
            case_id = make_case(tx, court_id=self._court_id)
            self._round_id = make_round(tx, case_id=case_id, court_id=self._court_id)
        name_account(world, self._court_id, currency="EUR")

    def now(self) -> datetime:
        return self._world.clock.now()

    def pay(self, asked: Ask, payer: str) -> str:
        with self._world.database.transaction() as tx:
            payments.ask(
                tx, request_id=asked.request_id, reference=asked.reference, purpose=asked.purpose,
                subject_id="e1", account_id=make_bidder(self._world, tx), round_id=self._round_id,
                amount=asked.amount, at=self.now(),
            )  # fmt: skip
        amount = format_plain(asked.amount)
        self._take_in(Entry(amount, asked.reference, name=payer, account="DE02", reference="B-1"))
        return told(self)[0].payment_id

    def messages(self) -> list[Signed]:
        span = self.gateway.statement(since=self.now() - 2 * DAY, until=self.now() + 2 * DAY)
        return [("", line.id.encode()) for line in span]

    def pay_out_unheard(self, payout: Payout) -> None:
        self.gateway.pay_out(payout, at=self.now())
        self.carry_out()

    def carry_out(self) -> None:
        with self._world.database.transaction() as tx:
            bank.write_file(
                tx, court_id=self._court_id, time_zone="UTC", file_id=new_id(),
                vault=vault_of(self._world.settings), at=self.now(),
            )  # fmt: skip
            orders = tx.scalars(select(BankOrder)).all()
        for order in orders:
            amount = f"-{format_plain(Money(order.amount_minor, order.currency))}"
            self._take_in(Entry(amount, end_to_end=order.end_to_end, reference="B-2"))

    def way_back(self) -> dict[str, str]:
        return {"court_id": self._court_id, "origin": format_origin(Party("Ann Lee", "DE02"))}

    def _take_in(self, entry: Entry) -> None:
        self._days += 1
        opening, self._holds = self._holds, self._holds + Decimal(entry.amount)
        body = statement(
            entry, day="2026-02-28", number=f"S-{self._days}", currency="EUR", opening=f"{opening:.2f}"
        )
        assert isinstance(take_in(self._world, self._court_id, body, by=self._finance), tuple)


@pytest.fixture(params=["stripe", "bank", "paper"])
def outside(request: pytest.FixtureRequest) -> Iterator[Outside]:
    if request.param == "paper":
        world = request.getfixturevalue("sqlite_world")
        yield OnPaper(paper_bank(world), world)
        return
    if request.param == "bank":
        yield AtBank(request.getfixturevalue("sqlite_world"))
        return
    fake: FakeStripe = request.getfixturevalue("fake_stripe")
    yield AtStripe(stripe_of(fake), fake)


@pytest.fixture
def at_stripe(fake_stripe: FakeStripe) -> AtStripe:
    return AtStripe(stripe_of(fake_stripe), fake_stripe)


def stripe_of(fake: FakeStripe, account: str = "") -> StripeGateway:
    settings = Settings(
        secret_key="s" * 40,
        stripe_secret_key=SecretStr(SECRET_KEY),
        stripe_webhook_secret=SecretStr(WEBHOOK_SECRET),
        stripe_api_url=fake.url,
    )
    gateway = stripe_gateway_of(settings, lambda _court_id: account)
    assert gateway is not None
    return gateway


def refund(outside: Outside, payment_id: str, amount: Money = AMOUNT) -> Payout:
    return Payout(
        f"back:{payment_id}", PayoutKind.REFUND, f"payment:{payment_id}", amount, outside.now() + DAY,
        gateway=outside.gateway.name, **outside.way_back(),
    )  # fmt: skip


def credit(at: datetime, amount: Money = AMOUNT) -> Payout:
    return Payout(
        "deposit-out:e1", PayoutKind.CASE_ACCOUNT, "account:1", amount, at, court_id="c1", lot_id="lot-1"
    )


def test_a_payment_is_told_alike_by_every_message_and_however_often(outside: Outside):
    payment_id = outside.pay(ask(), "Ann Lee")

    arrived = told(outside) + told(outside)

    assert len(arrived) >= 2 and len(set(arrived)) == 1
    assert (arrived[0].gateway, arrived[0].payment_id) == (outside.gateway.name, payment_id)
    assert (arrived[0].reference, arrived[0].amount, arrived[0].payer_name) == (
        "K7F3K-9XQ2M",
        AMOUNT,
        "Ann Lee",
    )


def test_a_signed_message_is_believed_and_no_byte_of_it_may_change(outside: Outside):
    if not outside.gateway.signature_header:
        assert outside.gateway.check("t=1,v1=00", b"{}", at=outside.now()) is not None
        return
    outside.pay(ask(), "Ann Lee")
    header, body = outside.messages()[0]

    assert outside.gateway.check(header, body, at=outside.now()) is None
    for place in range(0, len(body), 5):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert outside.gateway.check(header, changed, at=outside.now()) is not None


def test_a_payout_leaves_once_per_key(outside: Outside):
    payout = refund(outside, outside.pay(ask(), "Ann Lee"))

    assert outside.gateway.find(payout) is None
    first = outside.gateway.pay_out(payout, at=outside.now())
    again = outside.gateway.pay_out(payout, at=outside.now() + timedelta(seconds=5))

    assert (first.key, first.amount) == (payout.transfer_id, AMOUNT)
    assert again == first == outside.gateway.find(payout)
    outside.carry_out()
    arrived = outside.gateway.find(payout)
    assert arrived is not None
    assert (arrived.state, arrived.amount, bool(arrived.receipt)) == (MovedState.SENT, AMOUNT, True)
    assert len(lines(outside, LineKind.REFUND)) == 1


def test_one_key_is_no_second_payout(outside: Outside):
    payout = refund(outside, outside.pay(ask(), "Ann Lee"), Money(200_000, "EUR"))
    outside.gateway.pay_out(payout, at=outside.now())

    # Stripe knows the key with another wish: what it stands for is looked for, and nothing is sent.
    with pytest.raises((GatewayUnavailable, GatewayRefused, AssertionError)):
        outside.gateway.pay_out(replace(payout, amount=Money(200_001, "EUR")), at=outside.now())

    outside.carry_out()
    assert [line.amount.minor for line in lines(outside, LineKind.REFUND)] == [-200_000]


def test_a_payout_whose_answer_was_lost_is_found_and_not_repeated(outside: Outside):
    payout = refund(outside, outside.pay(ask(), "Ann Lee"))

    outside.pay_out_unheard(payout)

    found = outside.gateway.find(payout)
    assert found is not None
    assert (found.state, found.amount) == (MovedState.SENT, AMOUNT)
    assert outside.gateway.pay_out(payout, at=outside.now()) == found
    assert len(lines(outside, LineKind.REFUND)) == 1


def test_a_statement_lists_what_moved_in_its_span_and_nothing_else(outside: Outside):
    payout = refund(outside, outside.pay(ask(), "Ann Lee"))
    outside.gateway.pay_out(payout, at=outside.now())
    outside.carry_out()

    (line,) = lines(outside, LineKind.REFUND)

    assert (line.subject, line.amount) == (payout.transfer_id, Money(-500_000, "EUR"))
    second = timedelta(seconds=1)
    for since, until, there in (
        (line.at - DAY, line.at, False),
        (line.at, line.at + second, True),
        (line.at + second, line.at + DAY, False),
    ):
        kinds = {each.kind for each in outside.gateway.statement(since=since, until=until)}
        assert (LineKind.REFUND in kinds) is there


def lines(outside: Outside, kind: LineKind) -> list:
    span = outside.gateway.statement(since=outside.now() - DAY, until=outside.now() + DAY)
    return [line for line in span if line.kind is kind]


# What only Stripe has: ceilings, connected accounts, disputes, its own noes.


def test_a_refund_never_exceeds_its_payment(at_stripe: AtStripe):
    payment_id = at_stripe.pay(ask(), "Ann Lee")
    at_stripe.gateway.pay_out(refund(at_stripe, payment_id, Money(300_000, "EUR")), at=at_stripe.now())
    more = replace(refund(at_stripe, payment_id, Money(200_001, "EUR")), transfer_id="deposit-out:e1")

    with pytest.raises(GatewayRefused):
        at_stripe.gateway.pay_out(more, at=at_stripe.now())

    assert at_stripe.gateway.find(more) is None


@pytest.mark.parametrize("fault", ["401", "403", "409", "429", "500", "timeout_before"])
def test_an_unclear_answer_leaves_open_what_happened(at_stripe: AtStripe, fault: str):
    payout = refund(at_stripe, at_stripe.pay(ask(), "Ann Lee"))
    at_stripe.fake.fail_next(fault)

    with pytest.raises(GatewayUnavailable):
        at_stripe.gateway.pay_out(payout, at=at_stripe.now())

    assert at_stripe.gateway.find(payout) is None


def test_after_a_day_the_key_is_forgotten_and_listing_still_finds(at_stripe: AtStripe):
    payout = refund(at_stripe, at_stripe.pay(ask(), "Ann Lee"), Money(100, "EUR"))
    first = at_stripe.gateway.pay_out(payout, at=at_stripe.now())

    at_stripe.fake.advance_clock(3 * DAY)

    assert at_stripe.gateway.find(payout) == first


def test_the_connected_account_of_the_court_is_credited_in_the_group_of_the_lot(fake_stripe: FakeStripe):
    account = fake_stripe.account()
    fake_stripe.top_up(500_000)
    outside = AtStripe(stripe_of(fake_stripe, account), fake_stripe)
    payout = credit(outside.now())

    moved = outside.gateway.pay_out(payout, at=outside.now())

    assert (moved.state, moved.amount) == (MovedState.SENT, AMOUNT)
    assert outside.gateway.find(payout) == moved
    (line,) = lines(outside, LineKind.CASE_CREDIT)
    assert (line.subject, line.amount.minor) == ("deposit-out:e1", -500_000)
    (event,) = fake_stripe.events(kind="transfer.created")
    assert outside.gateway.read(fake_stripe.signed(event, at=0)[0].decode()) == (
        PayoutMoved("stripe", moved),
    )
    (transfer,) = fake_stripe.requests(method="POST", path="/v1/transfers")
    assert (transfer["params"]["transfer_group"], transfer["idempotency_key"]) == ("lot-1", "deposit-out:e1")
    assert "application_fee_amount" not in transfer["params"]


def test_a_credit_is_taken_back_once_and_never_beyond_itself(fake_stripe: FakeStripe):
    fake_stripe.top_up(500_000)
    outside = AtStripe(stripe_of(fake_stripe, fake_stripe.account()), fake_stripe)
    payout = credit(outside.now())
    with pytest.raises(GatewayRefused, match="not_credited"):
        outside.gateway.take_back(payout, "fix:1", AMOUNT)
    outside.gateway.pay_out(payout, at=outside.now())

    first = outside.gateway.take_back(payout, "fix:1", Money(300_000, "EUR"))
    again = outside.gateway.take_back(payout, "fix:1", Money(300_000, "EUR"))

    assert first == again
    assert (first.key, first.amount) == ("fix:1", Money(300_000, "EUR"))
    with pytest.raises(GatewayRefused):
        outside.gateway.take_back(payout, "fix:2", Money(200_001, "EUR"))
    (line,) = lines(outside, LineKind.REVERSAL)
    assert (line.subject, line.amount.minor) == ("fix:1", 300_000)


def test_a_delayed_payment_arrives_when_it_arrives(at_stripe: AtStripe):
    wish = stripe_answers.checkout_of(
        ask(), expires_at=at_stripe.now() + timedelta(hours=1), language="en", back_url="https://a.example"
    )
    session_id, url = at_stripe.gateway.begin_checkout("k1", wish)
    assert at_stripe.gateway.begin_checkout("k1", wish) == (session_id, url)

    at_stripe.fake.pay(session_id, name="Ann Lee", method="sepa_debit")
    before = told(at_stripe)
    at_stripe.fake.settle_async(session_id)

    assert before == []
    assert {fact.payer_name for fact in told(at_stripe)} == {"Ann Lee"}


def test_stripe_is_reminded_of_a_payment_and_of_a_fee_of_its_own(at_stripe: AtStripe):
    payment_id = at_stripe.pay(ask(), "Ann Lee")
    at_stripe.fake.charge_fee(200)
    fee = next(line for line in lines(at_stripe, LineKind.FEE) if line.subject.startswith("txn_"))

    def reminded(subject: str) -> tuple[Fact, ...]:
        return at_stripe.gateway.read(
            at_stripe.gateway.reminder(LineKind.OTHER, subject, event_id="evt_1").decode()
        )

    assert reminded(payment_id)[0] == told(at_stripe)[0]
    assert reminded(fee.subject) == (FeeCharged("stripe", fee.subject, Money(200, "EUR")),)


def test_stripe_says_what_lay_with_it_at_a_moment(at_stripe: AtStripe):
    payment_id = at_stripe.pay(ask(), "Ann Lee")
    between = at_stripe.now() + timedelta(hours=1)
    at_stripe.fake.advance_clock(timedelta(hours=2))
    at_stripe.gateway.pay_out(refund(at_stripe, payment_id, Money(100, "EUR")), at=at_stripe.now())
    after = at_stripe.now() + DAY

    def lay(at: datetime) -> Money | None:
        return at_stripe.gateway.own_balance("EUR", court_id="", at=at)

    moved = list(at_stripe.gateway.statement(since=between - DAY, until=after))
    before, then = lay(between), lay(after)
    assert before is not None and then is not None
    assert before - then == Money(100, "EUR")
    assert then.minor == sum(line.amount.minor for line in moved)


def test_an_object_that_is_not_there_says_nothing(at_stripe: AtStripe):
    (nothing,) = at_stripe.gateway.read(
        '{"livemode":false,"data":{"object":{"object":"payment_intent","id":"pi_none"}}}'
    )

    assert nothing.reason == "resource_missing"


def told(outside: Outside) -> list[PaymentArrived]:
    facts = [fact for _, body in outside.messages() for fact in outside.gateway.read(body.decode())]
    return [fact for fact in facts if isinstance(fact, PaymentArrived)]
