"""The demo's lots open and close at times that the law and a visitor's day allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from demo.seed import COURTS
from demo.story import Stage
from demo.times import later_today, times_of

ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Europe/Dublin")


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("zone", ZONES)
def test_something_closes_on_the_day_of_the_court_while_there_is_time_left(zone: str, hour: int) -> None:
    now = datetime(2026, 3, 5, hour, 17, tzinfo=UTC)

    closes_at = later_today(zone, now=now)

    assert closes_at >= now + timedelta(minutes=25)
    local = ZoneInfo(zone)
    assert closes_at.astimezone(local).date() == now.astimezone(local).date()


def test_half_an_hour_before_midnight_is_the_last_moment_for_it() -> None:
    late = datetime(2026, 3, 5, 23, 40, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)

    assert later_today("Asia/Shanghai", now=late) == late + timedelta(minutes=30)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_every_round_is_open_for_a_day_at_least_and_published_before(hour: int) -> None:
    # The night in which Dublin's clocks are put forward lies between opening and closing.
    now = datetime(2026, 3, 29, hour, 5, tzinfo=UTC)

    for court in COURTS:
        for lot in court.lots:
            times = times_of(lot, court.time_zone, now=now)
            assert times.closes_at - times.opens_at >= timedelta(hours=23), lot.title
            assert times.published_at < min(now, times.opens_at), lot.title


def test_open_is_open_and_to_come_is_to_come() -> None:
    now = datetime(2026, 6, 11, 4, 0, tzinfo=UTC)

    for court in COURTS:
        for lot in court.lots:
            times = times_of(lot, court.time_zone, now=now)
            if lot.stage in (Stage.OPEN, Stage.TODAY, Stage.TONIGHT, Stage.SUSPENDED, Stage.AGAIN_OPEN):
                assert times.opens_at < now < times.closes_at, lot.title
            if lot.stage in (Stage.UPCOMING, Stage.CORRECTED, Stage.AGAIN_UPCOMING):
                assert now < times.opens_at, lot.title
            if lot.stage in (Stage.SOLD, Stage.SETTLED, Stage.UNSOLD):
                assert times.closes_at < now, lot.title
