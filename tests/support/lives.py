"""The life of one deposit as Stripe tells it: six messages, and what is true when each is heard."""

from __future__ import annotations

from collections.abc import Mapping
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

# In the order in which they happen: paid by bank debit, arrived, disputed, won, sent back, arrived there.
STEPS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "charge.dispute.created",
    "charge.dispute.closed",
    "refund.created",
    "refund.updated",
)
AMOUNT_MINOR, CURRENCY = 5_000, "EUR"


@dataclass(frozen=True)
class Life:
    """The six messages in their order, and the facts of the payment from each of them on."""

    payment_id: str
    reference: str
    refund_key: str
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


def live(settings: Settings, *, reference: str, refund_key: str, at: datetime) -> Life:
    """Let one deposit live; at every step whatever message is heard tells the same, all there is."""
    desk = Desk("http://fake")
    desk.clock.stand(at.timestamp())
    desk.settings.refund_status = "pending"
    gateway, client = gateway_over(desk, settings), client_of(desk).v1
    opened = client.checkout.sessions.create(_wish(reference))
    heard: list[bytes] = []
    facts: list[tuple[Fact, ...]] = []
    paid: dict[str, Any] = {}
    for step, happens in enumerate(_course(desk, opened.id, paid, refund_key)):
        happens()
        (event,) = [event for event in desk.control("events", {}) if event["type"] == STEPS[step]]
        heard.append(signing.write(event))
        told = {gateway.read(body.decode()) for body in heard}
        assert len(told) == 1, f"at {STEPS[step]} messages differ: {told}"
        facts.append(told.pop())
    return Life(paid["payment_intent"], reference, refund_key, tuple(heard), tuple(facts))


def _wish(reference: str) -> Any:
    price = {"currency": CURRENCY.lower(), "unit_amount": AMOUNT_MINOR, "product_data": {"name": "Deposit"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://example.org/",
        "payment_intent_data": {"metadata": {"reference": reference}, "transfer_group": "lot-1"},
    }


def _course(desk: Desk, session: str, paid: dict[str, Any], refund_key: str) -> list[Any]:
    def of_payment(kind: str) -> Any:
        return next(desk.books().all(kind))

    def send_back() -> None:
        wish: Any = {"payment_intent": paid["payment_intent"], "metadata": {"key": refund_key}}
        client_of(desk).v1.refunds.create(wish)

    def tell(what: str, /, **wish: Any) -> Mapping[str, Any]:
        said: Mapping[str, Any] = desk.control(what, wish)
        return said

    return [
        lambda: paid.update(tell("pay", session=session, name="王伟", method="sepa_debit")),
        lambda: tell("settle", session=session, succeeded=True),
        lambda: tell("dispute", charge=of_payment("charge")["id"]),
        lambda: tell("close_dispute", dispute=of_payment("dispute")["id"], won=True),
        send_back,
        lambda: tell("settle_refund", refund=of_payment("refund")["id"], status="succeeded"),
    ]
