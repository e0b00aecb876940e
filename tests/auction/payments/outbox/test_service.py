"""Whatever a gateway does, a payout leaves once, is never repeated blindly, and the ledger knows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import jobs
from auction.payments.fact import Moved, MovedState
from auction.payments.gateway import GatewayRefused, GatewayUnavailable
from auction.payments.intake import Result
from auction.payments.outbox import service, store
from auction.payments.payout import HELD_AFTER, Payout, PayoutState
from auction.payments.words import Reason
from auction.people.vault import vault_of
from tests.support import money
from tests.support.gateways import AMOUNT, ToldGateway, arrive, owe

SILENT = GatewayUnavailable("no answer")


def kept(world: World, transfer_id: str) -> Payout:
    with world.database.transaction() as tx:
        payout = store.lock(tx, transfer_id)
    assert payout is not None
    return payout


def tick(world: World, *gateways: ToldGateway) -> int:
    return jobs.pay_out_through(world, {gateway.name: gateway for gateway in gateways})


def hear(
    world: World, key: str, state: MovedState, *, gateway: str = "told", amount: Money = AMOUNT
) -> Result:
    moved = Moved(key, state, amount, receipt="r" if state is MovedState.SENT else "", reason="no")
    with world.database.transaction() as tx:
        return service.record(tx, gateway=gateway, moved=moved, at=world.clock.now())


def entries(world: World) -> list[str]:
    with world.database.reading() as tx:
        return list(
            tx.scalars(select(Entry.kind).where(Entry.kind.like("payout.%")).order_by(Entry.position))
        )


def test_what_left_has_left_the_ledger_and_stands_in_the_record(world: World):
    key, gateway = owe(world, 1), ToldGateway()

    assert [tick(world, gateway), tick(world, gateway)] == [1, 0]

    assert gateway.calls == [("pay_out", key)]
    assert kept(world, key).state is PayoutState.SENT
    assert money.held(world, "payable:e1") == money.held(world, "gateway:told") == 0
    assert entries(world) == ["payout.posted"]


@pytest.mark.parametrize("hours", [0, 30])
def test_what_is_not_known_is_asked_before_anything_is_tried_again(sqlite_world: World, hours: int):
    world, gateway = sqlite_world, ToldGateway(answers=[SILENT, MovedState.SENT], acts=True)
    key = owe(world, 1)

    tick(world, gateway)
    assert kept(world, key).state is PayoutState.UNKNOWN
    world.clock.advance(hours=hours, seconds=10)

    # Also after a day, when the gateway has forgotten the key: nothing is paid without asking first.
    assert tick(world, gateway) == 1
    assert gateway.calls == [("pay_out", key), ("find", key)]
    assert money.held(world, "payable:e1") == 0


def test_what_the_gateway_never_had_is_paid_under_the_same_key(sqlite_world: World):
    world, gateway = sqlite_world, ToldGateway(answers=[SILENT, MovedState.SENT])
    key = owe(world, 1)

    tick(world, gateway)
    world.clock.advance(seconds=10)
    tick(world, gateway)

    assert gateway.calls == [("pay_out", key), ("find", key), ("pay_out", key)]
    assert kept(world, key).state is PayoutState.SENT


def test_what_is_under_way_is_asked_for_and_never_paid_again(sqlite_world: World):
    world, gateway = sqlite_world, ToldGateway(answers=[MovedState.UNDER_WAY])
    key = owe(world, 1)

    tick(world, gateway)
    gateway.moved.clear()
    world.clock.advance(hours=1)
    tick(world, gateway)

    assert gateway.calls == [("pay_out", key), ("find", key)]
    assert kept(world, key).state is PayoutState.UNDER_WAY
    assert money.held(world, "payable:e1") == AMOUNT.minor

    assert hear(world, key, MovedState.SENT) is Result.MOVED
    assert money.held(world, "payable:e1") == 0


def test_what_is_refused_stays_owed_with_its_reason(sqlite_world: World):
    world, gateway = sqlite_world, ToldGateway(answers=[GatewayRefused("charge_too_old")])
    key = owe(world, 1)

    assert [tick(world, gateway), tick(world, gateway)] == [0, 0]

    assert gateway.calls == [("pay_out", key)]
    assert kept(world, key).state is PayoutState.REFUSED
    assert money.held(world, "payable:e1") == AMOUNT.minor
    assert entries(world) == ["payout.refused"]


def test_what_came_back_is_owed_again_and_may_leave_again(world: World):
    key = owe(world, 1)
    tick(world, ToldGateway())

    news = [MovedState.REFUSED, MovedState.REFUSED, MovedState.SENT, MovedState.SENT, MovedState.REFUSED]
    heard = [(hear(world, key, state), money.held(world, "payable:e1")) for state in news]

    assert heard == [
        (Result.MOVED, AMOUNT.minor),
        (Result.NOTHING_NEW, AMOUNT.minor),
        (Result.MOVED, 0),
        (Result.NOTHING_NEW, 0),
        (Result.MOVED, AMOUNT.minor),
    ]


def test_what_somebody_heard_before_another_was_told_of_a_refusal_changes_nothing(world: World):
    key, asked_at = owe(world, 1), world.clock.now()
    tick(world, ToldGateway())
    sent = Moved(key, MovedState.SENT, AMOUNT, receipt="r")
    world.clock.advance(seconds=5)
    hear(world, key, MovedState.REFUSED)

    # One clock had asked, lost its lease and stood still; meanwhile another heard that the money came back.
    results = []
    for told_at in (asked_at, world.clock.now()):
        with world.database.transaction() as tx:
            told = {"gateway": "told", "moved": sent, "asked_at": told_at}
            results.append(service.record(tx, **told, at=world.clock.now()))

    assert results == [Result.NOTHING_NEW, Result.MOVED]


@pytest.mark.parametrize(
    ("key", "gateway", "amount", "result"),
    [
        ("deposit-out:e1", "other", AMOUNT, Result.NOT_OURS),
        ("deposit-out:e2", "told", AMOUNT, Result.NOT_OURS),
        ("deposit-out:e1", "told", Money(1, "CNY"), Result.OTHER_AMOUNT),
    ],
)
def test_what_is_not_about_our_payout_changes_nothing(sqlite_world: World, key, gateway, amount, result):
    owe(sqlite_world, 1)

    assert hear(sqlite_world, key, MovedState.SENT, gateway=gateway, amount=amount) is result
    assert money.held(sqlite_world, "payable:e1") == AMOUNT.minor


def test_what_no_gateway_takes_waits_with_its_reason(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    closed = ToldGateway(refusal=Refusal(Reason.NO_GATEWAY, ""))

    assert [tick(world, closed), tick(world, closed)] == [0, 0]
    assert (kept(world, key).state, closed.calls) == (PayoutState.PENDING, [])
    world.clock.advance(seconds=HELD_AFTER.total_seconds())
    assert tick(world, ToldGateway()) == 1


def test_what_was_tried_waits_like_any_other_while_its_gateway_is_turned_off(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    tick(world, ToldGateway(answers=[SILENT]))
    world.clock.advance(seconds=10)

    assert tick(world) == 0

    with world.database.reading() as tx:
        assert store.due(tx, at=world.clock.now(), limit=5) == []
        assert tx.scalars(select(store.tables.Payout.reason)).one() == Reason.NO_GATEWAY
    assert kept(world, key).state is PayoutState.UNKNOWN


def test_a_payout_is_claimed_by_one(world: World):
    payout = kept(world, owe(world, 1))

    claims = []
    for _ in range(2):
        with world.database.transaction() as tx:
            claims.append(service.claim(tx, payout, gateway="told", at=world.clock.now()))

    assert claims == [True, False]


def test_how_a_payment_can_be_sent_back_is_opened_for_its_gateway_alone(sqlite_world: World):
    world = sqlite_world
    payment_id = arrive(world, 1)

    with world.database.reading() as tx:
        (payout,) = service.due(tx, vault=vault_of(world.settings), at=world.clock.now(), limit=5)
        ((_, sealed),) = store.due(tx, at=world.clock.now(), limit=5)

    assert (payout.payment_id, payout.origin, payout.gateway) == (payment_id, "acc-1", "told")
    assert sealed is not None
    assert b"acc-1" not in sealed


def test_a_gateway_that_is_down_holds_up_no_other(sqlite_world: World):
    world = sqlite_world
    for number in range(5):
        owe(world, number, gateway="down")
    for number in range(5, 8):
        owe(world, number)
    down = ToldGateway("down", answers=[SILENT])

    assert tick(world, down, ToldGateway()) == 3
    assert len(down.calls) == jobs.FAILURES_MAX


def test_a_queue_full_of_what_waits_for_a_gateway_that_is_down_holds_up_no_other(sqlite_world, monkeypatch):
    monkeypatch.setattr(jobs, "PAYOUTS_MAX", 5)
    for number in range(12):
        owe(sqlite_world, number, gateway="down")
    sqlite_world.clock.advance(seconds=1)
    last = owe(sqlite_world, 12)

    assert tick(sqlite_world, ToldGateway("down", answers=[SILENT]), ToldGateway()) == 1
    assert kept(sqlite_world, last).state is PayoutState.SENT


@pytest.mark.parametrize("answer", [GatewayRefused("charge_too_old"), MovedState.UNDER_WAY])
def test_an_answer_is_no_failure_whatever_it_says(sqlite_world: World, answer):
    world = sqlite_world
    for number in range(jobs.FAILURES_MAX + 2):
        owe(world, number)
    gateway = ToldGateway(answers=[answer])

    assert tick(world, gateway) == 0
    assert len(gateway.calls) == jobs.FAILURES_MAX + 2


def test_what_no_gateway_takes_holds_up_no_other(sqlite_world: World):
    world = sqlite_world
    for number in range(jobs.FAILURES_MAX + 2):
        owe(world, number, gateway="off")
    last = owe(world, 9)

    assert tick(world, ToldGateway()) == 1
    assert kept(world, last).state is PayoutState.SENT


def test_money_is_sent_when_the_gateway_says_it_was(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    sent_at = world.clock.now() + timedelta(minutes=5)
    world.clock.advance(hours=30)
    moved = Moved(key, MovedState.SENT, AMOUNT, receipt="r", at=sent_at)

    with world.database.transaction() as tx:
        service.record(tx, gateway="told", moved=moved, at=world.clock.now())

    with world.database.reading() as tx:
        assert tx.scalars(select(store.tables.Payout.sent_at)).one() == sent_at
