"""What closes today is what closes on this day where its court sits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listings import front
from listings.design_samples import lines

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai, 16:30 in Madrid


@pytest.mark.parametrize(
    ("zone", "closes_at", "is_today"),
    [
        ("Asia/Shanghai", datetime(2026, 11, 25, 15, 59, tzinfo=UTC), True),
        ("Asia/Shanghai", datetime(2026, 11, 25, 16, 0, tzinfo=UTC), False),
        ("Europe/Madrid", datetime(2026, 11, 25, 16, 0, tzinfo=UTC), True),
        ("Europe/Madrid", datetime(2026, 11, 25, 23, 0, tzinfo=UTC), False),
    ],
)
def test_today_is_a_day_of_the_court(zone, closes_at, is_today):
    line = replace(lines(NOW)[1], time_zone=zone, closes_at=closes_at)

    today, later = front.split_by_day([line], now=NOW)

    assert (today == [line]) is is_today
    assert (later == [line]) is not is_today


def test_lines_keep_their_order():
    first, second, third = (replace(line, closes_at=NOW) for line in lines(NOW)[:3])

    assert front.split_by_day([second, first, third], now=NOW)[0] == [second, first, third]
