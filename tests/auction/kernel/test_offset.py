"""A zone is named by its distance from UTC, in winter and in summer."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from auction.kernel.offset import offset_name


@pytest.mark.parametrize(
    ("zone", "month", "name"),
    [
        ("Asia/Shanghai", 1, "UTC+8"),
        ("Europe/Madrid", 1, "UTC+1"),
        ("Europe/Madrid", 7, "UTC+2"),
        ("Asia/Kolkata", 1, "UTC+5:30"),
        ("America/St_Johns", 1, "UTC-3:30"),
        ("Europe/London", 1, "UTC"),
    ],
)
def test_a_zone_is_named_by_its_distance(zone, month, name):
    assert offset_name(datetime(2026, month, 15, 12, tzinfo=ZoneInfo(zone))) == name
