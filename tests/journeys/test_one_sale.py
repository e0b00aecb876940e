"""One sale, from seizure to case account, everything through the doors."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import select

from auction.audit.entry import entry_hash
from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.tables import Payout
from auction.rounds.lifecycle import State
from tests.support.browsing import Browser
from tests.support.town import Town


def test_a_flat_goes_from_seizure_to_the_case_account(empty_town: Town) -> None:
    town = empty_town
    town.found()
    view = town.publish(town.seize())
    for name in ("Ann", "Ben"):
        town.register(name)
    round_id, lot_id = view.round_id, view.lot_id
    visitor = Browser(town.app)

    assert "Flat of 98 m²" in visitor.get("/lots").words
    assert "714,000" in visitor.get(f"/lots/{lot_id}").words
    ann, ben = town.enrol("Ann", round_id), town.enrol("Ben", round_id)
    assert ann != ben

    town.wait(until=view.terms.opens_at)
    assert "accepted" in town.bid("Ann", round_id, 714_000).words.lower()
    town.wait(until=view.terms.closes_at - timedelta(minutes=1))
    town.bid("Ben", round_id, 734_000)
    board = town.board(round_id).board
    assert board.leader is not None
    assert board.leader.bidder_code == ben
    assert board.closes_at == town.now + timedelta(minutes=5)
    assert board.extension_count == 1
    refused = town.bid("Ann", round_id, 739_000)
    assert refused.status in (409, 422)
    assert "R-41" in refused.words
    assert "744,000" in refused.words

    town.wait(until=board.closes_at + timedelta(seconds=2))
    closed = town.board(round_id)
    assert closed.board.state is State.SOLD
    assert closed.hammer_price == Money(73_400_000, "CNY")
    assert closed.buyer_code == ben
    assert "734,000" in visitor.get(f"/lots/{lot_id}").words
    assert "Ben" not in visitor.get(f"/hall/{round_id}").words

    _check_deposits_left(town)
    _pay_the_balance(town, round_id)
    _check_export(town, lot_id)


def _check_deposits_left(town: Town) -> None:
    town.wait(seconds=3)
    with town.world.database.reading() as tx:
        payouts = tx.scalars(select(Payout)).all()
    assert {(p.kind, p.state, p.amount_minor) for p in payouts} == {
        ("REFUND", "SENT", 7_140_000),
        ("CASE_ACCOUNT", "SENT", 7_140_000),
    }


def _pay_the_balance(town: Town, round_id: str) -> None:
    ben_page = town.back("Ben").get(f"/my/rounds/{round_id}/balance")
    assert "662,600" in ben_page.words
    town.pay("Ben")
    town.wait(seconds=3)
    assert town.board(round_id).board.state is State.SETTLED
    with town.world.database.reading() as tx:
        credited = ledger.balance(tx, accounts.case(town.case_id, "CNY").id)
        assert credited == Money(73_400_000, "CNY")
        assert ledger.total(tx, "CNY") == Money(0, "CNY")
    assert "734,000" in town.back("finance").get("/court/finance").words


def _check_export(town: Town, lot_id: str) -> None:
    auditor = town.back("auditor")
    exported = auditor.get(f"/audit/export/entries.jsonl?lot={lot_id}").answer
    assert exported is not None
    lines = [json.loads(line) for line in exported.get_data(as_text=True).splitlines()]
    kinds = [json.loads(line["body"])["type"] for line in lines]
    for kind in ("lot.published", "deposit.confirmed", "bid.accepted", "bid.refused", "lot.closed"):
        assert kind in kinds
    assert all(entry_hash(line["body"].encode()) == line["hash"] for line in lines)
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    for what in ("bids", "transfers"):
        for form in ("csv", "jsonl"):
            taken = auditor.get(f"/audit/export/{what}.{form}?lot={lot_id}")
            assert taken.status == 200
    assert not any(name in exported.get_data() for name in (b"Ann", b"Ben"))
