"""What a payer is shown: what counts, what is missing, and whether paying now serves its purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState
from auction.payments.words import Reason
from auction.rounds.lifecycle import State
from auction.settlement.paying import page
from auction.settlement.paying.page import Arrival, Asked, Stand

AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
UNTIL = AT + timedelta(days=1)
WHOLE = Money(1_000, "CNY")
REQUEST = PaymentRequest(
    "q1", "AAAAA-BBBBB", RequestPurpose.BALANCE, "r1", "a1", "r1", WHOLE, RequestState.OPEN, AT
)
CAME = Arrival("p1", Money(400, "CNY"), AT, waits=False)
ASKED = Asked(REQUEST, "lot-1", "court-1", "A house", "Asia/Shanghai", UNTIL, State.SOLD, ())


@pytest.mark.parametrize(
    ("arrival", "stand", "kept"),
    [
        (replace(CAME, waits=True), Stand.CHECKING, 0),
        (replace(CAME, held_until=UNTIL, reason="payment_under_other_name"), Stand.HELD, 0),
        (CAME, Stand.TAKEN, 400),
        (replace(CAME, reason="payment_of_other_amount"), Stand.BACK, 0),
        (replace(CAME, reason="payment_of_other_amount", back=Money(400, "CNY")), Stand.BACK, 0),
        (replace(CAME, reason="payment_too_much", back=Money(150, "CNY")), Stand.PART_BACK, 250),
    ],
)
def test_a_payment_stands_somewhere_and_only_what_is_kept_counts(arrival: Arrival, stand: Stand, kept: int):
    assert (arrival.stand, arrival.kept) == (stand, kept)


@pytest.mark.parametrize(
    ("arrivals", "state", "missing"),
    [
        ((), RequestState.OPEN, 1_000),
        ((CAME,), RequestState.OPEN, 600),
        ((CAME, CAME, CAME), RequestState.OPEN, 0),
        ((replace(CAME, waits=True),), RequestState.RECEIVED, 1_000),
        ((replace(CAME, amount=Money(400, "EUR")),), RequestState.OPEN, 1_000),
        ((), RequestState.ACCEPTED, 0),
    ],
)
def test_what_is_missing_is_what_was_asked_less_what_was_kept(
    arrivals: tuple[Arrival, ...], state: RequestState, missing: int
):
    asked = replace(ASKED, request=replace(REQUEST, state=state), arrivals=arrivals)

    assert asked.missing == Money(missing, "CNY")


MOMENT = timedelta(microseconds=1)
DEPOSIT = replace(REQUEST, purpose=RequestPurpose.DEPOSIT)


@pytest.mark.parametrize(
    ("request_", "state", "at", "reason"),
    [
        (REQUEST, State.SOLD, UNTIL - MOMENT, None),
        (REQUEST, State.SOLD, UNTIL, Reason.PAYING_OVER),
        (REQUEST, State.OVERDUE, AT, Reason.PAYING_OVER),
        (replace(REQUEST, state=RequestState.RECEIVED), State.SOLD, AT, Reason.NOTHING_TO_PAY),
        (replace(REQUEST, state=RequestState.ACCEPTED), State.PAID, AT, Reason.NOTHING_TO_PAY),
        (DEPOSIT, State.SCHEDULED, AT, None),
        (DEPOSIT, State.OPEN, UNTIL - MOMENT, None),
        (DEPOSIT, State.OPEN, UNTIL, Reason.PAYING_OVER),
        (DEPOSIT, State.SUSPENDED, UNTIL, None),
        (DEPOSIT, State.SOLD, AT, Reason.PAYING_OVER),
        (DEPOSIT, State.WITHDRAWN, AT, Reason.PAYING_OVER),
    ],
)
def test_paying_serves_its_purpose_or_is_refused(
    request_: PaymentRequest, state: State, at: datetime, reason: Reason | None
):
    refusal = page.may_pay(replace(ASKED, request=request_, state=state), at)

    assert (None if refusal is None else refusal.reason) == reason


def test_a_gateway_is_asked_for_what_is_missing():
    ask = replace(ASKED, arrivals=(CAME,)).ask

    assert (ask.reference, ask.amount, ask.court_id, ask.lot_id) == (
        "AAAAA-BBBBB",
        Money(600, "CNY"),
        "court-1",
        "lot-1",
    )
    assert (ask.title, ask.expires_at) == ("A house", UNTIL)
    assert replace(ASKED, arrivals=(CAME,)).plain_missing == "6.00"


def test_why_money_goes_back_is_told_without_a_name():
    told = replace(CAME, reason="payment_under_other_name").told(WHOLE)

    assert told.reason == "payment_under_other_name"
    assert set(told.numbers.values()) == {Money(400, "CNY"), WHOLE}
