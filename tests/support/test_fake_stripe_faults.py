"""The fake Stripe keeps answers under keys, refuses what Stripe refuses, and fails when told to."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
import stripe

from tests.support.fake_stripe.fake import FakeStripe
from tests.support.test_fake_stripe import open_session, paid_charge, params_of, refused

DAY = timedelta(days=1)


def create_under(fake: FakeStripe, key: str, amount: int = 5_000, **more: Any) -> Any:
    return fake.client().v1.checkout.sessions.create(params_of(amount), {"idempotency_key": key, **more})


def sessions_made(fake: FakeStripe) -> int:
    return len(fake.client().v1.checkout.sessions.list({"limit": 100}).data)


def test_the_same_key_gives_the_very_first_answer(fake_stripe: FakeStripe) -> None:
    first = create_under(fake_stripe, "k1")
    fake_stripe.client().v1.checkout.sessions.expire(first.id)
    again = create_under(fake_stripe, "k1")

    assert (again.id, again.status) == (first.id, "open")
    headers = again.last_response.headers
    assert headers["Idempotent-Replayed"] == "true"
    assert headers["Original-Request"] == first.last_response.headers["Request-Id"]
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert sessions_made(fake_stripe) == 1


def test_a_key_serves_one_request_only(fake_stripe: FakeStripe) -> None:
    charge = paid_charge(fake_stripe)
    create_under(fake_stripe, "k1")

    other = refused(create_under, fake_stripe, "k1", 5_001)
    elsewhere = refused(
        fake_stripe.client().v1.refunds.create, {"charge": charge.id}, {"idempotency_key": "k1"}
    )

    for told in (other, elsewhere):
        assert isinstance(told, stripe.IdempotencyError)
        assert told.http_status == 400
    assert "same parameters" in str(other)
    assert "same endpoint" in str(elsewhere)


def test_a_key_is_forgotten_after_a_day(fake_stripe: FakeStripe) -> None:
    first = create_under(fake_stripe, "k1")

    fake_stripe.advance_clock(DAY - timedelta(seconds=5))
    same = create_under(fake_stripe, "k1")
    fake_stripe.advance_clock(timedelta(seconds=5))
    other = create_under(fake_stripe, "k1")

    assert same.id == first.id
    assert other.id != first.id


def test_a_refusal_of_parameters_is_not_kept_but_one_of_the_act_is(fake_stripe: FakeStripe) -> None:
    client, account, options = fake_stripe.client().v1, fake_stripe.account(), {"idempotency_key": "k1"}
    wish: Any = {"amount": 100, "currency": "eur", "destination": account}

    refused(client.transfers.create, {**wish, "destination": "acct_1nobody"}, options)
    poor = refused(client.transfers.create, wish, options)
    fake_stripe.top_up(1_000)
    still_poor = refused(client.transfers.create, wish, options)

    assert poor.code == still_poor.code == "balance_insufficient"
    assert still_poor.headers["Idempotent-Replayed"] == "true"
    assert client.transfers.create(wish, {"idempotency_key": "k2"}).amount == 100


def test_the_same_key_in_flight_is_a_conflict(fake_stripe: FakeStripe) -> None:
    fake_stripe.fail_next("slow", path="sessions", seconds=0.4)
    made: list[Any] = []
    first = threading.Thread(target=lambda: made.append(create_under(fake_stripe, "k1")))

    first.start()
    _until(lambda: len(fake_stripe.requests(method="POST")) == 1)
    told = refused(create_under, fake_stripe, "k1")
    first.join()

    assert (told.http_status, told.code) == (409, None)
    assert told.json_body["error"]["code"] == "idempotency_key_in_use"  # type: ignore[index]  # it is a mapping
    assert create_under(fake_stripe, "k1").id == made[0].id


def test_a_time_out_after_success_has_acted(fake_stripe: FakeStripe) -> None:
    fake_stripe.fail_next("timeout_after", path="/v1/checkout/sessions$")

    told = refused(create_under, fake_stripe, "k1")
    made = sessions_made(fake_stripe)
    again = create_under(fake_stripe, "k1")

    assert isinstance(told, stripe.APIConnectionError)
    assert (made, sessions_made(fake_stripe)) == (1, 1)
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert fake_stripe.faults_left() == 0


def test_a_time_out_before_has_not_acted(fake_stripe: FakeStripe) -> None:
    fake_stripe.fail_next("timeout_before")

    told = refused(create_under, fake_stripe, "k1")
    made = sessions_made(fake_stripe)
    again = create_under(fake_stripe, "k1")

    assert isinstance(told, stripe.APIConnectionError)
    assert (made, sessions_made(fake_stripe)) == (0, 1)
    assert "Idempotent-Replayed" not in again.last_response.headers


@pytest.mark.parametrize(("kind", "made"), [("500", 0), ("500_after", 1)])
def test_a_500_is_kept_under_its_key_whether_it_acted_or_not(
    fake_stripe: FakeStripe, kind: str, made: int
) -> None:
    fake_stripe.fail_next(kind)

    first, again = (refused(create_under, fake_stripe, "k1") for _ in range(2))

    assert (first.http_status, again.http_status) == (500, 500)
    assert type(first) is stripe.APIError
    assert again.headers["Idempotent-Replayed"] == "true"
    assert sessions_made(fake_stripe) == made
    assert create_under(fake_stripe, "k2").status == "open"


@pytest.mark.parametrize(
    ("kind", "status", "raised"),
    [
        ("401", 401, stripe.AuthenticationError),
        ("403", 403, stripe.PermissionError),
        ("409", 409, stripe.APIError),
        ("429", 429, stripe.RateLimitError),
    ],
)
def test_other_noes_come_as_often_as_ordered_and_are_not_kept(
    fake_stripe: FakeStripe, kind: str, status: int, raised: type[Exception]
) -> None:
    fake_stripe.fail_next(kind, path="sessions", count=2)

    told = [refused(create_under, fake_stripe, "k1") for _ in range(2)]
    made = create_under(fake_stripe, "k1")

    assert [(type(no), no.http_status) for no in told] == [(raised, status)] * 2
    assert "Idempotent-Replayed" not in made.last_response.headers


def test_a_fault_strikes_only_what_it_was_ordered_for(fake_stripe: FakeStripe) -> None:
    client, charge = fake_stripe.client().v1, paid_charge(fake_stripe)
    fake_stripe.fail_next("429", method="GET", path="/v1/refunds$")

    client.refunds.create({"charge": charge.id, "amount": 1})
    client.charges.list()

    assert isinstance(refused(client.refunds.list), stripe.RateLimitError)
    assert len(client.refunds.list().data) == 1


def test_faults_can_be_forgotten(fake_stripe: FakeStripe) -> None:
    fake_stripe.fail_next("500", count=3)
    before = fake_stripe.faults_left()

    fake_stripe.forget_faults()

    assert (before, fake_stripe.faults_left()) == (3, 0)
    assert create_under(fake_stripe, "k1").status == "open"


def test_a_client_that_waits_too_little_gives_up(fake_stripe: FakeStripe) -> None:
    fake_stripe.fail_next("slow", seconds=0.5)
    hasty = fake_stripe.client(http_client=stripe.RequestsClient(timeout=0.1))

    told = refused(hasty.v1.checkout.sessions.create, params_of(), {"idempotency_key": "k1"})
    _until(lambda: sessions_made(fake_stripe) == 1)

    assert isinstance(told, stripe.APIConnectionError)
    assert create_under(fake_stripe, "k1").last_response.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("key", ["sk_test_other", "sk_live_other", "pk_test_fake", "x"])
def test_an_unknown_key_opens_nothing(fake_stripe: FakeStripe, key: str) -> None:
    told = refused(fake_stripe.client(key).v1.balance.retrieve)

    assert isinstance(told, stripe.AuthenticationError)
    assert told.http_status == 401
    assert "Invalid API Key" in str(told)


@pytest.mark.parametrize(
    ("key", "live"), [("sk_test_fake", False), ("rk_test_fake", False), ("sk_live_fake", True)]
)
def test_a_key_says_its_mode_and_sees_only_that(fake_stripe: FakeStripe, key: str, live: bool) -> None:
    made = fake_stripe.client(key).v1.checkout.sessions.create(params_of())

    assert made.livemode is live
    assert made.id.startswith("cs_live_" if live else "cs_test_")
    other = "sk_test_fake" if live else "sk_live_fake"
    assert (
        refused(fake_stripe.client(other).v1.checkout.sessions.retrieve, made.id).code == "resource_missing"
    )


def test_what_stripe_does_not_have_is_not_there(fake_stripe: FakeStripe) -> None:
    client = fake_stripe.client()

    address = refused(client.raw_request, "post", "/v1/application_fees")
    thing: Any = refused(client.v1.payment_intents.retrieve, "pi_3none")
    kind = refused(client.v1.charges.retrieve, open_session(fake_stripe).id)
    expansion = refused(client.v1.checkout.sessions.list, {"expand": ["data.customer"]})
    filtered: Any = refused(client.v1.refunds.list, {"status": "failed"})

    assert address.http_status == thing.http_status == kind.http_status == 404
    assert "Unrecognized request URL (POST: /v1/application_fees)" in str(address)
    assert (thing.code, thing.param) == ("resource_missing", "payment_intent")
    assert expansion.http_status is None or expansion.http_status == 400
    assert (filtered.code, filtered.param) == ("parameter_unknown", "status")


def test_only_balances_are_read_for_a_connected_account(fake_stripe: FakeStripe) -> None:
    client, theirs = fake_stripe.client().v1, {"stripe_account": fake_stripe.account()}

    assert client.balance.retrieve({}, theirs).available[0].amount == 0
    assert client.balance_transactions.list({}, theirs).data == []
    assert refused(client.checkout.sessions.create, params_of(), theirs).http_status == 403
    stranger = refused(client.balance.retrieve, {}, {"stripe_account": "acct_1nobody"})
    assert isinstance(stranger, stripe.PermissionError)


def test_the_log_tells_what_was_asked(fake_stripe: FakeStripe) -> None:
    create_under(fake_stripe, "k1", stripe_version="2025-01-27.acacia")

    (asked,) = fake_stripe.requests(method="POST", path="/v1/checkout/sessions")

    assert (asked["idempotency_key"], asked["version"]) == ("k1", "2025-01-27.acacia")
    assert asked["params"]["line_items[0][price_data][unit_amount]"] == "5000"
    assert refused(create_under, fake_stripe, "k2", stripe_version="newest").http_status == 400


def test_a_body_that_is_no_form_is_refused(fake_stripe: FakeStripe) -> None:
    request = urllib.request.Request(
        f"{fake_stripe.url}/v1/refunds",
        data=b'{"charge":"ch_1"}',
        headers={"Authorization": "Bearer sk_test_fake", "Content-Type": "application/json"},
    )

    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(request, timeout=5)

    assert told.value.code == 400
    told.value.close()


def _until(holds: Any) -> None:
    deadline_s = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < deadline_s, "it did not come to that"
        time.sleep(0.01)
