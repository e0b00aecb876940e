"""What the hall page shows, put together from values: one visitor's view of one round."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from auction.enrolment.bidding_pass import PassReason
from auction.kernel.money import MINOR_DIGITS, Money
from auction.kernel.offset import offset_name
from auction.kernel.refusal import Refusal
from auction.kernel.words import N_
from auction.rounds.course import planned_end
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer, Board, RoundView
from bidding.message import format_board, format_time
from bidding.refusals import HallReason
from bidding.steps import FIRST_STEPS, STEPS, Step, least_needed, next_steps, price_now

STATE_WORDS = {
    State.SCHEDULED: N_("Not open yet"),
    State.OPEN: N_("Open"),
    State.SUSPENDED: N_("Suspended"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.UNSOLD: N_("Unsold"),
    State.SOLD: N_("Sold"),
    State.OVERDUE: N_("Sold, balance overdue"),
    State.PAID: N_("Sold, paid"),
    State.SETTLED: N_("Sold, settled"),
}
ENDED = frozenset({State.SOLD, State.UNSOLD, State.OVERDUE, State.PAID, State.SETTLED, State.WITHDRAWN})
_MESSAGE_REASONS = frozenset(
    {
        HallReason.UNREADABLE,
        HallReason.DUPLICATE_KEY,
        HallReason.UNKNOWN_KEY,
        HallReason.MISSING_KEY,
        HallReason.WRONG_TYPE,
        HallReason.NOT_PLAIN,
        HallReason.NOT_POSITIVE,
        HallReason.NEEDS_CONFIRMATION,
        HallReason.NEEDS_TYPED_AMOUNT,
        "absurd_amount",
        "bad_bid_key",
    }
)
_PASS_REASONS = frozenset(
    {HallReason.NO_PASS, HallReason.PASS_OF_ANOTHER_ROUND, "not_admitted", "excluded", *PassReason}
)
_LATER_REASONS = frozenset({HallReason.CLOCK_UNSURE, HallReason.DESK_FULL, HallReason.OUTCOME_UNKNOWN})


# The grace has passed and the clock came by: the hammer does not fall because it waits.
WAITS_AFTER = timedelta(seconds=10)


class Standing(enum.StrEnum):
    """How a visitor stands in a round."""

    WATCHING = "watching"
    READY = "ready"
    LEADING = "leading"
    OUTBID = "outbid"


@dataclass(frozen=True)
class Attempt:
    """A bid that came by the plain form and went no further: what was written, and why not."""

    refusal: Refusal
    amount: str = ""
    bid_key: str = ""

    @property
    def asks(self) -> bool:
        """Say whether it only waits for a confirmation."""
        return self.refusal.reason in (HallReason.NEEDS_CONFIRMATION, HallReason.NEEDS_TYPED_AMOUNT)

    @property
    def takes_back(self) -> bool:
        """Say whether somebody only asked to take a bid back."""
        return self.refusal.reason in (HallReason.IRREVOCABLE, HallReason.LAPSED)

    @property
    def asks_to_type(self) -> bool:
        """Say whether the amount is to be typed once more."""
        return self.refusal.reason == HallReason.NEEDS_TYPED_AMOUNT


@dataclass(frozen=True)
class Page:
    """Everything that the template asks for."""

    view: RoundView
    bids: Sequence[Answer]
    bidder_code: str
    rank: int | None
    token: str
    bid_key: str
    step_key: str
    at: datetime
    attempt: Attempt | None = None
    receipt: Answer | None = None

    @property
    def board(self) -> Board:
        """Return where the round stands."""
        return self.view.board

    @property
    def time_zone(self) -> str:
        """Return the zone of the court, in which all times of the page are told."""
        return self.view.snapshot.get("time_zone") or "UTC"

    @property
    def standing(self) -> Standing:
        """Return how the visitor stands."""
        leader = self.board.leader
        if not self.bidder_code:
            return Standing.WATCHING
        if leader is not None and leader.bidder_code == self.bidder_code:
            return Standing.LEADING
        known = any(bid.bidder_code == self.bidder_code for bid in self.bids)
        return Standing.OUTBID if known else Standing.READY

    @property
    def may_bid(self) -> bool:
        """Say whether a bid form makes sense: somebody with a code, in a round not yet over."""
        return bool(self.bidder_code) and self.board.state not in ENDED

    @property
    def ended(self) -> bool:
        """Say whether the round is over."""
        return self.board.state in ENDED

    @property
    def is_buyer(self) -> bool:
        """Say whether the hammer fell for this visitor."""
        return bool(self.bidder_code) and self.view.buyer_code == self.bidder_code

    @property
    def price(self) -> Money:
        """Return the price now."""
        return price_now(self.board)

    @property
    def needed(self) -> Money:
        """Return the least that is needed now."""
        return least_needed(self.board)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the buttons."""
        return next_steps(self.board)

    @property
    def match(self) -> Money | None:
        """Return the price that a priority purchaser may match (R-46), if there is one."""
        leader = self.board.leader
        if self.rank is None or leader is None or leader.bidder_code == self.bidder_code:
            return None
        return leader.amount if leader.rank is None or leader.rank > self.rank else None

    @property
    def hammer_waits(self) -> bool:
        """Say whether the end has passed for so long that only another lot can be waited for (R-51)."""
        return self.board.state is State.OPEN and self.at >= self.board.closes_at + WAITS_AFTER

    @property
    def planned_end(self) -> datetime:
        """Return when bidding ends as things stand."""
        return planned_end(self.board)

    @property
    def time_left(self) -> str:
        """Return the countdown as the page was made, which a script carries on: ``1:04:59``."""
        board = self.board
        if self.ended:
            return ""
        until = board.opens_at if board.state is State.SCHEDULED else board.resumes_at or board.closes_at
        waits = board.remaining if board.resumes_at is None else None
        left = waits if waits is not None else until - self.at
        minutes, seconds = divmod(max(0, -(-left // timedelta(seconds=1))), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"

    def amount(self, bid: Answer) -> Money:
        """Return the amount of a bid."""
        return Money(bid.amount_minor, bid.currency)

    def clock_time(self, at: datetime) -> str:
        """Write a time of the bid list in the court's zone: ``03-31 10:00:05``."""
        return f"{at.astimezone(ZoneInfo(self.time_zone)):%m-%d %H:%M:%S}"

    def data(self) -> dict[str, object]:
        """Return what the page's script begins with."""
        return {
            "board": format_board(self.board),
            "upto": self.board.bid_number,
            "bidder_code": self.bidder_code,
            "rank": self.rank,
            "pass": self.token,
            "standing": self.standing.value,
            "digits": MINOR_DIGITS[self.board.currency],
            "steps": list(STEPS),
            "first_steps": list(FIRST_STEPS),
            "leap": self.view.terms.conduct.confirm_increments,
            "watched_minor": self.view.terms.watched_from and self.view.terms.watched_from.minor,
            "deposit_minor": self.view.terms.deposit.minor,
            "starting_minor": self.view.terms.starting_price.minor,
            "buyer_code": self.view.buyer_code or "",
            "time_zone": self.time_zone,
            "zone_name": offset_name(self.at.astimezone(ZoneInfo(self.time_zone))),
            "at": format_time(self.at),
        }


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status that a refused bid form answers with."""
    if refusal.reason in _MESSAGE_REASONS:
        return 422
    if refusal.reason in _PASS_REASONS:
        return 403
    if refusal.reason == HallReason.TOO_MANY_BIDS:
        return 429
    return 503 if refusal.reason in _LATER_REASONS else 409
