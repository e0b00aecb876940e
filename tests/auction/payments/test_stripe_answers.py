"""Which noes of Stripe pass, what it is never asked for, and what it is told of a payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import MINOR_DIGITS, Money
from auction.payments import stripe_answers
from auction.payments.gateway import Ask
from auction.payments.received import RequestPurpose
from auction.payments.words import Reason

ASK = Ask(
    "q1",
    "AAAAA-BBBBB",
    RequestPurpose.DEPOSIT,
    Money(500_000, "EUR"),
    "court-1",
    "lot-1",
    "A house by the sea",
)
EXPIRES_AT = datetime(2026, 4, 2, 12, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code", "passing"),
    [
        (None, "APIConnectionError", True),
        (500, "api_error", True),
        (503, "", True),
        (429, "rate_limit", True),
        (409, "idempotency_key_in_use", True),
        (401, "invalid_request_error", True),
        (403, "more_permissions_required", True),
        (400, "balance_insufficient", True),
        (400, "lock_timeout", True),
        (400, "charge_disputed", True),
        (400, "charge_already_refunded", False),
        (400, "idempotency_error", True),
        (400, "parameter_unknown", False),
        (402, "card_declined", False),
        (404, "resource_missing", False),
    ],
)
def test_a_no_passes_or_is_for_good(status: int | None, code: str, passing: bool):
    assert stripe_answers.is_passing(status, code) is passing


@pytest.mark.parametrize(
    ("minor", "currency", "reason"),
    [
        (99_999_999, "EUR", None),
        (100_000_000, "EUR", Reason.WAY_TOO_MUCH),
        (99_999_999, "JPY", None),
        (100_000_000, "JPY", Reason.WAY_TOO_MUCH),
        (50, "EUR", None),
        (49, "EUR", Reason.WAY_TOO_LITTLE),
        (500_000, "CNY", Reason.WAY_OTHER_CURRENCY),
    ],
)
def test_what_stripe_does_not_take_is_said(minor: int, currency: str, reason: Reason | None):
    refusal = stripe_answers.offer(replace(ASK, amount=Money(minor, currency)), {"EUR", "JPY"})

    assert (None if refusal is None else refusal.reason) == reason


def test_every_currency_of_a_court_has_its_least_payment():
    assert stripe_answers.PAYMENT_MINOR_MIN.keys() == MINOR_DIGITS.keys()


def test_stripe_is_told_the_amount_and_our_codes_and_no_name():
    wish = stripe_answers.checkout_of(
        ASK,
        expires_at=EXPIRES_AT,
        language="zh_Hans_CN",
        back_url="https://a.example/my/payments/AAAAA-BBBBB",
    )

    ours = {"reference": "AAAAA-BBBBB", "request_id": "q1", "purpose": "DEPOSIT"}
    price = {"currency": "eur", "unit_amount": 500_000, "product_data": {"name": "A house by the sea"}}
    assert wish == {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": "AAAAA-BBBBB",
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "transfer_group": "lot-1"},
        "adaptive_pricing": {"enabled": False},
        "locale": "zh",
        "expires_at": 1_775_131_200,
        "success_url": "https://a.example/my/payments/AAAAA-BBBBB?back=paid",
        "cancel_url": "https://a.example/my/payments/AAAAA-BBBBB?back=left",
    }


def test_a_language_that_checkout_is_not_known_to_have_is_left_to_the_browser():
    wish = stripe_answers.checkout_of(ASK, expires_at=EXPIRES_AT, language="eo", back_url="https://a.example")

    assert wish["locale"] == "auto"


def test_a_lot_without_a_title_is_called_by_its_reference():
    wish = stripe_answers.checkout_of(
        replace(ASK, title="", lot_id=""), expires_at=EXPIRES_AT, language="en", back_url="https://a.example"
    )

    assert wish["line_items"][0]["price_data"]["product_data"]["name"] == "AAAAA-BBBBB"
    assert wish["payment_intent_data"]["transfer_group"] == "q1"
