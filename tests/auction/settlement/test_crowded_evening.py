"""However many rounds end in one second, their deposits are queued in short steps, and within a minute."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World
from auction.ledger.tables import Transfer
from auction.payments.tables import Payout
from auction.rounds.tables import Board
from auction.settlement import jobs
from tests.support import crowded
from tests.support.rounds import CLOSES_AT

TICKS_OF_A_MINUTE = 60
# What the claim is about: ten thousand rounds, each with a buyer and three losers.
WHOLE = 10_000 * len(crowded.NAMES)


def queue(world: World, evening: crowded.Evening) -> list[int]:
    """Tick until every deposit is on its way; return how many each tick took."""
    ticks = []
    while sum(ticks) < evening.deposits and len(ticks) < TICKS_OF_A_MINUTE:
        ticks.append(jobs.settle_closed_rounds(world))
        world.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
    return ticks


def check(world: World, evening: crowded.Evening) -> None:
    """See that every deposit went its one way, each loser's with a payout due a day after the hammer."""
    with world.database.reading() as tx:
        sums = tx.execute(
            select(Payout.kind, func.count(), func.max(Payout.due_at)).group_by(Payout.kind)
        ).all()
    assert {kind: count for kind, count, _ in sums} == {
        "CASE_ACCOUNT": evening.rounds,
        "REFUND": evening.deposits - evening.rounds,
    }
    assert {due_at for _, _, due_at in sums} == {CLOSES_AT + timedelta(hours=24)}
    assert jobs.settle_closed_rounds(world) == 0


def test_the_work_of_one_tick_is_bounded_and_a_minute_of_ticks_is_enough():
    per_tick = jobs.BATCHES_MAX * DUE_ROWS_MAX

    assert -(-WHOLE // per_tick) <= TICKS_OF_A_MINUTE / 2


def test_the_first_hammer_comes_first(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = sqlite_world
    evening = crowded.end_at_once(world, 6)
    monkeypatch.setattr(jobs, "DUE_ROWS_MAX", 4)
    monkeypatch.setattr(jobs, "BATCHES_MAX", 2)
    with world.database.transaction() as tx:
        round_ids = list(tx.scalars(select(Board.round_id).order_by(Board.round_id.desc())))
        for second, round_id in enumerate(round_ids):
            closed_at = CLOSES_AT - timedelta(seconds=60 - second)
            tx.execute(update(Board).where(Board.round_id == round_id).values(closed_at=closed_at))

    ticks = queue(world, evening)

    with world.database.reading() as tx:
        left = tx.scalars(
            select(Transfer.round_id)
            .where(Transfer.id.startswith("deposit-out:"))
            .group_by(Transfer.round_id)
            .order_by(func.min(Transfer.posted_at), func.min(Transfer.round_id).desc())
        ).all()
    assert ticks == [8, 8, 8]
    assert list(left) == round_ids


@pytest.mark.slow
def test_ten_thousand_rounds_that_end_in_one_second_are_queued_within_a_minute(sqlite_world: World) -> None:
    evening = crowded.end_at_once(sqlite_world, 10_000)

    ticks = queue(sqlite_world, evening)

    assert sum(ticks) == evening.deposits == WHOLE
    assert max(ticks) <= jobs.BATCHES_MAX * DUE_ROWS_MAX
    assert len(ticks) <= TICKS_OF_A_MINUTE / 2
    check(sqlite_world, evening)


def test_a_small_crowd_goes_whole_and_once(sqlite_world: World) -> None:
    evening = crowded.end_at_once(sqlite_world, 40)

    assert queue(sqlite_world, evening) == [160]
    check(sqlite_world, evening)
