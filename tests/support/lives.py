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
# A life is what happens, in its order: each time the act, and the messages that tell of it.
Plan = tuple[tuple[str, ...], ...]
PAID: Plan = (
    ("pay", "checkout.session.completed"),
    ("arrive", "checkout.session.async_payment_succeeded"),
)
SENT_BACK: Plan = (("send_back", "refund.created"), ("arrive_back", "refund.updated"))
# Paid by bank debit, arrived, disputed, won, sent back, arrived there.
WON: Plan = (*PAID, ("dispute", "charge.dispute.created"), ("win", "charge.dispute.closed"), *SENT_BACK)
# The same, but the dispute is lost, so nothing goes back.
LOST: Plan = (*PAID, ("dispute", "charge.dispute.created"), ("lose", "charge.dispute.closed"))
# What was sent back arrived, and days later the payer's bank refuses it after all.
CAME_BACK: Plan = (*PAID, *SENT_BACK, ("come_back", "refund.failed"))
# Eight messages, among them some that tell of the same.
LONG: Plan = (
    ("pay", "checkout.session.completed"),
    ("arrive", "checkout.session.async_payment_succeeded", "charge.succeeded"),
    ("dispute", "charge.dispute.created"),
    ("win", "charge.dispute.closed"),
    ("send_back", "refund.created", "charge.refunded"),
    ("arrive_back", "refund.updated"),
)


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


def live(settings: Settings, plan: Plan, *, reference: str, refund_key: str, at: datetime) -> Life:
    """Let one deposit live; at every moment, whatever message is heard tells the same: all there is."""
    desk = Desk("http://fake")
    desk.clock.stand(at.timestamp())
    desk.settings.refund_status = "pending"
    gateway = gateway_over(desk, settings)
    session = client_of(desk).v1.checkout.sessions.create(_wish(reference))
    acts = _acts(desk, session.id, refund_key)
    heard: list[bytes] = []
    facts: list[tuple[Fact, ...]] = []
    for act, *kinds in plan:
        seen = len(desk.control("events", {}))
        acts[act]()
        news = {event["type"]: event for event in desk.control("events", {})[seen:]}
        heard += [signing.write(news[kind]) for kind in kinds]
        all_told = {gateway.read(body.decode()) for body in heard}
        assert len(all_told) == 1, f"messages differ: {all_told}"
        facts += [*all_told] * len(kinds)
    return Life(next(desk.books().all("payment_intent"))["id"], tuple(heard), tuple(facts))


def _wish(reference: str) -> Any:
    price = {"currency": CURRENCY.lower(), "unit_amount": AMOUNT_MINOR, "product_data": {"name": "Deposit"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://example.org/",
        "payment_intent_data": {"metadata": {"reference": reference}, "transfer_group": "lot-1"},
    }


def _acts(desk: Desk, session: str, refund_key: str) -> dict[str, Callable[[], Any]]:
    def the(kind: str) -> str:
        return str(next(desk.books().all(kind))["id"])

    def tell(what: str, /, **wish: Any) -> Mapping[str, Any]:
        said: Mapping[str, Any] = desk.control(what, wish)
        return said

    def send_back() -> None:
        wish: Any = {"payment_intent": the("payment_intent"), "metadata": {"key": refund_key}}
        client_of(desk).v1.refunds.create(wish)

    return {
        "pay": lambda: tell("pay", session=session, name="王伟", method="sepa_debit"),
        "arrive": lambda: tell("settle", session=session, succeeded=True),
        "dispute": lambda: tell("dispute", charge=the("charge")),
        "win": lambda: tell("close_dispute", dispute=the("dispute"), won=True),
        "lose": lambda: tell("close_dispute", dispute=the("dispute"), won=False),
        "send_back": send_back,
        "arrive_back": lambda: tell("settle_refund", refund=the("refund"), status="succeeded"),
        "come_back": lambda: tell("settle_refund", refund=the("refund"), status="failed"),
    }
