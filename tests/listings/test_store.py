"""Lots of the desk on both databases: bulk drafts, and rows that come back as they went in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from listings import store
from listings.store import NewDraft
from tests.support.cases import make_case, make_court
from tests.support.listings import AT, make_draft, make_published_lot


def make_rows(court_id: str, case_id: str, count: int) -> list[NewDraft]:
    """Return drafts as an import brings them."""
    return [
        NewDraft(
            lot_id=new_id(),
            asset_id=new_id(),
            court_id=court_id,
            case_id=case_id,
            currency="KRW",
            rule_set="cn-2016-18",
            title=f"아파트 {number}",
            asset_class="IMMOVABLE",
            created_by="import",
            created_at=AT,
            place="서울특별시",
            reference_price=Money(100, "KRW"),
            source_key=f"case/{number}",
            violations=[Refusal("price_below_floor", "R-18", {"floor": Money(70, "KRW")})],
        )
        for number in range(count)
    ]


def test_drafts_are_inserted_in_bulk_and_read_back(world: World) -> None:
    with world.database.transaction() as tx:
        court_id = make_court(tx, currency="KRW")
        case_id = make_case(tx, court_id=court_id)
        drafts = make_rows(court_id, case_id, 300)

        store.insert_drafts(tx, drafts)
        store.insert_drafts(tx, [])

        lot = store.read_lot(tx, drafts[7].lot_id, court_id)
        assert lot is not None
        assert (lot.title, lot.state, lot.version) == ("아파트 7", "DRAFT", 1)
        assert lot.violations == tuple(drafts[7].violations)
        assert store.assets_of(tx, lot.id)[1].reference_price == Money(100, "KRW")
        assert len(store.source_keys(tx, court_id)) == 300


def test_a_source_row_is_a_lot_once(world: World) -> None:
    with world.database.transaction() as tx:
        court_id = make_court(tx, currency="KRW")
        case_id = make_case(tx, court_id=court_id)
        store.insert_drafts(tx, make_rows(court_id, case_id, 1))

    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        store.insert_drafts(tx, make_rows(court_id, case_id, 1))


def test_each_change_counts_the_version_up(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        lot = store.lock_lot(tx, made.lot_id, made.court_id)
        assert lot is not None

        store.update_lot(tx, lot, returned_because="Mend it.")

        again = store.lock_lot(tx, made.lot_id, made.court_id)
        assert again is not None
        assert (again.version, again.returned_because) == (lot.version + 1, "Mend it.")


def test_the_newest_notice_comes_first(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx, published_at=AT - timedelta(days=1))

        newest = store.newest_notice(tx, made.lot_id)

        assert newest is not None
        assert store.notices_of(tx, made.lot_id) == [newest]
        assert newest.published_at == AT - timedelta(days=1)
        assert store.newest_notice(tx, "none") is None


def test_a_court_without_a_case_account_has_none_in_the_notice(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        lot = store.lock_lot(tx, made.lot_id, made.court_id)
        assert lot is not None

        facts = store.court_facts(tx, lot, platform="http://auction.test")

        assert facts.account_number.startswith("6222")
        assert (facts.time_zone, facts.currency) == ("Asia/Shanghai", "CNY")
