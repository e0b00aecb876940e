"""The refund clock of a deposit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.enrolment.enrolled import Refund
from tests.support.rounds import CLOSES_AT, cny

DUE_AT = CLOSES_AT + timedelta(hours=24)
SHORT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("sent_after_due", "now_after_due", "is_late"),
    [
        (None, -SHORT, False),
        (None, timedelta(0), False),
        (None, SHORT, True),
        (timedelta(0), timedelta(days=1), False),
        (SHORT, timedelta(days=1), True),
        (-SHORT, timedelta(days=1), False),
    ],
)
def test_a_refund_is_late_after_twenty_four_hours(sent_after_due, now_after_due, is_late):
    sent_at = None if sent_after_due is None else DUE_AT + sent_after_due

    assert Refund(cny(71_400), DUE_AT, sent_at).late(DUE_AT + now_after_due) is is_late
