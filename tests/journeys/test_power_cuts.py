"""The clock dies at every statement of a sale's end, and the sale ends once all the same (TRUST 4, row 2).

Each tick gets one statement further than the one before; the database throws away what was not
committed, and the next tick finds what is left to do in the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from auction.audit.tables import Entry
from auction.enrolment.tables import Enrolment
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.ledger.tables import Transfer
from auction.payments.received import RequestPurpose
from auction.payments.tables import Payout
from bidding import engine, service
from tests.support.money import bank_says, enrol_paid, reference_of, run_money_jobs, state_of
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_round
from wsgi import JOBS

NAMES = ("Ann", "Ben", "Cai")
CUTS_MAX = 400


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches SIGKILL."""


@contextmanager
def power_for(world: World, statements: int) -> Iterator[list[int]]:
    """Let so many statements through, then nothing more; tell how many there were."""
    used = [0]

    def count(*_: Any) -> None:
        if used[0] == statements:
            raise PowerCut
        used[0] += 1

    event.listen(world.database.engine, "before_cursor_execute", count)
    try:
        yield used
    finally:
        event.remove(world.database.engine, "before_cursor_execute", count)


def end_in_the_dark(world: World) -> int:
    """Run the clock until a tick has nothing left to do, cutting the power each time a little later."""
    for cut in range(CUTS_MAX):
        try:
            with power_for(world, cut) as used:
                acts = sum(job(world) for job in JOBS)
        except PowerCut:
            # What was called before the cut is asked for again half an hour later at most.
            world.clock.advance(minutes=31)  # type: ignore[attr-defined]  # set by hand
            continue
        if not acts:
            return used[0]
    raise AssertionError("the sale never came to its end")


def test_a_sale_ends_once_however_often_the_clock_dies(world: World) -> None:
    with world.database.transaction() as tx:
        round_id = make_round(tx)
    world.clock.set(OPENS_AT)  # type: ignore[attr-defined]  # set by hand
    bidders = enrol_paid(world, round_id, NAMES)
    bid = make_bid(bidders[0].code, 744_000, OPENS_AT, round_id=round_id)
    with world.database.transaction() as tx:
        assert service.place_bids(tx, bids=[bid], at=OPENS_AT)[0].accepted

    world.clock.set(CLOSES_AT + engine.GRACE)  # type: ignore[attr-defined]  # set by hand
    assert end_in_the_dark(world) > 10
    reference = reference_of(world, RequestPurpose.BALANCE, round_id)
    bank_says(world, reference, cny(744_000 - 71_400), bidders[0].name)
    end_in_the_dark(world)
    run_money_jobs(world)

    assert state_of(world, round_id) == "SETTLED"
    with world.database.reading() as tx:
        kinds = Counter(tx.scalars(select(Entry.kind).where(Entry.round_id == round_id)))
        purposes = Counter(tx.scalars(select(Transfer.purpose)))
        deposits = Counter(tx.scalars(select(Enrolment.deposit_state)))
        payouts = Counter(tx.scalars(select(Payout.state)))
        assert ledger.total(tx, "CNY").minor == 0
    assert [kinds[kind] for kind in ("lot.closing", "lot.closed", "refund.posted")] == [1, 1, 2]
    assert kinds["settlement.posted"] == 2
    assert purposes == {
        "DEPOSIT_PAID": 3,
        "DEPOSIT_RETURNED": 2,
        "DEPOSIT_APPLIED": 1,
        "BALANCE_PAID": 1,
        "BALANCE_APPLIED": 1,
        "REFUND_SENT": 2,
        "CASE_CREDIT_SENT": 2,
    }
    assert deposits == {"RETURNED": 2, "APPLIED": 1}
    assert payouts == {"SENT": 4}
