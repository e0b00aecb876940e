"""A court at whose bank a payment waits that is not plain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.payments.held import store as held_store
from auction.rounds import store as rounds_store
from tests.support import money
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.people import make_staff
from tests.support.rounds import CLOSES_AT, make_round


@dataclass(frozen=True)
class Waiting:
    """A payment of a deposit in another name, and what it may be taken for."""

    world: World
    court_id: str
    round_id: str
    enrolment_id: str
    reference: str
    payment_id: str
    finance: str

    @property
    def deposit(self) -> int:
        """Return what is held as the deposit, in minor units."""
        return money.held(self.world, f"deposit:{self.enrolment_id}")


@pytest.fixture
def waiting(world: World) -> Waiting:
    world.clock.set(CLOSES_AT - timedelta(hours=2))  # type: ignore[attr-defined]  # set by hand
    with world.database.transaction() as tx:
        round_id = make_round(tx)
        view = rounds_store.read_round(tx, round_id)
        assert view is not None
        finance = make_staff(world, tx, Role.FINANCE, court_id=view.court_id, email="finance@wait.example")
        make_staff(world, tx, Role.JUDGE, court_id=view.court_id, email="judge@wait.example")
    name_account(world, view.court_id)
    _account, enrolment_id, reference = money.ask_for_deposit(world, round_id, "Ann")
    paid = Entry(
        "71400.00", f"deposit {reference}", name="Cy", account="6217000010012345673", reference="B-1"
    )
    taken = take_in(world, view.court_id, statement(paid, day="2026-02-28"), by=finance)
    assert isinstance(taken, tuple), taken
    for _ in range(2):
        money.run_money_jobs(world)
    with world.database.reading() as tx:
        (held,) = held_store.of_court(tx, view.court_id, limit=9)
    return Waiting(world, view.court_id, round_id, enrolment_id, reference, held.payment_id, finance)
