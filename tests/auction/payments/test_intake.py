"""A message comes to exactly one result, whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments import intake
from auction.payments.intake import Result
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState
from auction.payments.webhook import Message, format_body

MESSAGE = Message("pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann")
BODY = format_body(MESSAGE, event_id="evt_1").decode()
REQUEST = PaymentRequest(
    "q1",
    "AAAAA-BBBBB",
    RequestPurpose.DEPOSIT,
    "e1",
    "a1",
    "r1",
    Money(5, "CNY"),
    RequestState.OPEN,
    datetime(2026, 4, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("body", "known", "asked", "result"),
    [
        (BODY, set(), True, Result.RECEIVED),
        (BODY, {"pay_1"}, True, Result.REPEATED),
        (BODY, {"pay_1"}, False, Result.REPEATED),
        (BODY, set(), False, Result.UNKNOWN_REFERENCE),
        (BODY.replace("payment.received", "payment.disputed"), set(), True, Result.UNKNOWN_TYPE),
        (BODY.replace('"5"', '"five"'), set(), True, Result.UNREADABLE),
        ("not json", set(), True, Result.UNKNOWN_TYPE),
    ],
)
def test_a_message_comes_to_one_result(body, known, asked, result):
    requests = {REQUEST.reference: REQUEST} if asked else {}

    assert intake.place(intake.read(body), known=known, requests=requests) is result
