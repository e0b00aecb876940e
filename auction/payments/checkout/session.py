"""A checkout: one page at the payment service on which one request may be paid, and how long it lives.

Pure.  Its id is ours and is the key of the call that makes the page, so that a second click, or a
second attempt after a lost answer, comes to the same page.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.words import Reason

# The service makes no page that lives shorter or longer; a minute each way is for two clocks.
LIFE_MIN = timedelta(minutes=31)
LIFE_MAX = timedelta(hours=23, minutes=59)
# A page that ends sooner is no use to somebody who has to look for a card.
REST_MIN = timedelta(minutes=2)
# A sale runs for weeks and a page for a day; whoever needs more of them pays another way.
CHECKOUTS_MAX = 200

# When the service is asked what became of a page of which it told nothing: a lost message must not
# cost a bidder the seat.  The last look is after its end.
LOOKS_AFTER = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
LOOK_AFTER_END = timedelta(minutes=1)


class CheckoutState(enum.StrEnum):
    """Where a checkout stands: written down, opened with an address, or refused by the service."""

    NEW = "NEW"
    OPEN = "OPEN"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class Checkout:
    """One page for one request and amount; ``language`` is the one it was asked in."""

    id: str
    request_id: str
    number: int
    amount: Money
    language: str
    state: CheckoutState
    made_at: datetime
    expires_at: datetime
    url: str = ""


def life_until(at: datetime, ends_at: datetime | None) -> datetime:
    """Say until when a page made now lives: as long as paying makes sense, within the service's bounds."""
    last = at + LIFE_MAX
    return max(at + LIFE_MIN, min(last, ends_at or last))


def stands(
    checkout: Checkout | None, amount: Money, at: datetime, *, paid_at: datetime | None = None
) -> bool:
    """Say whether a click still leads to this page: it asks what is missing, lives a while, is unpaid."""
    if checkout is None or checkout.state is CheckoutState.REFUSED:
        return False
    # A page takes one payment.  Where that went back, only another page can be paid; the service
    # tells whole seconds.
    if paid_at is not None and paid_at >= checkout.made_at.replace(microsecond=0):
        return False
    return checkout.amount == amount and at < checkout.expires_at - REST_MIN


def next_look(checkout: Checkout, after: datetime) -> datetime | None:
    """Return when the service is asked about a page next; never again once it has been over."""
    looks = [checkout.made_at + span for span in LOOKS_AFTER]
    last = checkout.expires_at + LOOK_AFTER_END
    return next((at for at in sorted((*looks, last)) if after < at <= last), None)


def may_follow(checkout: Checkout | None) -> Refusal | None:
    """Refuse another page where there were too many already."""
    if checkout is None or checkout.number < CHECKOUTS_MAX:
        return None
    return Refusal(Reason.CHECKOUTS_TOO_MANY, "", {"count_max": CHECKOUTS_MAX})


def number_after(checkout: Checkout | None) -> int:
    """Return the number of the page that follows."""
    return 1 if checkout is None else checkout.number + 1
