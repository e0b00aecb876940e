"""The fake Stripe signs its webhooks as the real one, and brings, loses or repeats them as told."""

from __future__ import annotations

import contextlib
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from tests.support.fake_stripe import api, form
from tests.support.fake_stripe.fake import WEBHOOK_SECRET, FakeStripe
from tests.support.test_fake_stripe import open_session, paid_charge

PAYING = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


class Letterbox:
    """A server that keeps what is posted to it, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[bytes, str]] = []
        self.answers: list[int] = []
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = box.answers.pop(0) if box.answers else 200
                if status == 200:
                    box.taken.append((body, self.headers["Stripe-Signature"]))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/stripe"

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for body, _ in self.taken]


@pytest.fixture
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox()
    thread = threading.Thread(target=box.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with contextlib.closing(box.server.socket):
        yield box
        box.server.shutdown()
        thread.join()


def test_a_webhook_is_signed_as_stripe_signs(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    fake_stripe.listen(letterbox.url, types=["checkout.session.completed"])

    session = fake_stripe.pay(open_session(fake_stripe), name="王伟")
    assert fake_stripe.is_idle()

    ((body, header),) = letterbox.taken
    event = stripe.Webhook.construct_event(body, header, WEBHOOK_SECRET)
    assert (event.type, event.livemode) == ("checkout.session.completed", False)
    assert event.data.object["id"] == session["id"]
    assert event.data.object["customer_details"]["name"] == "王伟"
    for secret, told in (("whsec_other", body), (WEBHOOK_SECRET, json.dumps(json.loads(body)).encode())):
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(told, header, secret)


def test_events_come_in_the_order_in_which_they_happened(
    fake_stripe: FakeStripe, letterbox: Letterbox
) -> None:
    fake_stripe.listen(letterbox.url)

    charge = paid_charge(fake_stripe)
    fake_stripe.client().v1.refunds.create({"charge": charge.id}, {"idempotency_key": "k1"})
    assert fake_stripe.is_idle()

    assert letterbox.types() == [*PAYING, "refund.created", "charge.refunded"]
    told = fake_stripe.client().v1.events.list({"type": "charge.refunded"}).data
    assert [event.request.idempotency_key for event in told] == ["k1"]  # type: ignore[union-attr]  # it has one
    assert [event.pending_webhooks for event in told] == [0]


def test_every_endpoint_is_told_what_it_wants_under_its_own_secret(
    fake_stripe: FakeStripe, letterbox: Letterbox
) -> None:
    fake_stripe.listen(letterbox.url, "whsec_one", types=["charge.succeeded"])
    fake_stripe.listen(letterbox.url, "whsec_two", types=["charge.succeeded", "payment_intent.succeeded"])

    paid_charge(fake_stripe)
    assert fake_stripe.is_idle()

    secrets = []
    for letter in letterbox.taken:
        for secret in ("whsec_one", "whsec_two"):
            with contextlib.suppress(stripe.SignatureVerificationError):
                secrets.append((secret, stripe.Webhook.construct_event(*letter, secret).type))
    assert sorted(secrets) == [
        ("whsec_one", "charge.succeeded"),
        ("whsec_two", "charge.succeeded"),
        ("whsec_two", "payment_intent.succeeded"),
    ]


def test_held_events_are_delivered_in_any_order_and_number(
    fake_stripe: FakeStripe, letterbox: Letterbox
) -> None:
    fake_stripe.listen(letterbox.url)
    fake_stripe.hold()
    paid_charge(fake_stripe)
    held = fake_stripe.held()

    nothing_yet = letterbox.types()
    statuses = fake_stripe.deliver(held[::-1], copies=2)

    assert nothing_yet == []
    assert statuses == [200] * 8
    assert letterbox.types() == [kind for kind in reversed(PAYING) for _ in range(2)]
    assert fake_stripe.held() == []
    assert len({body for body, _ in letterbox.taken}) <= 8


def test_what_is_let_go_arrives(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    fake_stripe.listen(letterbox.url)
    fake_stripe.hold()
    paid_charge(fake_stripe)

    fake_stripe.hold(held=False)
    assert fake_stripe.is_idle()

    assert letterbox.types() == PAYING


def test_lost_webhooks_never_come_but_stay_in_the_list(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    fake_stripe.listen(letterbox.url)
    fake_stripe.lose_next(kind="checkout.session.completed")
    fake_stripe.lose_next(2)

    paid_charge(fake_stripe)
    assert fake_stripe.is_idle()

    assert letterbox.types() == ["payment_intent.succeeded"]
    listed = fake_stripe.client().v1.events.list({"types": ["checkout.session.completed"]}).data
    assert len(listed) == 1


def test_a_webhook_that_is_not_taken_comes_again(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    fake_stripe.listen(letterbox.url, types=["charge.succeeded"])
    letterbox.answers = [500, 404]

    paid_charge(fake_stripe)
    assert fake_stripe.is_idle()

    assert letterbox.types() == ["charge.succeeded"]
    assert [told["status"] for told in fake_stripe.answers()] == [500, 404, 200]


def test_a_delayed_webhook_is_late(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    fake_stripe.listen(letterbox.url, types=["charge.succeeded"])
    fake_stripe.delay(0.3)

    paid_charge(fake_stripe)

    assert not fake_stripe.is_idle(0.05)
    assert fake_stripe.is_idle()
    assert letterbox.types() == ["charge.succeeded"]


def test_a_webhook_may_come_before_the_answer(fake_stripe: FakeStripe, letterbox: Letterbox) -> None:
    charge = paid_charge(fake_stripe)
    fake_stripe.listen(letterbox.url)
    fake_stripe.fail_next("slow_after", seconds=5)
    hasty = fake_stripe.client(http_client=stripe.RequestsClient(timeout=0.3))

    with pytest.raises(stripe.APIConnectionError):
        hasty.v1.refunds.create({"charge": charge.id})

    assert letterbox.types() == ["refund.created", "charge.refunded"]


def test_a_stale_webhook_and_one_of_another_secret_can_be_sent(
    fake_stripe: FakeStripe, letterbox: Letterbox
) -> None:
    fake_stripe.listen(letterbox.url, types=["charge.succeeded"])
    fake_stripe.hold()
    paid_charge(fake_stripe)
    held = fake_stripe.held()

    fake_stripe.deliver(held, stale_s=301)
    fake_stripe.deliver(held, secret="whsec_forged")

    (stale, forged) = letterbox.taken
    stripe.Webhook.construct_event(*stale, WEBHOOK_SECRET, tolerance=400)
    for letter in (stale, forged):
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(*letter, WEBHOOK_SECRET)


def test_every_change_has_its_event(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    fake_stripe.set(available_after_s=0)
    charge = paid_charge(fake_stripe)
    fake_stripe.close_dispute(fake_stripe.dispute(charge), won=True)
    fake_stripe.set(refund_status="pending")
    refund = client.refunds.create({"charge": charge.id, "amount": 100})
    fake_stripe.settle_refund(refund, "failed")
    sent = client.transfers.create({"amount": 100, "currency": "eur", "destination": account})
    client.transfers.reversals.create(sent.id)
    fake_stripe.payout()

    types = [event["type"] for event in fake_stripe.events()]

    assert types == [
        *["account.updated", *PAYING],
        *["charge.dispute.created", "charge.dispute.funds_withdrawn"],
        *["charge.dispute.closed", "charge.dispute.funds_reinstated"],
        *["refund.created", "charge.refunded", "refund.updated", "refund.failed", "charge.refund.updated"],
        *["transfer.created", "transfer.reversed", "payout.created", "payout.paid"],
    ]


def test_people_pay_on_a_page_without_scripts(fake_stripe: FakeStripe) -> None:
    session = open_session(fake_stripe, cancel_url="https://example.org/left")

    page = _get(session.url)
    nameless = _post(session.url, act="pay", name=" ")
    declined = _post(session.url, act="decline", name="Wang Wei")
    paid = _post(session.url, act="pay", name="Wang Wei")
    closed = _post(session.url, act="pay", name="Wang Wei")

    assert "50.00 eur" in page[1]
    assert 'href="https://example.org/left"' in page[1]
    assert (nameless[0], declined[0], paid[0], closed[0]) == (422, 402, 303, 410)
    assert "Your card was declined." in declined[1]
    assert paid[1] == f"https://example.org/paid?session={session.id}"
    after = fake_stripe.client().v1.checkout.sessions.retrieve(session.id)
    assert (after.payment_status, after.customer_details.name) == ("paid", "Wang Wei")  # type: ignore[union-attr]  # it was paid


def test_the_page_offers_a_way_that_takes_days(fake_stripe: FakeStripe) -> None:
    session = open_session(fake_stripe)

    assert _post(session.url, act="pay_later", name="Wang Wei")[0] == 303

    after = fake_stripe.client().v1.checkout.sessions.retrieve(session.id)
    assert (after.status, after.payment_status) == ("complete", "unpaid")


def test_the_fake_invents_no_field(fake_stripe: FakeStripe) -> None:
    client, account = fake_stripe.client().v1, fake_stripe.account()
    fake_stripe.set(available_after_s=0, refund_status="pending")
    charge = paid_charge(fake_stripe)
    refund = client.refunds.create({"charge": charge.id, "amount": 100})
    fake_stripe.settle_refund(refund, "failed")
    sent = client.transfers.create({"amount": 100, "currency": "eur", "destination": account})
    client.transfers.reversals.create(sent.id)
    fake_stripe.payout()
    fake_stripe.top_up(100)
    fake_stripe.dispute(paid_charge(fake_stripe))
    shelves: list[Any] = [
        client.accounts, client.balance_transactions, client.charges, client.checkout.sessions,
        client.disputes, client.events, client.payment_intents, client.payouts, client.refunds,
        client.topups, client.transfers,
    ]  # fmt: skip

    things = [thing for shelf in shelves for thing in shelf.list({"limit": 100}).data]
    things += [client.balance.retrieve(), *client.transfers.reversals.list(sent.id).data]

    assert {type(thing).__name__ for thing in things} >= {"Session", "Refund", "Dispute", "TransferReversal"}
    for thing in things:
        assert set(thing.to_dict()) <= set(type(thing).__annotations__), type(thing).__name__


def test_the_fake_invents_no_parameter() -> None:
    from stripe.params import AccountCreateParams, RefundCreateParams, TransferCreateParams
    from stripe.params.checkout import SessionCreateParams

    real = {
        "/v1/checkout/sessions": SessionCreateParams,
        "/v1/refunds": RefundCreateParams,
        "/v1/transfers": TransferCreateParams,
        "/v1/accounts": AccountCreateParams,
    }
    for route in api.ROUTES:
        if route.method == "POST" and route.path in real:
            assert set(route.schema) <= set(real[route.path].__annotations__), route.path
    assert form.EXPAND.keys() == {"expand"}


def _get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status, answer.read().decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _post(url: str, **fields: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(url, data=urllib.parse.urlencode(fields).encode(), timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as told:
        with told:
            return told.code, told.headers.get("Location") or told.read().decode()
