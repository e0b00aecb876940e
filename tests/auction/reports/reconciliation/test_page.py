"""The page shows each difference with its act, and every day with its gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.reconciliation.difference import ALARM_AFTER, Difference, DifferenceKind, Mending
from auction.reports.reconciliation.page import COLUMNS, day_of, days_of, rows_of, shown_of

AT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@dataclass
class Kept:
    """A kept difference."""

    difference: Difference
    mended_at: datetime | None = None
    id: str = "d1"
    gateway: str = "paper"
    day: date = date(2026, 3, 1)
    found_at: datetime = AT
    asked_at: datetime | None = None
    explained_at: datetime | None = None
    explanation: str = ""


@dataclass
class Done:
    """A comparison of a day."""

    day: str
    account_id: str = "gateway:paper:CNY"
    gateway: str = "paper"
    currency: str = "CNY"
    line_count: int = 3
    difference_count: int = 0
    ledger_minor: int = 5
    gateway_minor: int | None = 5
    done_at: datetime = AT


def make(since_at: datetime = AT) -> Difference:
    return Difference(
        DifferenceKind.NOT_IN_LEDGER, "in:p1", "PAYMENT", "p1", Money(0, "CNY"), Money(5, "CNY"), since_at
    )


@pytest.mark.parametrize(
    ("since_at", "mended_at", "is_old"),
    [
        (AT - ALARM_AFTER + TICK, None, False),
        (AT - ALARM_AFTER, None, True),
        (AT - ALARM_AFTER, AT, False),
    ],
)
def test_an_open_difference_is_old_after_a_day(since_at, mended_at, is_old):
    (shown,) = shown_of([Kept(make(since_at), mended_at)], at=AT)

    assert (shown.is_old, shown.mending) == (is_old, Mending.ASK_AGAIN)


def test_days_are_shown_from_the_newest_and_a_gap_is_shown_as_one():
    done = [Done("2026-03-01"), Done("2026-03-03", gateway_minor=None)]

    shown = days_of(done, last=date(2026, 3, 4), count=35)

    # The fourth is not over, and nobody had it compared.
    assert [(each.day.day, each.done is not None) for each in shown] == [
        (3, True),
        (2, False),
        (1, True),
    ]
    assert [each.at_gateway for each in shown if each.done] == [None, Money(5, "CNY")]


def test_today_is_shown_once_somebody_had_it_compared():
    (today,) = days_of([Done("2026-03-04")], last=date(2026, 3, 4), count=35)

    assert (today.day.day, today.currency) == (4, "CNY")


def test_before_anything_was_compared_there_are_no_days():
    assert days_of([], last=date(2026, 3, 4), count=35) == []


def test_a_sheet_has_a_row_for_each_difference():
    (row,) = rows_of([Kept(make())])

    assert tuple(row) == COLUMNS
    assert (row["kind"], row["gateway_minor"], row["day"]) == ("NOT_IN_LEDGER", 5, "2026-03-01")


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-01", date(2026, 3, 1)), ("", None), ("2026-02-30", None)]
)
def test_a_day_of_an_address(text, day):
    assert day_of(text) == day
