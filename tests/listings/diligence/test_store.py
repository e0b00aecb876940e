"""What was found out is kept with its asset, and with no other."""

from __future__ import annotations

from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from listings import store as lots
from listings.asset import Asset
from listings.diligence import store
from listings.diligence.finding import Finding
from tests.support.listings import make_draft


def test_kind_and_findings_are_kept_with_their_asset(world: World) -> None:
    found = {"mileage": Finding("48,210 公里"), "registration": Finding("Asked.", established=False)}
    van = Asset(AssetClass.MOVABLE, "A van", kind=AssetKind.GOODS)
    with world.database.transaction() as tx:
        made = make_draft(tx)
        lot = lots.read_lot(tx, made.lot_id, made.court_id)
        assert lot is not None
        lots.add_asset(tx, lot, asset_id=new_id(), asset=van, currency="CNY")

        store.keep(tx, made.lot_id, 2, kind=AssetKind.VEHICLE, findings=found)

        first, second = lots.assets_of(tx, made.lot_id).values()
    assert (first.kind, first.findings) == (AssetKind.GOODS, {})
    assert (second.kind, second.findings) == (AssetKind.VEHICLE, found)
