"""A decision of a panel is recorded with its values, and a changed value needs a new one (R-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.world import World
from listings import service, store
from listings.lot import PriorityPlace
from listings.valuation import service as valuation
from listings.valuation.panel import Minutes
from listings.valuation.reason import PanelReason
from tests.support.listings import AT, CLERK, PLATFORM, decide, make_draft, notify_all

MINUTES = Minutes("(2026) Panel 3", date(2026, 1, 3), 3)


def submit(tx, made):
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    refusals = service.submit(tx, lot=lot, version=lot.version, actor=CLERK, platform=PLATFORM, at=AT)
    return [str(refusal.reason) for refusal in refusals]


@pytest.mark.parametrize("decided", [pytest.param(False, id="R-08/20"), pytest.param(True, id="R-08/21")])
def test_only_what_a_panel_decided_is_proposed(sqlite_world: World, decided: bool) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        notify_all(tx, made)
        if decided:
            decide(tx, made)

        assert submit(tx, made) == ([] if decided else [PanelReason.NO_DECISION])


@pytest.mark.parametrize("again", [pytest.param(False, id="R-08/22"), pytest.param(True, id="R-08/23")])
def test_a_changed_value_needs_a_new_decision(world: World, again: bool) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        notify_all(tx, made)
        decide(tx, made)
        lot = store.lock_lot(tx, made.lot_id, made.court_id)
        assert lot is not None
        place = PriorityPlace("e" * 64, 1, "Co-owner")
        assert service.add_priority(tx, lot=lot, place=place) is None
        notify_all(tx, made)
        if again:
            decide(tx, made)

        assert submit(tx, made) == ([] if again else [PanelReason.PRIORITY_LIST])


def test_a_decision_is_in_the_record(sqlite_world: World) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        decide(tx, made)
        decide(tx, made)
        entries = tx.scalars(select(Entry).where(Entry.kind == "panel.decided").order_by(Entry.number)).all()
        dossier = service.open_dossier(
            tx, lot=store.read_lot(tx, made.lot_id, made.court_id), platform=PLATFORM
        )

    facts = [orjson.loads(entry.body) for entry in entries]
    assert [each["decision"] for each in facts] == [1, 2]
    assert facts[0]["decided"]["deposit"] == "7140000"
    assert facts[1]["decision_hash"] == dossier.proposal.panel.hash


def test_a_draft_that_changed_meanwhile_is_not_decided(sqlite_world: World) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        lot = store.lock_lot(tx, made.lot_id, made.court_id)
        assert lot is not None
        proposal = service.open_dossier(tx, lot=lot, platform=PLATFORM).proposal

        def record(version: int, minutes: Minutes) -> str:
            refusal = valuation.record_decision(
                tx, lot=lot, version=version, proposal=proposal, minutes=minutes, actor=CLERK, at=AT
            )
            return str(refusal and refusal.reason)

        assert record(lot.version - 1, MINUTES) == "draft_stale"
        assert record(lot.version, replace(MINUTES, members=2)) == PanelReason.TOO_FEW_MEMBERS
