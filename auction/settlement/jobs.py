"""What the clock runs here: deposits leave, balances are asked and taken, rounds are settled."""

from __future__ import annotations

from collections.abc import Callable

from auction.kernel.ids import new_code
from auction.kernel.jobs import at_once_or_one_by_one
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World
from auction.payments import store as payments_store
from auction.payments.received import RequestPurpose, format_reference
from auction.people.vault import vault_of
from auction.settlement import service

# Ten thousand rounds of four deposits that end in one second are queued in half a minute of ticks.
BATCHES_MAX = 3


def settle_closed_rounds(world: World) -> int:
    """Send deposits of closed rounds back or to the case account; return how many.

    In several short transactions: whoever bids elsewhere gets the database between two of them.
    """
    at, count = world.clock.now(), 0
    for _ in range(BATCHES_MAX):
        with world.database.transaction() as tx:
            moved = service.settle_closed_rounds(tx, limit=DUE_ROWS_MAX, at=at)
        count += moved
        if moved < DUE_ROWS_MAX:
            break
    return count


def ask_balances(world: World) -> int:
    """Ask new buyers for their balance; return how many."""
    at = world.clock.now()
    # Made only when one is needed: a thousand codes a second would keep the hall waiting.
    references = (format_reference(new_code(), new_code()) for _ in range(DUE_ROWS_MAX))
    with world.database.transaction() as tx:
        return service.ask_balances(tx, references=references, limit=DUE_ROWS_MAX, at=at)


def settle_balances(world: World) -> int:
    """Take the balances that came in to the case accounts, or send them back; return how many."""
    at, vault = world.clock.now(), vault_of(world.settings)

    def settle(payment_id: str = "") -> int:
        with world.database.transaction() as tx:
            return service.settle_balances(tx, vault=vault, limit=DUE_ROWS_MAX, at=at, payment_id=payment_id)

    def waiting() -> list[str]:
        with world.database.reading() as tx:
            return payments_store.waiting_ids(tx, RequestPurpose.BALANCE, DUE_ROWS_MAX)

    return at_once_or_one_by_one(settle, waiting=waiting, act=settle)


def mark_overdue(world: World) -> int:
    """Mark rounds whose balance did not come in time; return how many."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        return service.mark_overdue(tx, limit=DUE_ROWS_MAX, at=at)


def settle_paid_rounds(world: World) -> int:
    """Mark rounds as settled when everything has left; return how many."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        return service.settle_paid_rounds(tx, limit=DUE_ROWS_MAX, at=at)


JOBS: tuple[Callable[[World], int], ...] = (
    settle_closed_rounds,
    ask_balances,
    settle_balances,
    mark_overdue,
    settle_paid_rounds,
)
