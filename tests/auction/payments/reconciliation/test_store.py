"""A difference is open once, and the corrections of a transfer are read with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Transfer, correction_of
from auction.payments.reconciliation import store
from auction.payments.reconciliation.clearing import Clearing
from auction.payments.reconciliation.difference import Difference, DifferenceKind
from auction.payments.reconciliation.matching import Span

PAPER = accounts.gateway("paper", "CNY")
CLEARING = Clearing(PAPER.id, "paper", "CNY", "", "UTC")
DAY = date(2026, 3, 1)


def kept(world: World, key: str, **values) -> list[store.Kept]:
    at = world.clock.now()
    found = Difference(
        DifferenceKind.TWICE, key, "PAYMENT", "p", Money(1, "CNY"), Money(2, "CNY"), since_at=at
    )
    row = store.row_of(replace(found, **values), CLEARING, DAY, difference_id=new_id(), at=at)
    with world.database.transaction() as tx:
        store.add_differences(tx, [row])
        return store.open_of(tx, PAPER.id)


def test_a_difference_is_open_once_and_may_come_back_after_it_was_mended(world: World):
    (first,) = kept(world, "in:p")
    assert [each.id for each in kept(world, "in:p")] == [first.id]

    with world.database.transaction() as tx:
        store.mend(tx, [first.id], by="", at=world.clock.now())
        assert store.open_of(tx, PAPER.id) == []

    (again,) = kept(world, "in:p")
    assert again.id != first.id


def test_a_page_shows_what_is_open_or_all_of_a_day_of_its_own_court(world: World):
    (east,) = kept(world, "in:e", court_id="east")
    kept(world, "in:n")

    with world.database.transaction() as tx:
        shown = [[each.id for each in store.shown(tx, court)] for court in ("east", "west")]
        store.mend(tx, [east.id], by="", at=world.clock.now())
        after = [store.shown(tx, "east"), store.shown(tx, "east", day=DAY)]

    assert shown == [[east.id], []]
    assert [[each.id for each in page] for page in after] == [[], [east.id]]


def test_a_transfer_comes_with_its_correction_whenever_that_was_made(world: World):
    at = world.clock.now()
    wrong = Transfer(
        "in:p1", PAPER, accounts.unmatched("p1", "CNY"), Money(5, "CNY"), Purpose.UNMATCHED_PAID, at
    )
    mended = correction_of(wrong, at=at + timedelta(days=9))
    with world.database.transaction() as tx:
        ledger.post(tx, [wrong])
        ledger.post(tx, [mended])

        span = Span(at, at + timedelta(days=1))
        of_day = store.transfers_in(tx, PAPER.id, span, limit=10)
        before = store.transfers_in(tx, PAPER.id, Span(at - timedelta(days=1), at), limit=10)
        of_another = store.transfers_of_keys(tx, "gateway:stripe:CNY", ["in:p1"])

        assert store.first_at(tx, PAPER.id) == at
        assert store.first_at(tx, "gateway:stripe:CNY") is None

    assert {each.id for each in of_day} == {"in:p1", "fix:in:p1"}
    assert (before, of_another) == ([], [])
