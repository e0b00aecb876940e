"""What the clock runs here: deposits that came in are confirmed, enrolments never paid for lapse."""

from __future__ import annotations

from collections.abc import Callable

from auction.enrolment import service, store
from auction.enrolment.deposit import NotYet
from auction.kernel.ids import new_code
from auction.kernel.jobs import one_by_one
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World
from auction.payments import store as payments_store
from auction.payments.received import RequestPurpose
from auction.people.vault import vault_of

# Among twelve million codes the first is nearly always free; the eighth is beyond doubt.
CODES_TRIED_MAX = 8


def confirm_deposits(world: World) -> int:
    """Confirm or return each deposit that came in, one transaction each; return how many."""
    at = world.clock.now()
    vault = vault_of(world.settings)
    with world.database.reading() as tx:
        waiting = payments_store.waiting_ids(tx, RequestPurpose.DEPOSIT, DUE_ROWS_MAX)

    def judge(payment_id: str) -> int:
        codes = [new_code() for _ in range(CODES_TRIED_MAX)]
        with world.database.transaction() as tx:
            verdict = service.confirm_deposit(tx, vault=vault, payment_id=payment_id, codes=codes, at=at)
        return verdict is not None and not isinstance(verdict, NotYet)

    return one_by_one(waiting, judge)


def lapse_enrolments(world: World) -> int:
    """Let enrolments lapse whose round is over and whose deposit never came."""
    with world.database.reading() as tx:
        due = store.ended_under_way(tx, limit=DUE_ROWS_MAX)
    if not due:
        return 0
    with world.database.transaction() as tx:
        return service.lapse_due(tx, enrolment_ids=due)


JOBS: tuple[Callable[[World], int], ...] = (confirm_deposits, lapse_enrolments)
