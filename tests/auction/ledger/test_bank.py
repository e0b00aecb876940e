"""The bank test (TRUST 3.5): while money moves, every snapshot of the ledger sums to zero.

One thread takes deposits in, ends the round, returns them, and settles the balance; another reads
the whole ledger again and again.
"""

from __future__ import annotations

import threading
from typing import Self

from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.payments.received import RequestPurpose
from tests.support.money import bank_says, end_round, enrol_paid, reference_of, run_money_jobs, state_of
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

NAMES = ("Ann", "Ben", "Cai", "Dan")
# Between two looks, so that the reader leaves the writer some of the machine.
BREATH_S = 0.002


class Reader(threading.Thread):
    """Reads all balances until it is told to stop, and keeps what it saw."""

    def __init__(self, world: World) -> None:
        super().__init__(daemon=True)
        self._world = world
        self._over = threading.Event()
        self.seen: list[tuple[int, dict[str, int]]] = []

    def run(self) -> None:
        while not self._over.wait(BREATH_S):
            with self._world.database.reading() as tx:
                total = ledger.total(tx, "CNY").minor
                balances = ledger.balances(tx, currency="CNY")
            self.seen.append((total, {name: held.minor for name, held in balances.items()}))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join(10)


def test_money_is_never_on_its_way(world: World) -> None:
    with world.database.transaction() as tx:
        round_id = make_round(tx)
    world.clock.set(OPENS_AT)  # type: ignore[attr-defined]  # set by hand

    with Reader(world) as reader:
        bidders = enrol_paid(world, round_id, NAMES)
        world.clock.set(CLOSES_AT)  # type: ignore[attr-defined]  # set by hand
        end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
        run_money_jobs(world)
        reference = reference_of(world, RequestPurpose.BALANCE, round_id)
        bank_says(world, reference, cny(744_000 - 71_400), bidders[0].name)
        for _ in range(3):
            world.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
            run_money_jobs(world)

    assert state_of(world, round_id) == "SETTLED"
    assert {total for total, _ in reader.seen} == {0}
    assert {sum(balances.values()) for _, balances in reader.seen} == {0}
    assert len({tuple(balances.items()) for _, balances in reader.seen}) > 2, "the reader saw it happen"
