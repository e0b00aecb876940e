"""The fake Stripe is as strict as the real one: the real SDK says so, over real HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import stripe

from tests.support.fake_stripe.fake import FakeStripe

Params = dict[str, Any]
DAY = timedelta(days=1)


def params_of(amount: int = 5_000, currency: str = "eur", **more: Any) -> Any:
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Deposit"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://example.org/paid?session={CHECKOUT_SESSION_ID}",
        **more,
    }


def open_session(fake: FakeStripe, amount: int = 5_000, **more: Any) -> Any:
    return fake.client().v1.checkout.sessions.create(params_of(amount, **more))


def paid_charge(fake: FakeStripe, amount: int = 5_000, **more: Any) -> Any:
    session = fake.pay(open_session(fake, amount, **more), name="Wang Wei")
    intent = fake.client().v1.payment_intents.retrieve(session["payment_intent"])
    return fake.client().v1.charges.retrieve(intent.latest_charge)


def refused(act: Any, *args: Any, **more: Any) -> stripe.StripeError:
    with pytest.raises(stripe.StripeError) as told:
        act(*args, **more)
    return told.value


def test_a_paid_session_carries_the_name_the_fee_and_our_own_words(fake_stripe: FakeStripe) -> None:
    sessions = fake_stripe.client().v1.checkout.sessions
    opened = open_session(
        fake_stripe,
        client_reference_id="K7F3K-9XQ2M",
        metadata={"reference": "K7F3K-9XQ2M"},
        payment_intent_data={"metadata": {"purpose": "DEPOSIT"}, "transfer_group": "lot-1"},
    )

    before = (opened.status, opened.payment_status, opened.payment_intent, opened.livemode)
    fake_stripe.pay(opened, name="王伟")
    session: Any = sessions.retrieve(
        opened.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]}
    )

    assert before == ("open", "unpaid", None, False)
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.metadata["reference"] == session.client_reference_id == "K7F3K-9XQ2M"
    intent = session.payment_intent
    assert (intent.amount_received, intent.metadata["purpose"]) == (5_000, "DEPOSIT")
    charge = intent.latest_charge
    assert (charge.billing_details.name, charge.transfer_group) == ("王伟", "lot-1")
    line = charge.balance_transaction
    assert (line.amount, line.fee, line.net, line.status) == (5_000, 175, 4_825, "pending")
