"""Only what Stripe signed just now is kept, and of it only what Stripe itself still says is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs, service, tables
from auction.payments.received import RequestPurpose
from auction.payments.webhook import WEBHOOK_BYTES_MAX
from bidding import sockets
from tests.support import people, templates
from tests.support.fake_stripe import signing
from tests.support.fake_stripe.fake import WEBHOOK_SECRET, FakeStripe
from tests.support.lives import settings_with_stripe
from wsgi import create_app

REFERENCE = "K7F3K-9XQ2M"
AMOUNT = 5_000


@dataclass(frozen=True)
class Hearing:
    """A platform that hears Stripe, and the Stripe it hears."""

    world: World
    client: FlaskClient
    fake: FakeStripe

    def post(self, body: bytes, header: str) -> int:
        headers = {"Stripe-Signature": header} if header else {}
        return self.client.post("/webhooks/stripe", data=body, headers=headers).status_code

    def tell(self, event: dict[str, Any], **over: Any) -> int:
        """Post an event as Stripe would, whatever a test changed in it."""
        body, header = self.fake.signed({**event, **over}, at=self.at)
        return self.post(body, header)

    @property
    def at(self) -> int:
        return int(self.world.clock.now().timestamp())

    def rows(self, table: Any) -> int:
        with self.world.database.reading() as tx:
            return tx.scalar(select(func.count()).select_from(table)) or 0

    def results(self) -> list[str]:
        with self.world.database.reading() as tx:
            return sorted(tx.scalars(select(tables.WebhookEvent.result)))

    def pay(self, amount: int = AMOUNT) -> list[dict[str, Any]]:
        """Let somebody pay what was asked; return the events."""
        price = {"currency": "eur", "unit_amount": amount, "product_data": {"name": "Deposit"}}
        params: Any = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "success_url": "https://example.org/",
            "payment_intent_data": {"metadata": {"reference": REFERENCE}},
        }
        session = self.fake.client().v1.checkout.sessions.create(params)
        self.fake.pay(session, name="王伟")
        return self.fake.events()


@pytest.fixture
def hearing(world: World, fake_stripe: FakeStripe) -> Iterator[Hearing]:
    settings = settings_with_stripe(world.settings).model_copy(update={"stripe_api_url": fake_stripe.url})
    heard = replace(world, settings=settings)
    fake_stripe.stand_clock(world.clock.now())
    application = create_app(world=heard)
    application.config.update(TESTING=True)
    templates.share(application)
    with world.database.transaction() as tx:
        service.ask(
            tx,
            request_id=new_id(),
            reference=REFERENCE,
            purpose=RequestPurpose.DEPOSIT,
            subject_id="e1",
            account_id=people.make_bidder(world, tx),
            round_id="r1",
            amount=Money(AMOUNT, "EUR"),
            at=world.clock.now(),
        )
    yield Hearing(heard, application.test_client(), fake_stripe)
    sockets.detach(application)


def test_nothing_is_kept_but_what_stripe_signed_just_now(hearing: Hearing) -> None:
    event, at = hearing.pay()[-1], hearing.at
    body, good = hearing.fake.signed(event, at=at)
    whole = signing.write({**event, "padding": "x" * (WEBHOOK_BYTES_MAX - len(body))})
    too_large = whole + b" " * (WEBHOOK_BYTES_MAX + 1 - len(whole))

    def signed(told: bytes, *, when: int = at, secret: str = WEBHOOK_SECRET, scheme: str = "v1") -> str:
        return signing.sign(told, secret, at=when, scheme=scheme)

    refused = {
        "forged": (body, signed(body, secret="whsec_other")),
        "stale": (body, signed(body, when=at - 301)),
        "from the future": (body, signed(body, when=at + 301)),
        "serialised anew": (json.dumps(event).encode(), good),
        "with a space more": (body + b" ", good),
        "with its time moved": (body, good.replace(f"t={at}", f"t={at + 1}")),
        "oversized": (too_large, signed(too_large)),
        "of another scheme only": (body, signed(body, scheme="v0")),
        "unsigned": (body, ""),
        "with an empty signature": (body, f"t={at},v1="),
        "with a header of noise": (body, "\xff,=,t,v1"),
        "without an id": (b'{"object": "event"}', signed(b'{"object": "event"}')),
        "no mapping": (b"[]", signed(b"[]")),
        "no text": (b"\xff\xfe", signed(b"\xff\xfe")),
    }
    answers = {name: hearing.post(told, header) for name, (told, header) in refused.items()}

    assert answers == dict.fromkeys(refused, 400)
    assert hearing.rows(tables.WebhookEvent) == 0


@pytest.mark.parametrize("late_s", [-300, 0, 300])
def test_a_message_is_kept_at_the_edge_of_its_time(hearing: Hearing, late_s: int) -> None:
    body, header = hearing.fake.signed(hearing.pay()[-1], at=hearing.at - late_s)

    assert hearing.post(body, header) == 200
    assert hearing.rows(tables.WebhookEvent) == 1


def test_one_good_signature_among_others_will_do(hearing: Hearing) -> None:
    body, header = hearing.fake.signed(hearing.pay()[-1], at=hearing.at)
    time, good = header.split(",")

    assert hearing.post(body, f"{time},v0={'0' * 64},v1={'0' * 64},{good}") == 200
    assert hearing.rows(tables.WebhookEvent) == 1


def test_what_happened_is_kept_once_in_any_order_and_number(hearing: Hearing) -> None:
    events = hearing.pay()

    answers = {hearing.tell(event) for event in [*events[::-1], *events, *events[::-1]]}
    jobs.take_in(hearing.world)
    hearing.tell(events[0])
    jobs.take_in(hearing.world)

    assert answers == {200}
    assert hearing.rows(tables.WebhookEvent) == len(events) == 4
    assert hearing.rows(tables.Payment) == hearing.rows(tables.WaitingPayment) == 1
    assert hearing.results().count("received") == 1


def test_a_message_of_another_mode_or_account_tells_nothing(hearing: Hearing) -> None:
    event = hearing.pay()[-1]

    answers = [
        hearing.tell(event, id="evt_live", livemode=True),
        hearing.tell(event, id="evt_other", account="acct_1another"),
        hearing.tell(event, id="evt_type", data={"object": {"object": "customer", "id": "cus_1"}}),
        hearing.tell(event, id="evt_gone", data={"object": {"object": "payment_intent", "id": "pi_3none"}}),
    ]
    jobs.take_in(hearing.world)

    assert answers == [200] * 4
    assert hearing.rows(tables.Payment) == 0
    assert "" not in hearing.results()


def test_the_amount_is_what_stripe_says_now_and_not_what_the_message_said(hearing: Hearing) -> None:
    event = hearing.pay()[-1]
    event["data"]["object"] |= {"amount_total": 999_999, "currency": "usd"}

    hearing.tell(event)
    jobs.take_in(hearing.world)

    with hearing.world.database.reading() as tx:
        kept = tx.scalars(select(tables.Payment)).one()
        assert (kept.amount_minor, kept.currency, kept.gateway) == (AMOUNT, "EUR", "stripe")


def test_a_message_waits_in_the_inbox_while_stripe_does_not_answer(hearing: Hearing) -> None:
    event = hearing.pay()[-1]
    hearing.fake.fail_next("429", method="GET")
    hearing.tell(event)

    jobs.take_in(hearing.world)
    before = (hearing.rows(tables.Payment), hearing.results())
    hearing.world.clock.set(hearing.world.clock.now() + timedelta(hours=1))
    jobs.take_in(hearing.world)

    assert before == (0, [""])
    assert (hearing.rows(tables.Payment), hearing.results()) == (1, ["received"])
