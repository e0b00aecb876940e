"""What the clock runs here: messages become payments, what nobody placed goes back, payouts leave."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from auction.kernel.jobs import at_once_or_one_by_one, one_by_one
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import service, store
from auction.payments.disputes import service as disputes
from auction.payments.each_gateway import gateways_of
from auction.payments.fact import Fact, Moved, MovedState
from auction.payments.gateway import Gateway, GatewayRefused, GatewayUnavailable
from auction.payments.held import service as held
from auction.payments.held import store as held_store
from auction.payments.outbox import course, route
from auction.payments.outbox import service as outbox
from auction.payments.outbox.course import Step
from auction.payments.payout import Payout, retry_after
from auction.payments.store import WaitingMessage
from auction.people.vault import vault_of

# Messages of one tick: each is a few small rows in one transaction.
MESSAGES_MAX = 200
# Payouts of one tick: each is one call outside, so a tick must not take many.
PAYOUTS_MAX = 50
# A gateway that fails this often in a row is down; the rest of the tick waits for its retry.
FAILURES_MAX = 3
# Payments of one tick that nobody placed in time.
HELD_MAX = 50
# Lost disputes of one tick.
LOSSES_MAX = 50

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadMessage:
    """A message of the inbox with the facts behind it."""

    waiting: WaitingMessage
    facts: tuple[Fact, ...]
    asked_at: datetime


def take_in(world: World) -> int:
    """Read the inbox; return how many messages were read."""
    return take_in_through(world, gateways_of(world))


def take_in_through(world: World, gateways: Mapping[str, Gateway]) -> int:
    """Ask these gateways outside any transaction what is true, then take in what they say."""
    failed = Counter[str]()
    done = _take_in(world, gateways, failed)
    # All that was looked at may be of a gateway that is down: what others tell does not wait for it.
    return done + (_take_in(world, gateways, failed) if _down(failed) else 0)


def _take_in(world: World, gateways: Mapping[str, Gateway], failed: Counter[str]) -> int:
    with world.database.reading() as tx:
        at = world.clock.now()
        waiting = store.waiting_messages(tx, MESSAGES_MAX, at=at, without=_down(failed))
    read = {each.waiting.event_id: each for each in _read_all(world, waiting, gateways, failed)}
    done = at_once_or_one_by_one(
        lambda: _apply(world, list(read.values())),
        waiting=lambda: list(read),
        act=lambda event_id: _apply(world, [read[event_id]]),
    )
    if done < len(read):
        _postpone(world, [each.waiting for each in read.values()])
    return done


def send_back_held(world: World) -> int:
    """Send back what nobody placed in time; return how many payments."""
    at = world.clock.now()
    with world.database.reading() as tx:
        past = held_store.past(tx, at=at, limit=HELD_MAX)

    def send_back(payment_id: str) -> int:
        with world.database.transaction() as tx:
            return held.send_back(tx, payment_id=payment_id, at=at)

    return one_by_one(past, send_back)


def bear_losses(world: World) -> int:
    """Let somebody bear what was lost in disputes, once it shows who; return how many disputes."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        return disputes.bear_losses(tx, limit=LOSSES_MAX, at=at)


def pay_out(world: World) -> int:
    """Carry out due payouts outside any transaction; return how many left."""
    return pay_out_through(world, gateways_of(world))


def pay_out_through(world: World, gateways: Mapping[str, Gateway]) -> int:
    """Carry out due payouts through these gateways: the transfer id is the key, so never twice."""
    left, failed = list[str](), Counter[str]()
    _pay_out(world, gateways, failed, left=left)
    if _down(failed):
        # All that was looked at may wait for a gateway that is down: what leaves by others does not.
        _pay_out(world, gateways, failed, left=left)
    return len(left)


def _pay_out(world: World, gateways: Mapping[str, Gateway], failed: Counter[str], *, left: list[str]) -> None:
    vault, at = vault_of(world.settings), world.clock.now()
    with world.database.reading() as tx:
        due = outbox.due(tx, vault=vault, at=at, limit=PAYOUTS_MAX, without=_down(failed))
    for payout in due:
        if failed[payout.gateway] == FAILURES_MAX:
            continue
        # Whatever goes wrong with one payout, those behind it do not wait for it.
        answered = one_by_one([payout.transfer_id], partial(_send, world, gateways, payout, left=left))
        failed[payout.gateway] = 0 if answered else failed[payout.gateway] + 1


def _down(failed: Counter[str]) -> list[str]:
    return [name for name, times in failed.items() if times == FAILURES_MAX]


def _read_all(
    world: World,
    waiting: Sequence[WaitingMessage],
    gateways: Mapping[str, Gateway],
    failed: Counter[str],
) -> list[ReadMessage]:
    read: list[ReadMessage] = []
    for each in waiting:
        if failed[each.gateway] == FAILURES_MAX:
            continue
        # Whatever goes wrong with one message, those behind it do not wait for it.
        if one_by_one([each.event_id], partial(_read, world, gateways, each, read=read)):
            failed[each.gateway] = 0
            continue
        failed[each.gateway] += 1
        _postpone(world, [each])
    return read


def _postpone(world: World, messages: Sequence[WaitingMessage]) -> None:
    """Try those of the messages that are still unread again later, and ever less often."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        unread = store.lock_unread(tx, {each.event_id for each in messages})
        for each in (each for each in messages if each.event_id in unread):
            store.postpone(tx, each.event_id, next_attempt_at=at + retry_after(each.attempts + 1))


def _read(
    world: World, gateways: Mapping[str, Gateway], each: WaitingMessage, _id: str, *, read: list[ReadMessage]
) -> int:
    """Add a message with the facts behind it to those that are read; none while they cannot be known."""
    gateway = gateways.get(each.gateway)
    body, asked_at = vault_of(world.settings).unseal(each.sealed_body), world.clock.now()
    try:
        facts = () if gateway is None else gateway.read(body)
    except GatewayUnavailable:
        _log.warning("%s does not answer; %s waits", each.gateway, each.event_id)
        return 0
    read += [ReadMessage(each, facts, asked_at)] if facts else []
    return int(bool(facts))


def _apply(world: World, messages: Sequence[ReadMessage]) -> int:
    at, vault = world.clock.now(), vault_of(world.settings)
    with world.database.transaction() as tx:
        return sum(
            service.apply_message(
                tx,
                vault=vault,
                event_id=each.waiting.event_id,
                facts=each.facts,
                received_at=each.waiting.received_at,
                at=at,
                asked_at=each.asked_at,
            )
            for each in messages
        )


def _send(
    world: World, gateways: Mapping[str, Gateway], payout: Payout, transfer_id: str, *, left: list[str]
) -> int:
    """Try a payout once and add it to those that left; no only when its gateway did not answer."""
    names = [name for name in route.candidates(payout) if name in gateways]
    way = route.choose(payout, {name: gateways[name].takes(payout) for name in names})
    at = world.clock.now()
    if isinstance(way, Refusal):
        with world.database.transaction() as tx:
            outbox.hold(tx, payout, refusal=way, at=at)
        return 1
    with world.database.transaction() as tx:
        is_ours = outbox.claim(tx, payout, gateway=way, at=at)
    moved = _carry_out(world, gateways[way], payout) if is_ours else None
    if moved is None:
        return int(not is_ours)
    with world.database.transaction() as tx:
        outbox.record(tx, gateway=way, moved=moved, at=world.clock.now(), asked_at=at)
    left += [transfer_id] if moved.state is MovedState.SENT else []
    return 1


def _carry_out(world: World, gateway: Gateway, payout: Payout) -> Moved | None:
    """Ask what became of a payout and, only if nothing did, pay it out; nothing while it is not known."""
    step = course.next_step(payout)
    try:
        found = None if step is Step.PAY else gateway.find(payout)
        if step is Step.FIND:
            return found or course.not_found(payout)
        if found is not None:
            return found
        return gateway.pay_out(payout, at=world.clock.now())
    except GatewayUnavailable:
        _log.warning("%s does not answer; %s is not known", gateway.name, payout.transfer_id)
        return None
    except GatewayRefused as no:
        return Moved(payout.key, MovedState.REFUSED, payout.amount, reason=no.reason)


JOBS: tuple[Callable[[World], int], ...] = (take_in, send_back_held, bear_losses, pay_out)
