"""The demo's court for browser tests: seeded once a run, copied for each worker, really served.

Every page that people see has something on it there: lots in all states, cases, money, a record.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

import wsgi
from auction.cases import service as cases
from auction.cases import store as case_store
from auction.cases.register import NewClaim
from auction.kernel.clock import SystemClock
from auction.kernel.ids import new_id
from auction.kernel.settings import Settings
from auction.kernel.world import World
from auction.payments.tables import PaymentRequest
from bidding import sockets
from demo import album, seed
from demo.founding import Cast
from demo.past import Past
from demo.stories import lakeside
from demo.story import BIDDERS, NEWCOMER, OVERSEERS, PASSWORD, VISITOR
from tests.support.imports import take_rows
from tests.support.people import PASSWORD as STRANGER_PASSWORD
from tests.support.people import make_bidder
from tests.support.server import Server
from tests.support.world import SECRET, sqlite_template_in

EMAILS = {
    **lakeside.COURT.staff,
    **{role: email for email, role in OVERSEERS},
    "bidder": VISITOR,
    "loser": BIDDERS[1][0],
    "buyer": BIDDERS[3][0],
    "newcomer": NEWCOMER,
    "stranger": "stranger@demo.example",
}


@dataclass(frozen=True)
class DemoCourt:
    """The running court, the world beneath it, and the ids that its addresses need."""

    server: Server
    world: World
    ids: dict[str, str]

    def address(self, path: str) -> str:
        """Return the whole address of a path with names of ids in it, as ``/lots/{lot_open}``."""
        return self.server.url + path.format_map(self.ids)

    def sign_in(self, page: Page, who: str) -> None:
        """Sign somebody of the story in."""
        page.goto(self.address("/account/login"))
        page.get_by_label("E-mail address").fill(EMAILS[who])
        page.get_by_label("Password").fill(PASSWORD if who != "stranger" else STRANGER_PASSWORD)
        page.locator("main form button").click()
        page.get_by_role("button", name="Sign out").wait_for()


@contextlib.contextmanager
def serving(shared: Path, own: Path) -> Iterator[DemoCourt]:
    """Serve a copy of the seeded court; whoever comes first seeds it in the shared folder."""
    with (shared / "demo-court.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo-court" / "ids.json").exists():
            _seed(shared / "demo-court", schema=sqlite_template_in(shared))
    shutil.copytree(shared / "demo-court", own / "demo-court")
    world = _world(own / "demo-court")
    server = Server(own / "demo-court", secret_key=SECRET)
    try:
        server.start()
        ids = json.loads((own / "demo-court" / "ids.json").read_text())
        yield DemoCourt(server, world, ids)
    finally:
        server.stop()
        world.database.dispose()


def _world(folder: Path) -> World:
    return wsgi.open_world(Settings(instance_dir=folder, secret_key=SECRET))


def _seed(folder: Path, *, schema: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    world = _world(folder)
    shutil.copy(schema, str(world.database.engine.url.database))
    app = wsgi.create_app(world)
    casts = seed.seed(app, Past(world), now=SystemClock().now(), width=album.WIDTH_OF_TESTS)
    sockets.detach(app)
    cast = casts[0]
    _add_claim_of_the_case(world, cast)
    with world.database.transaction() as tx:
        make_bidder(world, tx, email=EMAILS["stranger"])
    run = take_rows(world, {}, {"minimum_price_krw": "600000", "item_no": "2"}, {"appraisal_krw": "?"})
    ids = {"court": cast.court_id, "case": cast.case_ids[0], "run": run.id, **_ids(world, casts)}
    world.database.dispose()
    (folder / "ids.json").write_text(json.dumps(ids))


def _add_claim_of_the_case(world: World, cast: Cast) -> None:
    of_case: Any = {"case_id": cast.case_ids[0], "court_id": cast.court_id, "at": world.clock.now()}
    with world.database.transaction() as tx:
        creditor, _debtor = case_store.parties_of(tx, cast.case_ids[0])
        # More than its lots bring: else the hammer tonight would end the sale of the others.
        loan = NewClaim("CLAIM", "借款本息", "83000000", creditor.id)
        noes = cases.add_claim(tx, claim_id=new_id(), currency=cast.story.currency, claim=loan, **of_case)
        assert not noes, noes


def _ids(world: World, casts: Sequence[Cast]) -> dict[str, str]:
    """Return the ids of lots, rounds and payments under the names of their stages.

    A stage that several courts know is the first court's.
    """
    lots = {stage: lot_id for cast in reversed(casts) for stage, lot_id in cast.lots.items()}
    rounds = {stage: round_id for cast in reversed(casts) for stage, round_id in cast.rounds.items()}
    with world.database.reading() as tx:
        asked = tx.execute(select(PaymentRequest.subject_id, PaymentRequest.reference)).all()
    names = {round_id: stage for stage, round_id in rounds.items()}
    return {
        **{f"lot_{stage}": lot_id for stage, lot_id in lots.items()},
        **{f"round_{stage}": round_id for stage, round_id in rounds.items()},
        **{f"balance_{names[row.subject_id]}": row.reference for row in asked if row.subject_id in names},
    }
