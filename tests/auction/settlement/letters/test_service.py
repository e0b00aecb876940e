"""What happened is read once and in order, and planned for whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.world import World
from auction.settlement.letters import letter, service, store
from auction.settlement.letters.letter import Kind
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms


@pytest.fixture
def accounts(world: World) -> tuple[str, str]:
    """Give the accounts of a buyer and of a loser whose deposit has left."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer, loser = money.enrol_paid(world, round_id, ("王伟", "Li Na"))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    for _ in range(3):
        money.run_money_jobs(world)
    return buyer.account_id, loser.account_id


def plan(world: World, *, keep: bool = True) -> list[tuple[Kind, str]]:
    with world.database.transaction() as tx:
        found = service.plans(tx, at=world.clock.now())
        if keep:
            service.keep(tx, found)
    return sorted((each.draft.kind, each.account_id) for each in found.letters)


def test_each_letter_is_planned_for_whom_it_concerns_and_once(world, accounts):
    buyer, loser = accounts
    world.clock.advance(seconds=letter.SETTLED_AFTER.total_seconds())
    early = plan(world)
    world.clock.advance(seconds=1)
    planned = plan(world)

    assert early == []
    assert planned == sorted(
        [(kind, buyer) for kind in (Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.OVERDUE)]
        + [(Kind.DEPOSIT_BACK, loser)]
    )
    world.clock.advance(seconds=1)
    assert plan(world) == []
    with world.database.reading() as tx:
        assert service.plans(tx, at=world.clock.now()).is_quiet


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_reading_that_is_full_goes_on_with_the_next(world, accounts, monkeypatch):
    monkeypatch.setattr(letter, "OCCASIONS_MAX", 1)
    monkeypatch.setattr(store, "OCCASIONS_MAX", 1)
    world.clock.advance(minutes=5)

    read = [plan(world) for _ in range(3)]

    kinds = [kind for batch in read for kind, _ in batch]
    assert sorted(kinds) == sorted([Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.OVERDUE, Kind.DEPOSIT_BACK])


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_letter_that_is_true_no_more_is_dropped_and_never_claimed(world, accounts):
    world.clock.advance(minutes=2)
    plan(world)
    world.clock.set(make_terms().balance_due_at)

    with world.database.transaction() as tx:
        letter_ids = store.due_ids(tx, world.clock.now())
        claimed = [service.claim(tx, letter_id=each, at=world.clock.now()) for each in letter_ids]

    # The deposit's way back is long ago, the first three letters speak of a date that passed, and the
    # fourth waits until the round is marked.
    assert [each.kept.kind for each in claimed if each] == []
    with world.database.reading() as tx:
        assert store.due_ids(tx, world.clock.now()) == []
