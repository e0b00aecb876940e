"""Builds evenings: a published lot, bids on it at given seconds before its end, and the hammer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from bidding import service as bidding
from tests.support.listings import AT, MadeLot, make_published_lot
from tests.support.rounds import make_bid

CODES = ("BCD23", "FGH45", "JKM67")
START_YUAN, STEP_YUAN = 714_000, 10_000
OPENS_AT = AT + timedelta(days=31)
CLOSES_AT = OPENS_AT + timedelta(days=1)


def make_evening(
    world: World, *, before_end: Sequence[int] = (), tx: Session | None = None, **lot: object
) -> MadeLot:
    """Publish a lot and let the codes bid in turn, so many seconds before the published end."""
    if tx is None:
        with world.database.transaction() as own:
            return make_evening(world, before_end=before_end, tx=own, **lot)
    made = make_published_lot(tx, **lot)  # type: ignore[arg-type]  # a builder takes any field
    for code in CODES:
        rounds.admit(tx, round_id=made.round_id, bidder_code=code, rank=None, at=OPENS_AT)
    if before_end:
        rounds.open_due(tx, at=OPENS_AT)
    for place, seconds in enumerate(before_end):
        at = CLOSES_AT - timedelta(seconds=seconds)
        code, yuan = CODES[place % len(CODES)], START_YUAN + place * STEP_YUAN
        (answer,) = bidding.place_bids(tx, bids=[make_bid(code, yuan, at, round_id=made.round_id)], at=at)
        assert answer.accepted, answer
    return made


def let_end(world: World, *made: MadeLot) -> None:
    """Let rounds open and end, half a minute after their extended ends."""
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
        boards = rounds_store.lock_boards(tx, [each.round_id for each in made])
        ends = [board.closes_at for board in boards.values()]
        bidding.close_due(tx, at=max(ends) + timedelta(seconds=30))


def yuan(amount: int) -> Money:
    """Return so many whole yuan."""
    return Money(amount * 100, "CNY")
