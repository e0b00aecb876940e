"""Stripe's objects become facts of ours; what is not ours, or not there yet, says nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from auction.kernel.money import Money
from auction.payments import stripe_facts
from auction.payments.fact import (
    DisputeMoved,
    DisputeState,
    FeeCharged,
    Moved,
    MovedState,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.stripe_facts import Named

CREATED = 1_776_000_000
AT = datetime.fromtimestamp(CREATED, UTC)
INTENT: dict[str, Any] = {
    "object": "payment_intent",
    "id": "pi_1",
    "status": "succeeded",
    "amount_received": 500_000,
    "currency": "eur",
    "metadata": {"reference": "AAAAA-BBBBB"},
    "latest_charge": {
        "created": CREATED,
        "billing_details": {"name": "Ann Lee"},
        "balance_transaction": {"fee": 7_550, "currency": "eur"},
    },
}
REFUND: dict[str, Any] = {
    "object": "refund",
    "id": "re_1",
    "created": CREATED,
    "amount": 500_000,
    "currency": "eur",
    "status": "succeeded",
    "metadata": {"key": "deposit-out:e1"},
}
DISPUTE: dict[str, Any] = {
    "object": "dispute",
    "id": "dp_1",
    "created": CREATED,
    "amount": 500_000,
    "currency": "eur",
    "status": "needs_response",
    "balance_transactions": [{"fee": 1_500, "currency": "eur"}],
}
ARRIVED = PaymentArrived(
    "stripe", "pi_1", "AAAAA-BBBBB", Money(500_000, "EUR"), "Ann Lee", AT, Money(7_550, "EUR")
)


def event(**over: Any) -> str:
    named = {"object": "refund", "id": "re_1"} | over.pop("named", {})
    return orjson.dumps({"id": "evt_1", "livemode": False, "data": {"object": named}} | over).decode()


@pytest.mark.parametrize("length", [66, 255])
def test_an_id_may_be_as_long_as_those_of_checkout(length: int):
    named = {"object": "checkout.session", "id": "c" * length}

    assert stripe_facts.named(event(named=named), live=False) == Named("checkout.session", "c" * length)


@pytest.mark.parametrize("kind", sorted(stripe_facts.KINDS))
def test_an_event_names_an_object(kind: str):
    assert stripe_facts.named(event(named={"object": kind, "id": "x_1"}), live=False) == Named(kind, "x_1")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("not json", "unreadable"),
        ("[]", "other_mode"),
        (event(livemode=True), "other_mode"),
        (event(livemode=0), "other_mode"),
        (event(account="acct_9"), "other_account"),
        (event(named={"object": "customer"}), "unknown_type"),
        (event(named={"object": ["refund"]}), "unknown_type"),
        (event(named={"id": "../refunds"}), "unknown_type"),
        (event(named={"id": "r" * 256}), "unknown_type"),
        (event(named={"id": None}), "unknown_type"),
    ],
)
def test_an_event_that_names_nothing_of_ours_says_why(body: str, reason: str):
    assert stripe_facts.named(body, live=False) == Nothing(reason)


def test_a_live_event_belongs_to_production():
    assert stripe_facts.named(event(livemode=True), live=True) == Named("refund", "re_1")


def test_a_payment_says_all_of_itself_in_one_order():
    younger = REFUND | {"id": "re_2", "created": CREATED + 1, "metadata": {"key": "back:pi_1"}}

    facts = stripe_facts.payment_facts(INTENT, [younger, REFUND], [DISPUTE])

    sent = Moved("deposit-out:e1", MovedState.SENT, Money(500_000, "EUR"), "re_1", "", AT)
    assert facts[:2] == (ARRIVED, PayoutMoved("stripe", sent))
    assert [fact.moved.key for fact in facts[1:3]] == ["deposit-out:e1", "back:pi_1"]
    fee = Money(1_500, "EUR")
    assert facts[3:] == (
        DisputeMoved("stripe", "dp_1", "pi_1", Money(500_000, "EUR"), DisputeState.OPEN, fee),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "processing"}, "pending"),
        ({"status": "requires_payment_method"}, "not_paid"),
        ({"status": "canceled"}, "not_paid"),
        ({"metadata": {}}, "not_ours"),
        ({"amount_received": 0}, "unreadable"),
        ({"amount_received": "500000"}, "unreadable"),
        ({"currency": "xau"}, "unreadable"),
        ({"amount_received": 10**15}, "unreadable"),
    ],
)
def test_what_is_no_payment_of_ours_says_why(change: dict[str, Any], reason: str):
    assert stripe_facts.payment_facts(INTENT | change, [], []) == (Nothing(reason),)


def test_a_payment_of_which_little_is_said_still_came():
    (arrived,) = stripe_facts.payment_facts(INTENT | {"latest_charge": None}, [], [])

    assert arrived == PaymentArrived("stripe", "pi_1", "AAAAA-BBBBB", Money(500_000, "EUR"), "")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", MovedState.UNDER_WAY),
        ("requires_action", MovedState.UNDER_WAY),
        ("succeeded", MovedState.SENT),
        ("failed", MovedState.REFUSED),
        ("canceled", MovedState.REFUSED),
    ],
)
def test_a_refund_stands_where_stripe_says(status: str, state: MovedState):
    fact = stripe_facts.refund_fact(REFUND | {"status": status, "failure_reason": "lost_or_stolen_card"})

    assert fact is not None
    assert (fact.moved.state, fact.moved.reason) == (state, "lost_or_stolen_card")


def test_a_refund_made_by_hand_at_stripe_is_not_ours():
    assert stripe_facts.refund_fact(REFUND | {"metadata": {}}) is None


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("needs_response", DisputeState.OPEN),
        ("under_review", DisputeState.OPEN),
        ("won", DisputeState.WON),
        ("lost", DisputeState.LOST),
        ("warning_needs_response", None),
        ("warning_under_review", None),
        ("warning_closed", None),
    ],
)
def test_an_inquiry_is_no_dispute(status: str, state: DisputeState | None):
    _, *disputes = stripe_facts.payment_facts(INTENT, [], [DISPUTE | {"status": status}])

    assert [each.state for each in disputes] == ([] if state is None else [state])


def test_a_transfer_says_what_was_taken_back():
    back = {"id": "trr_1", "created": CREATED, "amount": 7, "currency": "eur", "metadata": {"key": "fix:1"}}
    transfer = REFUND | {"id": "tr_1", "metadata": {"key": "deposit-out:e1"}, "reversals": {"data": [back]}}

    credited, reversed_ = stripe_facts.transfer_facts(transfer)

    assert credited.moved == Moved("deposit-out:e1", MovedState.SENT, Money(500_000, "EUR"), "tr_1", "", AT)
    assert reversed_.moved == Moved("fix:1", MovedState.SENT, Money(7, "EUR"), "trr_1", "", AT)
    assert stripe_facts.transfer_facts(REFUND | {"metadata": {}}) == (Nothing("not_ours"),)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", MovedState.UNDER_WAY),
        ("in_transit", MovedState.UNDER_WAY),
        ("paid", MovedState.SENT),
        ("failed", MovedState.REFUSED),
        ("canceled", MovedState.REFUSED),
    ],
)
def test_money_goes_to_the_bank(status: str, state: MovedState):
    payout = {"id": "po_1", "amount": 9, "currency": "jpy", "status": status}

    assert stripe_facts.payout_facts(payout) == (PaidToBank("stripe", "po_1", Money(9, "JPY"), state),)


def test_a_payout_that_takes_money_from_the_bank_is_not_ours():
    payout = {"id": "po_1", "amount": -9, "currency": "jpy", "status": "paid"}

    assert stripe_facts.payout_facts(payout) == (Nothing("not_ours"),)


def test_what_moved_is_found_by_our_key():
    other = REFUND | {"id": "re_0", "metadata": {"key": "deposit-out:e2"}}
    twice = REFUND | {"id": "re_2", "created": CREATED + 1}

    assert stripe_facts.moved_under([other, twice, REFUND], "deposit-out:e1") == REFUND
    assert stripe_facts.moved_under([other], "deposit-out:e1") is None


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({}, True),
        ({"status": "pending"}, True),
        ({"status": "failed"}, False),
        ({"status": "canceled"}, False),
        ({"reversed": True}, False),
        ({"reversed": False}, True),
        ({"metadata": {"key": "deposit-out:e2"}}, False),
    ],
)
def test_what_was_refused_or_taken_back_does_not_stand(changes: dict[str, Any], stands: bool):
    found = stripe_facts.standing_under([REFUND | changes], "deposit-out:e1")

    assert (found is not None) is stands


@pytest.mark.parametrize("seconds", [None, "1", -1, 2**33, 1.5, True])
def test_no_time_is_made_up(seconds: object):
    assert stripe_facts.instant_of(seconds) is None


@pytest.mark.parametrize(
    ("found", "payment"),
    [
        ({"payment_intent": "pi_1"}, "pi_1"),
        ({"payment_intent": {"id": "pi_1"}}, "pi_1"),
        ({"payment_intent": None}, ""),
        ({}, ""),
    ],
)
def test_an_object_knows_its_payment(found: dict[str, Any], payment: str):
    assert stripe_facts.payment_of(found) == payment


CHARGE = {"id": "ch_1", "amount": 100, "currency": "eur", "amount_refunded": 0, "disputed": False}


@pytest.mark.parametrize(
    ("charge", "minor", "drawn_on"),
    [
        (CHARGE, 100, "ch_1"),
        (CHARGE, 101, ""),
        (CHARGE | {"amount_refunded": 40}, 60, "ch_1"),
        (CHARGE | {"amount_refunded": 40}, 61, ""),
        (CHARGE | {"disputed": True}, 1, ""),
        (CHARGE | {"currency": "usd"}, 1, ""),
        ("ch_1", 1, ""),
        (None, 1, ""),
    ],
)
def test_a_credit_is_drawn_on_a_charge_that_has_so_much(charge: object, minor: int, drawn_on: str):
    assert stripe_facts.charge_for({"latest_charge": charge}, Money(minor, "EUR")) == drawn_on


FEE = {
    "object": "balance_transaction",
    "id": "txn_1",
    "type": "stripe_fee",
    "amount": -200,
    "currency": "eur",
}


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({}, (FeeCharged("stripe", "txn_1", Money(200, "EUR")),)),
        ({"type": "charge"}, (Nothing("no_fee"),)),
        ({"amount": 200}, (Nothing("no_fee"),)),
        ({"currency": "xau"}, (Nothing("no_fee"),)),
    ],
)
def test_a_fee_that_belongs_to_no_payment_is_told_by_its_own_line(change: dict[str, Any], facts: tuple):
    assert stripe_facts.fee_facts(FEE | change) == facts


@pytest.mark.parametrize(
    ("subject", "kind"),
    [("pi_1", "payment_intent"), ("du_1", "dispute"), ("po_1", "payout"), ("txn_1", "balance_transaction")],
)
def test_an_object_can_be_named_once_more(subject: str, kind: str):
    body = stripe_facts.named_again(subject, event_id="evt_1", live=True).decode()

    assert stripe_facts.named(body, live=True) == Named(kind, subject)


def test_what_has_no_id_of_stripe_is_not_named():
    assert stripe_facts.named_again("deposit-out:e1", event_id="evt_1", live=True) == b""


def test_sums_of_a_balance_are_of_one_currency():
    parts = [{"amount": 5, "currency": "eur"}, {"amount": 7, "currency": "usd"}]
    moved = [{"net": 3, "currency": "eur"}, {"net": -1, "currency": "eur"}, {"net": 9, "currency": "usd"}]

    assert stripe_facts.balance_of({"available": parts, "pending": parts[:1]}, "EUR") == Money(10, "EUR")
    assert stripe_facts.net_of(moved, "EUR") == Money(2, "EUR")
