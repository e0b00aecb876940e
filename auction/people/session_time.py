"""How long a signed-in browser stays signed in (TRUST 5.5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from auction.kernel.doors import Role
from auction.people.limits import BIDDER_IDLE_WINDOW, LAST_SEEN_GRACE, STAFF_IDLE_WINDOW


def idle_window(role: Role) -> timedelta:
    """Return how long somebody of that role may be away."""
    return BIDDER_IDLE_WINDOW if role is Role.BIDDER else STAFF_IDLE_WINDOW


def is_open(role: Role, *, last_seen_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Say whether the session still counts: neither left alone for too long nor past its end."""
    return at < last_seen_at + idle_window(role) and at < ends_at


def is_to_be_seen_again(last_seen_at: datetime, at: datetime) -> bool:
    """Say whether it is time to write down that the browser was here."""
    return at >= last_seen_at + LAST_SEEN_GRACE
