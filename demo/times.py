"""When a lot's notice was published and its round opens and closes, seen from the demo's beginning.

Courts think in days and round hours of their own zone; so does this.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.story import LotStory, Stage

DAY = timedelta(days=1)
# Long enough to see bids and the fall of the hammer, short enough to wait for (R-43 adds five minutes).
TONIGHT_WINDOW = timedelta(seconds=170)
# So long at least a lot that closes today is still open.
TODAY_LEFT_MIN = timedelta(minutes=25)
CLOSING_TIMES = (time(14), time(17), time(20), time(22), time(23, 30), time(23, 59))
# Days from today: opening, closing, publication.
DAYS: dict[Stage, tuple[int, int, int]] = {
    Stage.DRAFT: (40, 41, -2),
    Stage.RETURNED: (42, 43, -4),
    Stage.SUBMITTED: (45, 46, -1),
    Stage.UPCOMING: (6, 7, -28),
    Stage.CORRECTED: (6, 7, -48),
    Stage.OPEN: (-1, 1, -36),
    Stage.TODAY: (-2, 0, -36),
    Stage.TONIGHT: (-2, 0, -45),
    Stage.SUSPENDED: (-1, 2, -33),
    Stage.WITHDRAWN: (12, 13, -9),
    Stage.UNSOLD: (-6, -5, -40),
    Stage.SOLD: (-4, -3, -35),
    Stage.SETTLED: (-20, -19, -58),
    Stage.AGAIN_OPEN: (-1, 1, -19),
    Stage.AGAIN_UPCOMING: (5, 6, -13),
}
# The first round of what is sold again, after which nobody had bid.
FIRST_DAYS: dict[Stage, tuple[int, int, int]] = {
    Stage.AGAIN_OPEN: (-26, -25, -60),
    Stage.AGAIN_UPCOMING: (-20, -19, -54),
}


@dataclass(frozen=True)
class Times:
    """Publication, opening and closing of one round, in UTC like all times."""

    published_at: datetime
    opens_at: datetime
    closes_at: datetime

    @property
    def balance_due_at(self) -> datetime:
        """Return when the balance is due: two weeks after the end."""
        return self.closes_at + 14 * DAY


def times_of(lot: LotStory, time_zone: str, *, now: datetime) -> Times:
    """Return the times of the round that a lot is in when the demo begins."""
    opens, closes, published = DAYS[lot.stage]
    zone, hour = ZoneInfo(time_zone), time(lot.hour)
    times = Times(
        _published(lot, zone, now=now, days=published),
        _local(zone, hour, now=now, days=opens + (lot.later if opens > 0 else 0)),
        _local(zone, hour, now=now, days=closes + (lot.later if closes > 0 else 0)),
    )
    if lot.stage is Stage.TONIGHT:
        return Times(times.published_at, times.opens_at, now + TONIGHT_WINDOW)
    if lot.stage is Stage.TODAY:
        return Times(times.published_at, times.opens_at, later_today(time_zone, now=now))
    return times


def first_times_of(lot: LotStory, time_zone: str, *, now: datetime) -> Times:
    """Return the times of the first round of a lot that is sold again."""
    opens, closes, published = FIRST_DAYS[lot.stage]
    zone, hour = ZoneInfo(time_zone), time(lot.hour)
    return Times(
        _published(lot, zone, now=now, days=published),
        _local(zone, hour, now=now, days=opens),
        _local(zone, hour, now=now, days=closes),
    )


def later_today(time_zone: str, *, now: datetime) -> datetime:
    """Return a closing time on this day of the zone; so late that none is left, it is half an hour on."""
    zone = ZoneInfo(time_zone)
    for closing in CLOSING_TIMES:
        at = _local(zone, closing, now=now, days=0)
        if at >= now + TODAY_LEFT_MIN:
            return at
    return now.replace(second=0, microsecond=0) + timedelta(minutes=30)


def _published(lot: LotStory, zone: ZoneInfo, *, now: datetime, days: int) -> datetime:
    # A judge publishes in the afternoon, not all at the same minute.
    return _local(zone, time(15, zlib.crc32(lot.title.encode()) % 60), now=now, days=days)


def _local(zone: ZoneInfo, at: time, *, now: datetime, days: int) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, at, zone).astimezone(now.tzinfo)
