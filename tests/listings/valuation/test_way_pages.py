"""A clerk notes the way to a price, takes the price over, and is told when a sale would be pointless."""

from __future__ import annotations

from datetime import date

import orjson
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases import service as cases
from auction.cases.register import NewClaim
from auction.kernel.ids import new_id
from auction.kernel.world import World
from listings import service, store
from listings.valuation import service as valuation
from listings.valuation.way import Fact, Step
from tests.listings.test_desk_views import Desk, begin, desk, version_of
from tests.support.listings import AT, CLERK, PLATFORM, decide, make_draft, notify_all
from tests.support.people import post

__all__ = ["desk"]


def note(found: Desk, path: str, happened: str, on: str, **more: str):
    return post(found.clerk, f"{path}/valuation", {"happened": happened, "on": on, **more})


def test_equal_offers_become_the_price_of_the_draft(desk: Desk) -> None:
    path = begin(desk)
    assert note(desk, path, "begun", "2026-01-02").status_code == 303
    for side in ("creditor", "debtor"):
        offered = note(desk, path, "offered", "2026-01-04", given_by=side, amount="1000000")
        assert offered.status_code == 303

    page = desk.clerk.get(f"{path}/valuation").text
    fixed = post(desk.clerk, f"{path}/valuation/fix", {"version": version_of(desk.clerk, path)})

    assert "1,000,000" in page
    assert "Agreed by the parties" in page
    assert fixed.status_code == 303
    price = desk.clerk.get(f"{path}/price").text
    assert 'value="1000000.00"' in price
    assert 'value="2026-01-04"' in price
    with desk.world.database.reading() as tx:
        entries = tx.scalars(select(Entry).order_by(Entry.position)).all()
    bodies = [orjson.loads(entry.body) for entry in entries if "valuation" in entry.kind]
    assert [body["step"] for body in bodies] == ["begun", "offered", "offered"]
    assert "given_by" not in bodies[1]
    assert "reference_price.fixed" in [entry.kind for entry in entries]


def test_what_may_not_be_noted_is_refused_and_kept_in_the_form(desk: Desk) -> None:
    path = begin(desk)

    early = note(desk, path, "appraisal_delivered", "2026-01-04", amount="5", document="Report 7")
    unreadable = note(desk, path, "guessed", "2026-01-04")
    nothing = post(desk.clerk, f"{path}/valuation/fix", {"version": version_of(desk.clerk, path)})

    assert early.status_code == 409
    assert 'value="Report 7"' in early.text
    assert unreadable.status_code == 422
    assert nothing.status_code == 409


def test_a_pointless_sale_is_not_proposed(sqlite_world: World) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        notify_all(tx, made)
        decide(tx, made)
        claim = NewClaim("CLAIM", "Mortgage", "714000.00", secured=True)
        assert not cases.add_claim(
            tx, claim_id=new_id(), case_id=made.case_id, court_id=made.court_id, currency="CNY",
            claim=claim, actor=CLERK, at=AT,
        )  # fmt: skip

        def proposed() -> list[str]:
            lot = store.lock_lot(tx, made.lot_id, made.court_id)
            noes = service.submit(tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=AT)
            return [str(no.reason) for no in noes]

        def noted(step: Step) -> None:
            lot = store.lock_lot(tx, made.lot_id, made.court_id)
            proposal = service.open_dossier(tx, lot=lot, platform=PLATFORM).proposal
            refusal = valuation.note_fact(
                tx, lot=lot, fact=Fact(step, date(2026, 1, 4)), currency="CNY", rules=proposal.rules,
                today=date(2026, 1, 5), actor=CLERK, at=AT,
            )  # fmt: skip
            assert refusal is None

        assert proposed() == ["no_surplus"]
        noted(Step.CREDITOR_TOLD)
        noted(Step.CREDITOR_ELECTED)
        assert proposed() == ["no_surplus_reserve_too_low"]
