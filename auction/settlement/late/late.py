"""Why money that should have left has not, and since when.

Pure.  What is owed goes by itself within a day (R-61, R-62); what keeps it is named, with who can mend it.
What left late stays a breach, and stays on the list for a while.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.payments.payout import PayoutKind, PayoutState

# How long what left too late is still shown.
SHOWN_WINDOW = timedelta(days=30)


class Why(enum.StrEnum):
    """What keeps a payout.  The order is the order of asking."""

    LEFT = "left"
    REFUSED = "refused"
    DISPUTED = "disputed"
    NO_ACCOUNT = "no_account"
    NO_WAY = "no_way"
    UNKNOWN = "unknown"
    UNDER_WAY = "under_way"
    QUEUED = "queued"


@dataclass(frozen=True)
class LatePayout:
    """A payout whose time has passed; ``reason`` is why it waits, or the gateway's own word for its no."""

    transfer_id: str
    court_id: str
    court_name: str
    time_zone: str
    case_id: str
    title: str
    kind: PayoutKind
    amount: Money
    gateway: str
    state: PayoutState
    reason: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    is_disputed: bool
    has_account: bool

    @property
    def why(self) -> Why:
        """Say what keeps it."""
        return why(self)


def why(late: LatePayout) -> Why:
    """Say what keeps a payout; the first that applies."""
    over = {PayoutState.SENT: Why.LEFT, PayoutState.REFUSED: Why.REFUSED}
    if late.state in over:
        return over[late.state]
    if late.is_disputed:
        return Why.DISPUTED
    if late.kind is PayoutKind.CASE_ACCOUNT and not late.has_account:
        return Why.NO_ACCOUNT
    out = {PayoutState.UNKNOWN: Why.UNKNOWN, PayoutState.UNDER_WAY: Why.UNDER_WAY}
    if late.state in out:
        return out[late.state]
    return Why.NO_WAY if late.reason else Why.QUEUED
