"""Exports from both databases: what passes the filters, in order, in bounded memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from datetime import timedelta

import pytest

from auction.audit import log
from auction.audit.entry import FIRST_PREVIOUS, EntryDraft, entry_hash
from auction.audit.tables import Chain
from auction.enrolment import jobs
from auction.kernel.ids import new_id
from auction.reports import service, store
from auction.reports.chain_check import check
from auction.reports.export import Form, format_rows
from auction.reports.filters import Filters, What
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.outcome import Unsold
from auction.rounds.standing import Answer
from tests.support import enrolment
from tests.support.cases import make_case, make_court
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

MANY = 20_000
EVERYTHING = Filters()


def rows(world, what, filters=EVERYTHING, court_id=None):
    with world.database.reading() as tx:
        return [dict(row) for row in store.rows(tx, what, filters, court_id=court_id)]


def make_answer(round_id, number, verdict="accepted", at=OPENS_AT):
    told = dict.fromkeys(Answer._fields)
    told |= {"round_id": round_id, "bidder_code": "AAAAA", "bid_key": f"k{number}", "number": number}
    told |= {"verdict": verdict, "rule": "R-41", "amount_minor": 71_400_000, "currency": "CNY"}
    told |= {"received_at": at, "sequenced_at": at, "closes_before": CLOSES_AT, "closes_at": CLOSES_AT}
    return Answer(**{**told, "extended": False, "bid_count": number, "extension_count": 0})


def make_two_sales(world):
    """Publish one round in each of two courts; return (round, court, case, lot) of both."""
    world.clock.set(OPENS_AT - timedelta(days=2))
    made = []
    with world.database.transaction() as tx:
        for number in (1, 2):
            court_id = make_court(tx)
            case_id = make_case(tx, court_id=court_id, case_number=f"(2026) {number}")
            lot_id = new_id()
            at = OPENS_AT - timedelta(days=40 - number)
            round_id = make_round(tx, court_id=court_id, case_id=case_id, lot_id=lot_id, at=at)
            made.append((round_id, court_id, case_id, lot_id))
    return made


def test_entries_are_found_by_court_case_lot_kind_and_time(world):
    (_, court_id, case_id, lot_id), second = make_two_sales(world)
    published = OPENS_AT - timedelta(days=39)

    for filters in (
        Filters(court=court_id, kind="lot.published"),
        Filters(case=case_id, kind="lot.published"),
        Filters(case="(2026) 1", kind="lot.published"),
        Filters(lot=lot_id),
        Filters(from_at=published, to_at=published + timedelta(microseconds=1), kind="lot.published"),
    ):
        assert {row["lot_id"] for row in rows(world, What.ENTRIES, filters)} == {lot_id}

    kinds = Filters(kind="lot.published")
    assert {row["lot_id"] for row in rows(world, What.ENTRIES, kinds)} == {lot_id, second[3]}
    empty = Filters(to_at=published, kind="lot.published")
    assert rows(world, What.ENTRIES, empty) == []


def test_bids_are_found_by_verdict_and_place_in_their_order(world):
    (round_id, court_id, _, lot_id), (other_id, *_) = make_two_sales(world)
    with world.database.transaction() as tx:
        verdicts = ["accepted", "too_low", "accepted"]
        answers = [make_answer(round_id, number, verdict) for number, verdict in enumerate(verdicts, 1)]
        rounds_store.record_bids(tx, [*answers, make_answer(other_id, 1)])

    mine = rows(world, What.BIDS, Filters(lot=lot_id))

    assert [(row["number"], row["verdict"]) for row in mine] == list(enumerate(verdicts, 1))
    assert {(row["court_id"], row["round_id"], row["currency"]) for row in mine} == {
        (court_id, round_id, "CNY")
    }
    assert len(rows(world, What.BIDS, Filters(kind="accepted"))) == 3
    assert [row["number"] for row in rows(world, What.BIDS, Filters(kind="refused"))] == [2]
    assert rows(world, What.BIDS, Filters(from_at=OPENS_AT + timedelta(seconds=1))) == []


def test_transfers_of_another_court_stay_with_it(world):
    (round_id, court_id, _, _), (other_id, other_court, *_) = make_two_sales(world)
    enrolment.make_admitted(world, round_id, "Ann")
    enrolment.make_admitted(world, other_id, "Bo")

    everything = rows(world, What.TRANSFERS)
    own = rows(world, What.TRANSFERS, court_id=court_id)
    foreign = rows(world, What.TRANSFERS, Filters(court=other_court), court_id=court_id)

    assert (len(everything), len(own), foreign) == (2, 1, [])
    assert own[0]["purpose"] == "DEPOSIT_PAID"
    assert len(rows(world, What.TRANSFERS, Filters(kind="DEPOSIT_RETURNED"))) == 0


def test_an_export_of_entries_can_be_checked_without_the_house(world):
    (round_id, _, _, lot_id), _ = make_two_sales(world)
    enrolment.make_admitted(world, round_id, "Ann")
    with world.database.reading() as tx:
        found = store.rows(tx, What.ENTRIES, Filters(lot=lot_id))
        file = b"".join(format_rows(found, What.ENTRIES, Form.JSONL))
        again = b"".join(
            format_rows(store.rows(tx, What.ENTRIES, Filters(lot=lot_id)), What.ENTRIES, Form.JSONL)
        )

    previous = FIRST_PREVIOUS
    for number, line in enumerate(map(json.loads, file.splitlines()), 1):
        assert entry_hash(line["body"].encode()) == line["hash"]
        body = json.loads(line["body"])
        assert (body["lot_prev"], body["number"], line["number"]) == (previous, number, number)
        previous = line["hash"]
    assert number >= 3
    assert file == again


def test_the_check_of_a_lot_finds_the_first_entry_that_was_changed(world):
    (_, _, _, lot_id), _ = make_two_sales(world)
    with world.database.transaction() as tx:
        assert service.check_lot(tx, lot_id).broken is None
        assert service.check_lot(tx, "0" * 32) is None
        tx.query(Chain).filter(Chain.chain == lot_id).update({"head_hash": "0" * 64})
        broken = service.check_lot(tx, lot_id).broken

    assert broken.reason == "chain_head_differs"


def test_ended_rounds_are_told_with_their_money(world):
    (round_id, court_id, *_), (_, other_court, *_) = make_two_sales(world)
    enrolment.make_admitted(world, round_id, "Ann")
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
        board = rounds_store.lock_board(tx, round_id)
        rounds.record_outcomes(tx, ended=[(board, Unsold(CLOSES_AT))], at=CLOSES_AT)

    with world.database.reading() as tx:
        [line] = store.closed_rounds(tx, court_id=court_id, limit=10)
        nothing = store.closed_rounds(tx, court_id=other_court, limit=10)

    assert (line.view.round_id, line.deposits_paid, line.credited.minor) == (round_id, cny(71_400), 0)
    assert (line.refund_count, line.is_whole, nothing) == (0, False, [])
    assert jobs.confirm_deposits(world) == 0


@pytest.mark.parametrize("form", [Form.JSONL, pytest.param(Form.CSV, marks=pytest.mark.slow)])
def test_twenty_thousand_entries_stream_quickly_and_in_little_memory(world, form):
    chain = new_id()
    with world.database.transaction() as tx:
        facts = {"round_id": chain, "bidder_code": "AAAAA", "amount_minor": "71400000", "currency": "CNY"}
        draft = EntryDraft(chain, "bid.accepted", OPENS_AT, facts, lot_id=chain)
        log.append(tx, [draft] * MANY)

    # Counting memory is slow, so the time is that of a first, unwatched export.
    began = time.monotonic()
    byte_count, line_count = _drain(world, chain, form)
    seconds = time.monotonic() - began
    tracemalloc.start()
    _drain(world, chain, form)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert line_count == MANY + (form is Form.CSV)
    assert byte_count > 6_000_000
    assert peak < 4_000_000, f"{peak:,} bytes at the peak"
    assert seconds < 5, f"{seconds:.1f} s"


def test_a_long_chain_is_checked_in_one_pass(world):
    chain = new_id()
    with world.database.transaction() as tx:
        log.append(tx, [EntryDraft(chain, "bid.accepted", OPENS_AT, {"round_id": chain})] * 3000)
    with world.database.reading() as tx:
        links = list(store.links(tx, chain))
        head = store.head_of(tx, chain)

    assert check(chain, links, head=head).entry_count == 3000
    links[1500] = links[1500]._replace(body=links[1500].body.replace(b"accepted", b"acceptex"))
    assert check(chain, links, head=head).broken.numbers["number"] == 1501


def _drain(world, chain, form):
    byte_count = line_count = 0
    with world.database.reading() as tx:
        found = store.rows(tx, What.ENTRIES, Filters(lot=chain))
        for chunk in format_rows(found, What.ENTRIES, form):
            byte_count += len(chunk)
            line_count += chunk.count(b"\n")
    return byte_count, line_count


def test_what_filters_name_is_known_by_its_ids(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id, case_number="(2026) 99")
        named = store.known_of(tx, Filters(court=court_id, case="(2026) 99"))
        unknown = store.known_of(tx, Filters(court="x", case="Li Wei", lot="x"))

    assert (named["court"], named["case"]) == ([court_id], [case_id])
    assert unknown == {"court": [], "case": [], "lot": []}
