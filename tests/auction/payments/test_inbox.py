"""A message waits while its gateway does not answer, ever longer, and holds up no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from auction.kernel.world import World
from auction.payments import jobs, service, store
from auction.payments.fact import FeeCharged, MovedState, Nothing, PaidToBank, PaymentArrived
from auction.payments.tables import WebhookEvent
from auction.people.vault import vault_of
from tests.support import money
from tests.support.gateways import AMOUNT, ToldGateway

FEE, TO_BANK = FeeCharged("told", "txn_1", AMOUNT), PaidToBank("told", "po_1", AMOUNT, MovedState.SENT)
CAME = PaymentArrived("told", "p1", "NO-ONE", AMOUNT, "Ann", fee=AMOUNT)


def keep(world: World, body: str, *, gateway: str = "told") -> None:
    with world.database.transaction() as tx:
        service.keep_message(
            tx,
            vault=vault_of(world.settings),
            gateway=gateway,
            event_id=body,
            body=body.encode(),
            at=world.clock.now(),
        )


def results(world: World) -> dict[str, str]:
    with world.database.reading() as tx:
        rows = tx.execute(select(WebhookEvent.event_id, WebhookEvent.result))
        return {event_id.partition(":")[2]: result for event_id, result in rows}


def waits(world: World) -> bool:
    with world.database.reading() as tx:
        return store.inbox_waits(tx)


def test_what_cannot_be_read_now_is_asked_for_later_and_less_and_less_often(world: World):
    silent = ToldGateway()
    keep(world, "m1")

    asked = []
    for _ in range(20):
        jobs.take_in_through(world, {"told": silent})
        asked.append(len(silent.calls))
        world.clock.advance(seconds=2)

    assert asked[0] == asked[2] == 1
    assert asked[-1] == 4
    assert results(world) == {"m1": ""}

    world.clock.advance(minutes=31)
    assert jobs.take_in_through(world, {"told": ToldGateway(facts={"m1": (FEE,)})}) == 1
    assert results(world) == {"m1": "charged"}


def test_a_silent_gateway_holds_up_no_other(sqlite_world: World):
    world, silent = sqlite_world, ToldGateway("silent")
    for number in range(9):
        keep(world, f"s{number}", gateway="silent")
    keep(world, "m1")
    gateways = {"silent": silent, "told": ToldGateway(facts={"m1": (TO_BANK,)})}

    assert jobs.take_in_through(world, gateways) == 1
    assert len(silent.calls) == jobs.FAILURES_MAX


def test_one_message_tells_all_facts_and_each_counts_once(world: World):
    facts = {"m1": (CAME, FEE, TO_BANK), "m2": (CAME, FEE, TO_BANK), "m3": (Nothing("livemode"),)}
    for body in facts:
        keep(world, body)

    jobs.take_in_through(world, {"told": ToldGateway(facts=facts)})

    assert results(world) == {"m1": "unknown_reference", "m2": "payment_repeated", "m3": "livemode"}
    assert money.held(world, "expense:platform") == -2 * AMOUNT.minor
    assert money.held(world, "transit:platform") == -AMOUNT.minor
    assert money.held(world, "payable:p1") == AMOUNT.minor


def test_a_fact_that_cannot_be_applied_holds_up_no_other_message(sqlite_world: World):
    world = sqlite_world
    # An id that fits in no transfer is somebody's mistake, and stops its own message alone.
    other = PaymentArrived("told", "p" * 49, "NO-ONE", AMOUNT, "Ann")
    for body in ("m1", "m2", "m3"):
        keep(world, body)
        world.clock.advance(seconds=1)
    facts = {"m1": (FEE,), "m2": (other,), "m3": (TO_BANK,)}

    gateway = ToldGateway(facts=facts)
    done = [jobs.take_in_through(world, {"told": gateway}) for _ in range(3)]

    assert results(world) == {"m1": "charged", "m2": "", "m3": "moved"}
    assert (done, len(gateway.calls)) == ([2, 0, 0], 3)


@pytest.mark.parametrize(("attempts", "is_awaited"), [(149, True), (150, False)])
def test_no_clock_waits_for_ever_for_a_message(sqlite_world: World, attempts, is_awaited):
    keep(sqlite_world, "m1")
    with sqlite_world.database.transaction() as tx:
        tx.execute(update(WebhookEvent).values(attempts=attempts))

    assert waits(sqlite_world) is is_awaited


def test_a_payment_is_dated_by_its_gateway_but_never_later_than_now(sqlite_world: World):
    at = sqlite_world.clock.now()
    early, late = at - timedelta(days=2), at + timedelta(days=2)
    facts = [
        PaymentArrived("told", "p1", "NO-ONE", AMOUNT, "Ann", received_at=early),
        PaymentArrived("told", "p2", "NO-ONE", AMOUNT, "Ann", received_at=late),
    ]

    with sqlite_world.database.transaction() as tx:
        service.apply(tx, vault=vault_of(sqlite_world.settings), facts=facts, received_at=at, at=at)

        assert [store.payment(tx, name).received_at for name in ("p1", "p2")] == [early, at]


def test_a_fee_that_is_told_otherwise_later_keeps_nothing_back(sqlite_world: World):
    more = FeeCharged("told", FEE.fee_id, AMOUNT + AMOUNT)
    at, vault = sqlite_world.clock.now(), vault_of(sqlite_world.settings)

    with sqlite_world.database.transaction() as tx:
        results = service.apply(tx, vault=vault, facts=[FEE, more, TO_BANK], received_at=at, at=at)

    # What it is more stands as a difference in the comparison of that day.
    assert results == ["charged", "nothing_new", "moved"]


def test_an_inbox_full_of_what_a_silent_gateway_told_holds_up_no_other(sqlite_world: World, monkeypatch):
    monkeypatch.setattr(jobs, "MESSAGES_MAX", 5)
    for number in range(12):
        keep(sqlite_world, f"s{number}", gateway="down")
    sqlite_world.clock.advance(seconds=1)
    keep(sqlite_world, "m1")

    down, told = ToldGateway("down"), ToldGateway(facts={"m1": (FEE,)})

    assert jobs.take_in_through(sqlite_world, {"down": down, "told": told}) == 1
    assert len(down.calls) == jobs.FAILURES_MAX
