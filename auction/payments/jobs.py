"""What the clock runs here: messages become payments, and payouts leave through the gateway."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from auction.kernel.jobs import at_once_or_one_by_one, one_by_one
from auction.kernel.world import World
from auction.payments import service, store
from auction.payments.gateway import Gateway, GatewayUnavailable
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.payout import Payout
from auction.people.vault import vault_of

# Messages of one tick: each is a few small rows in one transaction.
MESSAGES_MAX = 200
# Payouts of one tick: each is one call outside, so a tick must not take many.
PAYOUTS_MAX = 50
# A gateway that fails this often in a row is down; the rest of the tick waits for its retry.
FAILURES_MAX = 3


def take_in(world: World) -> int:
    """Read the inbox; return how many messages were read."""
    at, vault = world.clock.now(), vault_of(world.settings)

    def read(event_id: str = "") -> int:
        with world.database.transaction() as tx:
            return service.take_in(tx, vault=vault, limit=MESSAGES_MAX, at=at, event_id=event_id)

    def waiting() -> list[str]:
        with world.database.reading() as tx:
            return store.waiting_event_ids(tx, MESSAGES_MAX)

    return at_once_or_one_by_one(read, waiting=waiting, act=read)


def pay_out(world: World) -> int:
    """Carry out due payouts outside any transaction; return how many left."""
    gateway = paper_gateway_of(world.database, world.settings)
    return 0 if gateway is None else pay_out_through(world, gateway)


def pay_out_through(world: World, gateway: Gateway) -> int:
    """Carry out due payouts through a gateway: the transfer id is the key, so never twice."""
    at = world.clock.now()
    with world.database.reading() as tx:
        due = store.payouts_to_send(tx, at=at, limit=PAYOUTS_MAX)
    left = failed = 0
    for payout in due:
        if failed == FAILURES_MAX:
            break
        sent = _send(world, gateway, payout, at)
        left, failed = left + sent, 0 if sent else failed + 1
    return left


def _send(world: World, gateway: Gateway, payout: Payout, at: datetime) -> bool:
    # Whatever goes wrong with one payout, those behind it do not wait for it.
    if one_by_one([payout.transfer_id], lambda _: _try(world, gateway, payout, at)):
        return True
    with world.database.transaction() as tx:
        service.postpone(tx, payout, at=at)
    return False


def _try(world: World, gateway: Gateway, payout: Payout, at: datetime) -> int:
    try:
        moved = gateway.pay_out(payout, at=at)
    except GatewayUnavailable:
        return 0
    with world.database.transaction() as tx:
        service.record_receipt(tx, payout, moved=moved, at=at)
    return 1


JOBS: tuple[Callable[[World], int], ...] = (take_in, pay_out)
