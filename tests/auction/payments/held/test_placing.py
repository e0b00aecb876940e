"""Finance places only what waits at the own court's bank, for what is asked there and not paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.held import placing
from auction.payments.held.placing import Held
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState

AT = datetime(2026, 4, 1, tzinfo=UTC)
HELD = Held("p1", "c1", Money(5, "EUR"), b"", "payment_reference_unknown", AT, AT, None)
REQUEST = PaymentRequest(
    "q1", "AAAAA-BBBBB", RequestPurpose.DEPOSIT, "e1", "a1", "r1", Money(7, "EUR"), RequestState.OPEN, AT
)


def test_the_place_after_which_a_list_goes_on_is_read_as_it_was_written():
    assert placing.parse_after(placing.format_after(HELD)) == (AT, "p1")


@pytest.mark.parametrize(
    "text",
    ["", "/", "p1", "2026-04-01T00:00:00+00:00", "2026-04-01T00:00:00+00:00/", "2026-04-01T00:00:00/p1",
     "0001-01-01T00:00:00+00:00/p1", "9999-01-01T00:00:00+00:00/p1", "2026-04-01T00:00:00+00:00/p 1",
     "2026-04-01T00:00:00+00:00/" + "p" * 65, "x/p1"],
)  # fmt: skip
def test_what_is_no_place_in_the_list_is_none(text):
    assert placing.parse_after(text) is None


@pytest.mark.parametrize(
    ("held", "request_", "court_id", "reason"),
    [
        # Every row also deserves the reasons below it: the order is tested too.
        (None, None, "c1", "payment_not_held"),
        (HELD, None, "c2", "payment_not_held"),
        (HELD, None, "c1", "payment_reference_unknown"),
        (HELD, replace(REQUEST, state=RequestState.ACCEPTED), "c1", "payment_already_made"),
        (HELD, replace(REQUEST, amount=Money(7, "CNY")), "c1", "payment_in_other_currency"),
    ],
)
def test_says_the_first_reason_that_applies(held, request_, court_id, reason):
    assert placing.judge(held, request_, court_id=court_id).reason == reason


def test_what_waits_may_be_placed_whatever_its_amount():
    assert placing.judge(HELD, REQUEST, court_id="c1") is None


def test_the_record_names_ids_and_nobody():
    entry = placing.entry_of(HELD, REQUEST, actor="u1", at=AT)

    assert (entry.chain, entry.type, entry.court_id) == ("court:c1", "payment.placed", "c1")
    assert entry.facts["request_id"] == "q1"
