"""A dispute's money is away from us at once, its refund waits, and a loss is borne once it shows by whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs
from auction.payments import service as payments
from auction.payments.fact import DisputeMoved, DisputeState, MovedState
from auction.payments.gateway import GatewayUnavailable
from auction.payments.intake import Result
from auction.payments.outbox import store as outbox
from auction.payments.payout import PayoutState
from auction.payments.tables import Payout
from auction.people.vault import vault_of
from tests.support import money
from tests.support.gateways import AMOUNT, ToldGateway, arrive

OPEN, WON, LOST = DisputeState
OWED, AWAY, BORNE = "payable:p1", "dispute:p1", "expense:platform"


def hear(
    world: World, state: DisputeState, payment_id: str = "p1", *, amount: Money = AMOUNT, name: str = "du_1"
) -> str:
    fact, at = DisputeMoved("told", name, payment_id, amount, state), world.clock.now()
    with world.database.transaction() as tx:
        (result,) = payments.apply(tx, vault=vault_of(world.settings), facts=[fact], received_at=at, at=at)
    return result


def payout(world: World) -> tuple[str, str]:
    with world.database.reading() as tx:
        row = tx.scalars(select(Payout)).one()
        return row.state, row.reason


def bear(world: World) -> int:
    return jobs.bear_losses(world)


def test_a_refund_waits_while_its_payment_is_disputed_and_goes_once_it_is_won(world: World):
    arrive(world, 1)
    gateways = {"told": ToldGateway()}

    assert [hear(world, OPEN), hear(world, OPEN)] == [Result.MOVED, Result.NOTHING_NEW]
    assert payout(world) == ("PENDING", "payment_in_dispute")
    assert jobs.pay_out_through(world, gateways) == 0
    assert money.held(world, AWAY) == -AMOUNT.minor

    assert [hear(world, WON), hear(world, OPEN), hear(world, LOST)] == ["moved", "nothing_new", "nothing_new"]
    assert jobs.pay_out_through(world, gateways) == 1
    assert money.held(world, AWAY) == money.held(world, OWED) == 0


def test_a_lost_dispute_takes_back_what_is_owed_and_nothing_is_sent(world: World):
    arrive(world, 1)

    hear(world, LOST)
    assert [bear(world), bear(world)] == [1, 0]

    assert payout(world) == ("REFUSED", "dispute_lost")
    assert [money.held(world, account) for account in (AWAY, OWED, BORNE)] == [0, 0, 0]


def test_what_had_gone_back_already_is_the_operators_loss(sqlite_world: World):
    world = sqlite_world
    arrive(world, 1)
    jobs.pay_out_through(world, {"told": ToldGateway()})

    hear(world, LOST)
    bear(world)

    assert payout(world)[0] == "SENT"
    assert [money.held(world, account) for account in (AWAY, OWED, BORNE)] == [0, 0, -AMOUNT.minor]


def test_a_loss_waits_while_a_refund_is_on_its_way(sqlite_world: World):
    world = sqlite_world
    arrive(world, 1)
    gateway = ToldGateway(answers=[MovedState.UNDER_WAY])
    jobs.pay_out_through(world, {"told": gateway})
    hear(world, LOST)

    assert bear(world) == 0
    assert money.held(world, AWAY) == -AMOUNT.minor

    gateway.moved = {
        key: replace(each, state=MovedState.SENT, receipt="r") for key, each in gateway.moved.items()
    }
    world.clock.advance(hours=1)
    assert [jobs.pay_out_through(world, {"told": gateway}), bear(world)] == [1, 1]
    assert money.held(world, BORNE) == -AMOUNT.minor


def test_a_dispute_over_somebody_elses_payment_is_not_ours(sqlite_world: World):
    assert hear(sqlite_world, OPEN, payment_id="p9") == Result.NOT_OURS
    assert bear(sqlite_world) == 0


def cny(minor: int) -> Money:
    return Money(minor, AMOUNT.currency)


def payouts(world: World) -> tuple[str, str, int]:
    with world.database.reading() as tx:
        row = tx.scalars(select(Payout)).one()
        return row.state, row.reason, row.amount_minor


def send_by_hand(world: World) -> None:
    """Let the refund leave another way, as two people decide it."""
    with world.database.transaction() as tx:
        key = tx.scalars(select(Payout.transfer_id)).one()
        outbox.open_again(tx, key, gateway="told", state=PayoutState.PENDING, at=world.clock.now())


@pytest.mark.parametrize(
    ("lost", "rest", "reason"),
    [
        (1, AMOUNT.minor - 1, "dispute_partly_lost"),
        (AMOUNT.minor - 1, 1, "dispute_partly_lost"),
        (AMOUNT.minor, AMOUNT.minor, "dispute_lost"),
    ],
)
def test_what_was_not_lost_is_what_may_still_go_back(world: World, lost: int, rest: int, reason: str):
    arrive(world, 1)
    hear(world, OPEN, amount=cny(lost))
    hear(world, LOST, amount=cny(lost))
    # Until somebody has borne the loss it is not known what is left, so nothing leaves.
    assert jobs.pay_out_through(world, {"told": ToldGateway()}) == 0
    assert [bear(world), bear(world)] == [1, 0]
    assert payouts(world) == ("REFUSED", reason, rest)
    assert money.held(world, OWED) == AMOUNT.minor - lost


def test_the_rest_leaves_once_and_nothing_is_owed_any_more(world: World):
    arrive(world, 1)
    hear(world, LOST, amount=cny(140_000))
    bear(world)
    send_by_hand(world)
    gateway = ToldGateway()

    assert [jobs.pay_out_through(world, {"told": gateway}) for _ in range(2)] == [1, 0]

    assert [each.amount.minor for each in gateway.moved.values()] == [AMOUNT.minor - 140_000]
    assert payouts(world) == ("SENT", "", AMOUNT.minor - 140_000)
    assert [money.held(world, account) for account in (AWAY, OWED, BORNE)] == [0, 0, 0]


def test_a_second_loss_takes_from_the_rest_until_nothing_is_left(sqlite_world: World):
    world, found = sqlite_world, []
    arrive(world, 1)
    for name, minor in (("du_1", 40), ("du_2", AMOUNT.minor - 41), ("du_3", 5)):
        hear(world, LOST, amount=cny(minor), name=name)
        bear(world)
        found.append(payouts(world)[1:])

    assert found == [
        ("dispute_partly_lost", AMOUNT.minor - 40),
        ("dispute_partly_lost", 1),
        ("dispute_lost", 1),
    ]
    assert [money.held(world, account) for account in (AWAY, OWED, BORNE)] == [0, 0, -4]


def test_a_refund_that_may_have_left_is_asked_for_and_not_sent_while_its_payment_is_disputed(
    world: World,
):
    arrive(world, 1)
    gateway = ToldGateway(answers=[GatewayUnavailable("timeout")])
    jobs.pay_out_through(world, {"told": gateway})
    hear(world, LOST, amount=cny(40))
    assert (payout(world)[0], bear(world)) == ("UNKNOWN", 0)

    world.clock.advance(hours=1)
    jobs.pay_out_through(world, {"told": gateway})

    # It never had it: so it is known again what is left.
    assert [name for name, _ in gateway.calls] == ["pay_out", "find"]
    assert payout(world) == ("PENDING", "payment_in_dispute")
    assert bear(world) == 1
    assert payouts(world) == ("REFUSED", "dispute_partly_lost", AMOUNT.minor - 40)


def test_what_had_left_though_nobody_knew_is_the_operators_loss(sqlite_world: World):
    world = sqlite_world
    arrive(world, 1)
    gateway = ToldGateway(answers=[GatewayUnavailable("timeout")], acts=True)
    jobs.pay_out_through(world, {"told": gateway})
    hear(world, LOST, amount=cny(40))
    world.clock.advance(hours=1)

    assert [jobs.pay_out_through(world, {"told": gateway}), bear(world)] == [1, 1]

    assert payout(world)[0] == "SENT"
    assert [money.held(world, account) for account in (AWAY, OWED, BORNE)] == [0, 0, -40]


def test_each_of_two_disputes_over_one_payment_is_borne(sqlite_world: World):
    world, half = sqlite_world, Money(AMOUNT.minor // 2, AMOUNT.currency)
    arrive(world, 1)
    facts = [DisputeMoved("told", name, "p1", half, LOST) for name in ("du_1", "du_2")]

    for fact in facts:
        at = world.clock.now()
        with world.database.transaction() as tx:
            payments.apply(tx, vault=vault_of(world.settings), facts=[fact], received_at=at, at=at)
        assert [bear(world), bear(world)] == [1, 0]

    assert money.held(world, AWAY) == money.held(world, OWED) == 0
