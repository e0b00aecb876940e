"""The life of one deposit as Stripe tells it: its messages, and what is true when each is heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from auction.kernel.settings import Settings
from auction.payments.fact import Fact
from auction.payments.stripe_gateway import StripeGateway, stripe_gateway_of
from tests.support.fake_stripe import signing
from tests.support.fake_stripe.desk import Desk
from tests.support.fake_stripe.fake import WEBHOOK_SECRET
from tests.support.fake_stripe.in_process import client_of

AMOUNT_MINOR, CURRENCY = 5_000, "EUR"
# Each life is a list of messages in the order in which they happen.
PAID = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
DISPUTED = ("charge.dispute.created", "charge.dispute.closed")
SENT_BACK = ("refund.created", "refund.updated")
# Paid by bank debit, arrived, disputed, won, sent back, arrived there.
WON = (*PAID, *DISPUTED, *SENT_BACK)
# The same, but the dispute is lost, so nothing goes back.
LOST = (*PAID, *DISPUTED)
# Eight messages, among them two that tell of what another one told.
LONG = (*PAID, "charge.succeeded", *DISPUTED, SENT_BACK[0], "charge.refunded", SENT_BACK[1])


@dataclass(frozen=True)
class Life:
    """The messages in their order, and for each what is true of the payment from then on."""

    payment_id: str
    bodies: tuple[bytes, ...]
    facts: tuple[tuple[Fact, ...], ...]


def settings_with_stripe(settings: Settings) -> Settings:
    """Return settings that know an account at Stripe, whose webhooks the tests can sign."""
    return settings.model_copy(
        update={
            "stripe_secret_key": SecretStr("sk_test_fake"),
            "stripe_webhook_secret": SecretStr(WEBHOOK_SECRET),
            "stripe_currencies": "EUR CNY",
        }
    )


def gateway_over(desk: Desk, settings: Settings) -> StripeGateway:
    """Return our own gateway over a fake in this process."""
    gateway = stripe_gateway_of(settings_with_stripe(settings), lambda _court_id: "")
    assert gateway is not None, "the settings know a key"
    gateway._stripe = client_of(desk).v1
    return gateway


def live(
    settings: Settings, types: tuple[str, ...], *, reference: str, refund_key: str, at: datetime
) -> Life:
    """Let one deposit live; at every moment, whatever message is heard tells the same: all there is."""
    desk = Desk("http://fake")
    desk.clock.stand(at.timestamp())
    desk.settings.refund_status = "pending"
    gateway = gateway_over(desk, settings)
    session = client_of(desk).v1.checkout.sessions.create(_wish(reference))
    heard: list[bytes] = []
    facts: list[tuple[Fact, ...]] = []
    for happens in _course(desk, session.id, refund_key, lost=types == LOST):
        seen = len(desk.control("events", {}))
        happens()
        news = {event["type"]: event for event in desk.control("events", {})[seen:]}
        told = [signing.write(news[kind]) for kind in types if kind in news]
        heard += told
        all_told = {gateway.read(body.decode()) for body in heard}
        assert len(all_told) == 1, f"messages differ: {all_told}"
        facts += [*all_told] * len(told)
    assert len(heard) == len(types), "everything was told"
    return Life(next(desk.books().all("payment_intent"))["id"], tuple(heard), tuple(facts))


def _wish(reference: str) -> Any:
    price = {"currency": CURRENCY.lower(), "unit_amount": AMOUNT_MINOR, "product_data": {"name": "Deposit"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://example.org/",
        "payment_intent_data": {"metadata": {"reference": reference}, "transfer_group": "lot-1"},
    }


def _course(desk: Desk, session: str, refund_key: str, *, lost: bool) -> list[Callable[[], Any]]:
    def the(kind: str) -> str:
        return str(next(desk.books().all(kind))["id"])

    def tell(what: str, /, **wish: Any) -> Mapping[str, Any]:
        said: Mapping[str, Any] = desk.control(what, wish)
        return said

    def send_back() -> None:
        wish: Any = {"payment_intent": the("payment_intent"), "metadata": {"key": refund_key}}
        client_of(desk).v1.refunds.create(wish)

    course: list[Callable[[], Any]] = [
        lambda: tell("pay", session=session, name="王伟", method="sepa_debit"),
        lambda: tell("settle", session=session, succeeded=True),
        lambda: tell("dispute", charge=the("charge")),
        lambda: tell("close_dispute", dispute=the("dispute"), won=not lost),
    ]
    back = [send_back, lambda: tell("settle_refund", refund=the("refund"), status="succeeded")]
    return course if lost else [*course, *back]
