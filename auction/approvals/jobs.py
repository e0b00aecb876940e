"""What the clock runs here: proposals lapse that nobody decided on within their day."""

from __future__ import annotations

from collections.abc import Callable

from auction.approvals import service, store
from auction.kernel.jobs import one_by_one
from auction.kernel.world import World


def expire_proposals(world: World) -> int:
    """Let open proposals lapse whose time is over, one transaction each; return how many."""
    at = world.clock.now()
    with world.database.reading() as tx:
        due = dict(store.due(tx, at))

    def expire(proposal_id: str) -> int:
        with world.database.transaction() as tx:
            return service.expire(tx, proposal_id=proposal_id, court_id=due[proposal_id], at=at)

    return one_by_one(due, expire)


JOBS: tuple[Callable[[World], int], ...] = (expire_proposals,)
