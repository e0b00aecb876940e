"""A second person reads every word of what is proposed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from auction.kernel.money import Money
from listings.stays import telling

WHY = {"reason": "A third party objects.", "legal_basis": "CPL art. 267"}


def test_a_stop_is_told_with_kind_ground_article_reason_and_basis():
    told = telling.tell_stop({"kind": "suspension", "ground": "party_gone", **WHY})

    assert [str(value) for _, value in told] == [
        "The court has suspended the bidding by a ruling.",
        "A party died or was dissolved, and a successor is awaited.",
        "民事诉讼法 §267",
        *WHY.values(),
    ]


@pytest.mark.parametrize("is_late", [True, False])
def test_a_resumption_is_told_with_its_moment_and_the_days_of_the_law(is_late):
    content = {
        "resumes_at": "2026-04-05T02:00:00.000000Z",
        "ended_on": "2026-03-30",
        "last_day": "2026-04-07",
    }

    told = dict(telling.tell_resumption({**content, "is_late": is_late, **WHY}))

    assert told["The round goes on at"] == datetime(2026, 4, 5, 2, tzinfo=UTC)
    assert (told["The cause of the stop ended on"], told["Last day to go on"]) == (
        date(2026, 3, 30),
        date(2026, 4, 7),
    )
    assert told["In time"] == (telling.LATE if is_late else telling.IN_TIME)


@pytest.mark.parametrize("is_duty", [True, False])
def test_a_paid_debt_is_told_with_sum_day_and_what_follows(is_duty):
    paid = {
        "received_minor": "30260000", "interest_minor": "0", "currency": "CNY", "received_on": "2026-03-30",
        "is_duty": is_duty, "other_lots": ["A car", "A press"],
    }  # fmt: skip

    told = telling.tell_withdrawal({"ground": "debt_paid", **WHY, **paid})

    assert ("Received from the debtor", Money(30_260_000, "CNY")) in told
    assert ("What follows", telling.MUST if is_duty else telling.MAY) in told
    assert [value for label, value in told if label == "Also up in this case"] == ["A car", "A press"]


def test_another_withdrawal_tells_of_no_payment():
    told = telling.tell_withdrawal({"ground": "settled", **WHY})

    assert [label for label, _ in told] == ["Ground", "The ground stands in", "Public reason", "Legal basis"]
