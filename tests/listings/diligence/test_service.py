"""Only a draft that nobody changed meanwhile takes what was found out."""

from __future__ import annotations

import pytest

from auction.kernel.world import World
from auction.rules.asset_kind import AssetKind
from listings import service as lots
from listings import store
from listings.diligence import service
from listings.diligence.finding import Finding
from listings.draft_form import DraftForm
from listings.lot import Lot
from listings.reason import Reason
from tests.support.listings import MadeLot, make_draft

FOUND = {"mileage": Finding("48,210 km")}


def read(tx, made: MadeLot) -> Lot:
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    return lot


@pytest.mark.parametrize(("behind", "expected"), [(0, None), (1, Reason.DRAFT_STALE)])
def test_what_was_found_is_written_unless_the_draft_changed(
    sqlite_world: World, behind: int, expected: Reason | None
) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        lot = read(tx, made)

        no = service.save(
            tx, lot=lot, version=lot.version - behind, position=1, kind=AssetKind.VEHICLE, findings=FOUND
        )

        after, asset = read(tx, made), store.assets_of(tx, made.lot_id)[1]
    assert (no.reason if no else None) == expected
    assert (asset.kind is AssetKind.VEHICLE, after.version - lot.version) == (
        (False, 0) if expected else (True, 1)
    )


def test_writing_the_property_keeps_what_was_found(sqlite_world: World) -> None:
    with sqlite_world.database.transaction() as tx:
        made = make_draft(tx)
        lot = read(tx, made)
        service.save(tx, lot=lot, version=1, position=1, kind=AssetKind.VEHICLE, findings=FOUND)
        first = store.assets_of(tx, made.lot_id)[1]

        lots.save(tx, lot=read(tx, made), version=2, form=DraftForm(first, {}, {}))

        again = store.assets_of(tx, made.lot_id)[1]
    assert (again.kind, again.findings) == (AssetKind.VEHICLE, FOUND)
