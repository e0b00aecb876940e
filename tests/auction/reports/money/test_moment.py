"""Moments, periods and places, read in the court's zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.refusal import Refusal
from auction.ledger.statement import Cursor
from auction.reports.money.moment import Period, Reason, read_cursor, read_moment, read_period

SHANGHAI = "Asia/Shanghai"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("", SHANGHAI, None),
        ("  ", SHANGHAI, None),
        ("2026-03-31", SHANGHAI, utc(2026, 3, 31, 16)),
        ("2026-03-31T10:00", SHANGHAI, utc(2026, 3, 31, 2)),
        (" 2026-03-31T10:00:30 ", "UTC", utc(2026, 3, 31, 10, 0, 30)),
        # The day on which the clocks go forward has 23 hours.
        ("2026-03-29", "Europe/Berlin", utc(2026, 3, 29, 22)),
    ],
)
def test_a_moment_is_read_in_the_zone_and_a_day_is_its_end(text, zone, moment):
    assert read_moment(text, zone) == moment


@pytest.mark.parametrize(
    "text",
    ["yesterday", "2026-02-30", "2026-03-31T25:00", "2026-3-1", "２０２６-03-31", "9999-12-31",
     "1989-12-31T10:00", "2026-03-31T10:00Z", "0001-01-01", "x" * 500, "2026-03-31\x00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_by_name(text):
    refusal = read_moment(text, SHANGHAI)

    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.numbers["name"]) == (Reason.NOT_A_MOMENT, "at")
    assert len(str(refusal.numbers["value"])) <= 40
    assert str(refusal.numbers["value"]).isprintable()


def test_a_period_holds_its_whole_last_day():
    period = read_period({"from": "2026-03-01", "to": "2026-03-31"}, SHANGHAI)

    assert period == Period(utc(2026, 2, 28, 16), utc(2026, 3, 31, 16))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"from": "2026-03-02", "to": "2026-03-01"}, Reason.PERIOD_EMPTY),
        ({"from": "2026-03-01T10:00", "to": "2026-03-01T10:00"}, Reason.PERIOD_EMPTY),
        ({"from": "x"}, Reason.NOT_A_MOMENT),
        ({"to": "x"}, Reason.NOT_A_MOMENT),
        ({"after": "x"}, Reason.NO_SUCH_PLACE),
    ],
)
def test_a_period_that_cannot_be_is_refused(given, reason):
    assert read_period(given, SHANGHAI).reason is reason


def test_a_day_is_a_period_of_its_own():
    assert read_period({"from": "2026-03-01", "to": "2026-03-01"}, "UTC") == Period(
        utc(2026, 3, 1), utc(2026, 3, 2)
    )


def test_a_cursor_reads_back():
    cursor = Cursor(utc(2026, 3, 1, 10), 4, "in:pay_1/2")

    assert read_cursor(cursor.format()) == cursor
    assert read_cursor("") is None


@pytest.mark.parametrize(
    "text",
    ["/", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z/0/", "2026-03-01T10:00:00/0/in:1", "x/0/in:1",
     "2026-03-01T10:00:00Z/in:1", "9999-12-31T23:59:59Z/0/a", "2026-03-01T10:00:00Z/0/\x00",
     "2026-03-01T10:00:00Z/0/" + "a" * 90],
)  # fmt: skip
def test_what_is_no_cursor_is_refused(text):
    assert read_cursor(text).reason is Reason.NO_SUCH_PLACE


def test_what_is_told_of_a_period_is_its_moments_alone():
    since = datetime(2026, 3, 1, tzinfo=UTC)

    assert Period(since, None, Cursor(since, 0, "a name")).told() == {"from": "2026-03-01T00:00:00+00:00"}
    assert Period().told() == {}
