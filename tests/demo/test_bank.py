"""Whatever is asked in the demo stands in a statement that finance can take in, and is paid by it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.payments.bank import store
from auction.payments.held import store as held
from demo import bank
from demo.founding import Cast
from demo.past import Past
from demo.seed import COURTS
from tests.support import money, people
from tests.support.bank import take_in
from tests.support.cases import make_case, make_court
from tests.support.rounds import CLOSES_AT, make_round

STORY = COURTS[0]


def founded(world: World) -> tuple[Past, Cast, str]:
    """Found the court of the first story with a round; its finance and judge name its account."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))  # type: ignore[attr-defined]  # set by hand
    with world.database.transaction() as tx:
        court_id = make_court(tx, name=STORY.name)
        round_id = make_round(tx, case_id=make_case(tx, court_id=court_id), court_id=court_id)
        accounts = {
            STORY.staff[role.value]: people.make_staff(world, tx, role, court_id=court_id)
            for role in (Role.FINANCE, Role.JUDGE)
        }
    past, cast = Past(world), Cast(STORY, court_id, accounts=accounts)
    past.clock.at = world.clock.now()
    bank.name_account(past, cast, at=world.clock.now())
    return past, cast, round_id


def test_the_account_is_named_by_two_people(sqlite_world: World) -> None:
    _, cast, _ = founded(sqlite_world)

    with sqlite_world.database.reading() as tx:
        named = store.account_of(tx, cast.court_id)
        kinds = tx.scalars(select(Entry.kind).where(Entry.court_id == cast.court_id)).all()
    assert named is not None
    assert named.account == STORY.account
    assert {"proposal.made", "bank.account_named"} <= set(kinds)


def test_a_statement_pays_what_is_asked_and_the_next_goes_on_from_it(
    sqlite_world: World, tmp_path: Path
) -> None:
    world = sqlite_world
    _, cast, round_id = founded(world)
    told = bank.Bank(world, COURTS, tmp_path / "told")

    for name in ("Ann", "Bo"):
        _, enrolment_id, _ = money.ask_for_deposit(world, round_id, name)
        told.look(at=world.clock.now())
        body = (tmp_path / "told" / "lakeside.xml").read_bytes()
        taken = take_in(world, cast.court_id, body, by=cast.finance)
        assert isinstance(taken, tuple), taken
        for _ in range(2):
            money.run_money_jobs(world)
        assert money.held(world, f"deposit:{enrolment_id}") == 7_140_000
        world.clock.advance(minutes=1)  # type: ignore[attr-defined]  # set by hand

    told.look(at=world.clock.now())
    assert list((tmp_path / "told").iterdir()) == []
    with world.database.reading() as tx:
        assert len(held.of_court(tx, cast.court_id, limit=9)) == 1
