"""Finance names a reference and a reason; what the judge reads names no payer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.approvals.act import Words
from auction.kernel.money import Money
from auction.payments.held.placing import Held
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState
from auction.settlement.resolving.wish import (
    BECAUSE_LENGTH_MAX,
    PURPOSE_WORDS,
    ResolvingReason,
    TakeWish,
    content_of,
    judge_request,
    read_take,
    tell_take,
)

AT = datetime(2026, 3, 1, tzinfo=UTC)
HELD = Held("bank_1", "court", Money(500, "CNY"), b"sealed", "payment_under_other_name", AT, AT, None)
REQUEST = PaymentRequest(
    "q1", "K7F3K-9XQ2M", RequestPurpose.BALANCE, "r1", "a1", "r1", Money(500, "CNY"), RequestState.OPEN, AT
)


def test_a_reference_is_read_as_people_write_it() -> None:
    found = read_take({"reference": " k7f3k 9xq2m ", "because": " The wife's\naccount. "})

    assert found == TakeWish("K7F3K-9XQ2M", "The wife's account.")


@pytest.mark.parametrize(
    ("form", "reasons"),
    [
        ({}, [ResolvingReason.REFERENCE_UNREADABLE, ResolvingReason.WITHOUT_REASON]),
        ({"reference": "K7F3K", "because": "x"}, [ResolvingReason.REFERENCE_UNREADABLE]),
        ({"reference": "K7F3K-9XQ2M2", "because": "x"}, [ResolvingReason.REFERENCE_UNREADABLE]),
        ({"reference": "K7F3K-9XQ2M", "because": " "}, [ResolvingReason.WITHOUT_REASON]),
        ({"reference": "K7F3K-9XQ2M", "because": "x" * BECAUSE_LENGTH_MAX}, []),
        (
            {"reference": "K7F3K-9XQ2M", "because": "x" * (BECAUSE_LENGTH_MAX + 1)},
            [ResolvingReason.REASON_TOO_LONG],
        ),
    ],
)
def test_what_cannot_be_read_is_told_all_at_once(
    form: dict[str, str], reasons: list[ResolvingReason]
) -> None:
    found = read_take(form)

    assert [no.reason for no in found] == reasons if reasons else isinstance(found, TakeWish)


def test_r_33_the_judge_reads_what_and_why_and_not_who() -> None:
    content = content_of(HELD, REQUEST, TakeWish(REQUEST.reference, "The wife's account."))

    told = dict(tell_take(content))

    assert told["Amount"] == Money(500, "CNY")
    assert told["It is to count for"] == Words(PURPOSE_WORDS[RequestPurpose.BALANCE])
    assert (told["Reference"], told["Why it counts for it"]) == ("K7F3K-9XQ2M", "The wife's account.")
    assert b"sealed" not in str(content).encode()


def test_a_reference_of_nobody_here_is_said() -> None:
    no = judge_request(None)

    assert no is not None
    assert no.reason == ResolvingReason.REQUEST_ELSEWHERE
    assert judge_request(REQUEST) is None
    assert content_of(HELD, None, TakeWish("K7F3K-9XQ2M", "x"))["request_id"] == ""
