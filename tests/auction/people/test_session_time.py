"""How long a browser stays signed in, from both sides of each edge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.doors import Role
from auction.people import session_time

SEEN = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("role", "minutes"),
    [(Role.BIDDER, 30), (Role.CLERK, 15), (Role.JUDGE, 15), (Role.OPERATOR, 15), (Role.AUDITOR, 15)],
)
def test_who_is_away_too_long_is_signed_out(role, minutes):
    edge, ends_at = SEEN + timedelta(minutes=minutes), SEEN + timedelta(hours=12)

    assert session_time.is_open(role, last_seen_at=SEEN, ends_at=ends_at, at=edge - INSTANT)
    assert not session_time.is_open(role, last_seen_at=SEEN, ends_at=ends_at, at=edge)


def test_nobody_stays_past_the_end():
    ends_at = SEEN + timedelta(minutes=5)

    assert session_time.is_open(Role.BIDDER, last_seen_at=SEEN, ends_at=ends_at, at=ends_at - INSTANT)
    assert not session_time.is_open(Role.BIDDER, last_seen_at=SEEN, ends_at=ends_at, at=ends_at)


def test_a_browser_is_written_down_once_a_minute():
    assert not session_time.is_to_be_seen_again(SEEN, SEEN + timedelta(minutes=1) - INSTANT)
    assert session_time.is_to_be_seen_again(SEEN, SEEN + timedelta(minutes=1))
