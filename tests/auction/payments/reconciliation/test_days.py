"""Days are compared the morning after, made up for when missed, and again while something is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from auction.payments.reconciliation.days import (
    ASKED_WAIT,
    DAYS_BACK_MAX,
    DAYS_MAX,
    GRACE,
    days_to_do,
    far_from,
    last_whole_day,
    morning_of,
    span_of,
    with_grace,
)

ZONE = "Asia/Shanghai"
# Six in the morning of 10 March in Shanghai.
MORNING = datetime(2026, 3, 9, 22, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
NINTH = date(2026, 3, 9)


def test_a_day_lasts_from_midnight_to_midnight_of_the_court():
    span = span_of(NINTH, ZONE)

    assert (span.since, span.until) == (
        datetime(2026, 3, 8, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 9, 16, 0, tzinfo=UTC),
    )
    assert with_grace(span).since == span.since - GRACE
    assert with_grace(span).until == span.until + GRACE


def test_the_weeks_around_a_day_go_on_where_its_grace_ends():
    span = span_of(NINTH, ZONE)
    before, after = far_from(span)

    assert (before.until, after.since) == (with_grace(span).since, with_grace(span).until)
    assert span.since - before.since == after.until - span.until == timedelta(days=DAYS_BACK_MAX)


def test_the_day_on_which_a_clock_is_set_has_its_own_length():
    span = span_of(date(2026, 3, 29), "Europe/Berlin")

    assert span.until - span.since == timedelta(hours=23)


@pytest.mark.parametrize(
    ("at", "day"), [(MORNING - TICK, 8), (MORNING, 9), (MORNING + timedelta(hours=23), 9)]
)
def test_yesterday_may_be_compared_from_six_in_the_morning(at, day):
    assert last_whole_day(at, ZONE) == date(2026, 3, day)


def test_the_morning_is_the_last_one_that_began():
    assert morning_of(MORNING, ZONE) == MORNING
    assert morning_of(MORNING - TICK, ZONE) == MORNING - timedelta(days=1)


@pytest.mark.parametrize("first", [None, NINTH, date(2026, 3, 10)])
def test_yesterday_is_compared_even_before_the_first_line(first):
    assert days_to_do(MORNING, ZONE, first=first, done={}, open_days={}) == [NINTH]


def test_after_the_first_day_that_was_compared_there_are_no_gaps():
    done = {date(2026, 3, 6): MORNING}

    assert days_to_do(MORNING, ZONE, first=NINTH, done=done, open_days={}) == [
        date(2026, 3, 7),
        date(2026, 3, 8),
        NINTH,
    ]


def test_missed_days_are_made_up_for_the_oldest_first_and_few_at_a_time():
    days = days_to_do(MORNING, ZONE, first=date(2026, 3, 1), done={date(2026, 3, 2): MORNING}, open_days={})

    assert days == [date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 4)]
    assert len(days) == DAYS_MAX


def test_nobody_goes_back_further_than_a_month():
    (first, *_) = days_to_do(MORNING, ZONE, first=date(2020, 1, 1), done={}, open_days={})

    assert first == NINTH - timedelta(days=DAYS_BACK_MAX - 1)


@pytest.mark.parametrize(("done_at", "again"), [(MORNING - TICK, True), (MORNING, False)])
def test_a_day_with_an_open_difference_is_compared_again_each_morning(done_at, again):
    done = {NINTH: done_at}

    assert days_to_do(MORNING, ZONE, first=NINTH, done=done, open_days={NINTH: None}) == (
        [NINTH] if again else []
    )
    assert days_to_do(MORNING, ZONE, first=NINTH, done=done, open_days={}) == []


@pytest.mark.parametrize(
    ("at", "again"),
    [
        (MORNING + timedelta(hours=2) + ASKED_WAIT - TICK, False),
        (MORNING + timedelta(hours=2) + ASKED_WAIT, True),
    ],
)
def test_a_day_is_compared_again_once_the_gateway_was_asked_and_had_time_to_answer(at, again):
    asked = {NINTH: MORNING + timedelta(hours=2)}
    before, after = MORNING + timedelta(hours=1), MORNING + timedelta(hours=3)

    assert days_to_do(at, ZONE, first=NINTH, done={NINTH: before}, open_days=asked) == (
        [NINTH] if again else []
    )
    assert days_to_do(at, ZONE, first=NINTH, done={NINTH: after}, open_days=asked) == []
