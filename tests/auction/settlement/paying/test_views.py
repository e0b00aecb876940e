"""The payer's page: every way to pay, over to the payment service and back, for the payer alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import select

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.checkout import jobs as checkout_jobs
from auction.rounds.tables import Round
from bidding import sockets
from tests.support import bank, money, people, templates
from tests.support.cases import make_case, make_court
from tests.support.fake_stripe.fake import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.support.rounds import CLOSES_AT, make_round
from wsgi import create_app


@dataclass
class Payer:
    """Somebody who was asked for a deposit of a round, with a browser."""

    world: World
    fake: FakeStripe
    browser: FlaskClient
    reference: str
    email: str

    def wait(self, span: timedelta) -> None:
        """Let time go by, here and at the payment service; the payer signs in again."""
        self.world.clock.set(self.world.clock.now() + span)
        self.fake.advance_clock(span)
        people.sign_in(self.browser, self.email)

    @property
    def path(self) -> str:
        return f"/my/payments/{self.reference}"

    def page(self, back: str = "") -> str:
        return self.browser.get(self.path + back).get_data(as_text=True).replace("&#39;", "'")

    def to_stripe(self):
        return people.post(self.browser, f"{self.path}/checkout", {})


@pytest.fixture
def payer(sqlite_world: World, fake_stripe: FakeStripe) -> Iterator[Payer]:
    settings = sqlite_world.settings.model_copy(
        update={
            "stripe_secret_key": SecretStr(SECRET_KEY),
            "stripe_webhook_secret": SecretStr(WEBHOOK_SECRET),
            "stripe_currencies": "CNY EUR",
            "stripe_api_url": fake_stripe.url,
        }
    )
    world = replace(sqlite_world, settings=settings)
    fake_stripe.stand_clock(world.clock.now())
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        round_id = make_round(tx, case_id=make_case(tx, court_id=court_id), court_id=court_id)
    account_id, _, reference = money.ask_for_deposit(world, round_id, "Ann")
    app = create_app(world=world)
    app.config.update(TESTING=True)
    templates.share(app)
    browser, email = app.test_client(), people.email_of(world, account_id)
    people.sign_in(browser, email)
    yield Payer(world, fake_stripe, browser, reference, email)
    sockets.detach(app)


def test_every_way_is_shown_with_what_is_asked(payer: Payer):
    page = payer.page()

    for told in (payer.reference, "71,400.00", "Pay online", "Bank on paper", f"/pay/{payer.reference}"):
        assert told in page
    policy = payer.browser.get(payer.path).headers["Content-Security-Policy"]
    assert f"form-action 'self' {payer.fake.url};" in policy


def test_the_way_by_bank_says_account_name_and_reference(payer: Payer):
    with payer.world.database.reading() as tx:
        court_id = tx.scalar(select(Round.court_id))
    bank.name_account(payer.world, court_id, number="DE89370400440532013000")

    way = payer.page().partition('id="way-bank"')[2].partition("</section>")[0]

    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", way))
    assert f"Write this name as the payer Ann Reference {payer.reference}" in told
    assert "Amount 71400.00 CNY" in told


def test_the_payer_reads_the_name_to_write_and_nobody_else_does(payer: Payer):
    with payer.world.database.transaction() as tx:
        people.make_bidder(payer.world, tx, name="Bo", email="bo@pay.example")
    named = 'Write this name as the payer</dt><dd class="text-break">Ann</dd>'

    another = payer.browser.application.test_client()
    people.sign_in(another, "bo@pay.example")

    assert named in payer.page()
    assert another.get(payer.path).status_code == 404


def test_a_click_leads_to_the_payment_service_and_a_second_one_to_the_same_page(payer: Payer):
    first, second = payer.to_stripe(), payer.to_stripe()

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"].startswith(f"{payer.fake.url}/c/pay/cs_")
    (asked,) = payer.fake.requests(method="POST", path="/v1/checkout/sessions")
    assert asked["params"]["client_reference_id"] == payer.reference
    assert asked["params"]["line_items[0][price_data][unit_amount]"] == "7140000"
    assert "Ann" not in str(asked["params"])


def test_after_a_lost_answer_the_next_click_comes_to_the_page_that_was_made(payer: Payer):
    payer.fake.fail_next("timeout_after")

    lost = payer.to_stripe()
    again = payer.to_stripe()

    assert lost.status_code == 409
    assert "did not answer; nothing was paid" in lost.get_data(as_text=True)
    assert again.status_code == 303
    first, second = payer.fake.requests(method="POST", path="/v1/checkout/sessions")
    assert first["idempotency_key"] == second["idempotency_key"]


def test_a_page_that_ended_is_followed_by_another(payer: Payer):
    first = payer.to_stripe().headers["Location"]
    payer.wait(timedelta(hours=24))

    assert payer.to_stripe().headers["Location"] != first


def test_who_comes_back_is_told_honestly_what_is_known(payer: Payer):
    assert "we have not heard yet" in payer.page("?back=paid")
    assert "enrolment.js" in payer.page("?back=paid")
    assert "As far as we know nothing was paid" in payer.page("?back=left")
    assert "enrolment.js" not in payer.page()


def test_what_arrived_and_what_went_back_is_told(payer: Payer):
    money.bank_says(payer.world, payer.reference, Money(100, "CNY"), "Ann")
    money.run_money_jobs(payer.world)
    went_back = payer.page()
    money.bank_says(payer.world, payer.reference, Money(7_140_000, "CNY"), "Ann")
    money.run_money_jobs(payer.world)
    taken = payer.page()

    assert "CN¥1.00" in went_back and "back" in went_back
    assert "There is nothing more to pay" in taken
    assert "Pay online" not in taken
    assert payer.to_stripe().status_code == 409


def test_after_the_end_nothing_leads_to_the_payment_service(payer: Payer):
    payer.wait(CLOSES_AT - payer.world.clock.now())

    page = payer.page()
    refused = payer.to_stripe()

    assert "The time to pay under this reference is over" in page
    assert "Go to the payment page" not in page
    assert refused.status_code == 409
    assert payer.fake.requests(method="POST", path="/v1/checkout/sessions") == []


def test_nobody_else_learns_that_there_is_such_a_page(payer: Payer):
    with payer.world.database.transaction() as tx:
        other = people.make_bidder(payer.world, tx, name="Bo")
    stranger = payer.browser.application.test_client()
    people.sign_in(stranger, people.email_of(payer.world, other))

    assert stranger.get(payer.path).status_code == 404
    assert people.post(stranger, f"{payer.path}/checkout", {}).status_code == 404
    assert payer.browser.get("/my/payments/NOBOD-YKNOW").status_code == 404


def test_a_lost_message_costs_nobody_the_seat(payer: Payer):
    session = payer.to_stripe().headers["Location"].rsplit("/", 1)[1]
    payer.fake.pay(session, name="Ann")
    checkout_jobs.look_at_checkouts(payer.world)
    money.run_money_jobs(payer.world)
    assert "There is nothing more to pay" not in payer.page()

    payer.wait(timedelta(minutes=2))
    checkout_jobs.look_at_checkouts(payer.world)
    money.run_money_jobs(payer.world)

    assert "There is nothing more to pay" in payer.page()
