"""One hall a process: the desk, the announcer and the limits that sockets and forms share."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from auction.enrolment.bidding_pass import Pass, open_pass
from auction.kernel.clock import ClockUnsure
from auction.kernel.refusal import Number, Refusal
from auction.kernel.world import World
from auction.rounds.standing import Answer, Bid
from bidding.desk import Desk
from bidding.limits import Allowance, bid_limit
from bidding.message import Wish
from bidding.refusals import HallReason

EXTENSION = "bidding.hall"


class Hall:
    """What a bid passes between its door and the desk, whichever door it came through."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world = world
        self.desk = desk
        settings = world.settings
        self.limit = bid_limit(per_second=settings.bids_per_second, burst=settings.bids_burst)
        self._bids = Allowance(self.limit)

    def time(self) -> datetime | Refusal:
        """Return the time of entry (R-44), or that no bid can be dated now."""
        try:
            return self.world.clock.now()
        except (ClockUnsure, SQLAlchemyError):
            return Refusal(HallReason.CLOCK_UNSURE, "R-44")

    def open_pass(self, token: str, round_id: str, *, at: datetime) -> Pass | Refusal:
        """Open a pass for this round."""
        if not token:
            return Refusal(HallReason.NO_PASS, "R-33")
        opened = open_pass(self.world.settings.secret_key, token, at=at)
        if isinstance(opened, Pass) and opened.round_id != round_id:
            return Refusal(HallReason.PASS_OF_ANOTHER_ROUND, "R-33")
        return opened

    def refuse_flood(self, seat: Pass, *, at: datetime) -> Refusal | None:
        """Take one bid from the allowance of a bidder in a round (R-40)."""
        if self._bids.take(seat.round_id, seat.bidder_code, at=at):
            return None
        numbers: dict[str, Number] = {"per_second": f"{self.limit.per_second:g}", "burst": self.limit.burst}
        return Refusal(HallReason.TOO_MANY_BIDS, "R-40", numbers)

    def place(
        self, wish: Wish, seat: Pass, *, received_at: datetime, timeout_s: float | None = None
    ) -> Answer | Refusal:
        """Hand a bid to the desk and wait for its answer."""
        bid = Bid(seat.round_id, seat.bidder_code, wish.amount, received_at, wish.bid_key)
        return self.desk.submit(bid).wait(timeout_s)


def this_hall() -> Hall:
    """Return the hall of the running application."""
    hall: Hall = current_app.extensions[EXTENSION]
    return hall
