"""The exports and the auditor's pages through their doors."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import ExitStack
from datetime import timedelta

import pytest

from auction.audit.entry import entry_hash
from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.reports import views
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.outcome import Sold
from tests.support import enrolment
from tests.support.cases import make_case, make_court
from tests.support.people import make_staff, sign_in
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round


@pytest.fixture
def sale(world):
    """Give an ended round with one buyer: round, lot and court."""
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        court_id, lot_id = make_court(tx), new_id()
        case_id = make_case(tx, court_id=court_id)
        round_id = make_round(tx, court_id=court_id, case_id=case_id, lot_id=lot_id)
    seat = enrolment.make_admitted(world, round_id, "Ann")
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    world.clock.set(CLOSES_AT)
    with world.database.transaction() as tx:
        board = rounds_store.lock_board(tx, round_id)
        outcome = Sold(seat.bidder_code, cny(744_000), CLOSES_AT)
        rounds.record_outcomes(tx, ended=[(board, outcome)], at=CLOSES_AT)
    return round_id, lot_id, court_id


@pytest.fixture
def as_staff(world, client):
    def sign_in_as(role, court_id=""):
        with world.database.transaction() as tx:
            account_id = make_staff(world, tx, role, court_id=court_id, email=f"{role}@staff.example")
        sign_in(client, f"{role}@staff.example")
        return account_id

    return sign_in_as


def exports_made(world):
    with world.database.reading() as tx:
        found = tx.query(Entry).filter(Entry.kind == "export.made").order_by(Entry.position)
        return [json.loads(row.body) for row in found]


def test_anybody_takes_a_lots_entries_and_rehashes_them(world, client, sale):
    answer = client.get(f"/audit/export/entries.jsonl?lot={sale[1]}")

    assert (answer.status_code, answer.mimetype) == (200, "application/jsonl")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="entries.jsonl"'
    lines = [json.loads(line) for line in answer.data.splitlines()]
    kinds = [json.loads(line["body"])["type"] for line in lines]
    assert kinds[0] == "lot.published"
    assert kinds[-1] == "lot.closed"
    assert all(entry_hash(line["body"].encode()) == line["hash"] for line in lines)
    assert exports_made(world) == []


def test_staff_who_export_leave_an_entry_outside_the_lots_chain(world, client, sale, as_staff):
    account_id = as_staff(Role.AUDITOR)

    first = client.get(f"/audit/export/entries.csv?lot={sale[1]}").data
    second = client.get(f"/audit/export/entries.csv?lot={sale[1]}").data

    assert first == second
    [told, _] = exports_made(world)
    assert (told["actor"], told["what"], told["form"]) == (account_id, "entries", "csv")
    assert (told["chain"], told["filters"]) == ("platform", {"lot": [sale[1]]})


def test_transfers_are_the_auditors_and_the_own_finance_offices(world, client, sale, as_staff):
    assert client.get("/audit/export/transfers.csv").status_code == 403
    as_staff(Role.AUDITOR)

    text = client.get("/audit/export/transfers.csv").data.decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(text))
    assert (row["purpose"], row["amount_minor"], row["court_id"]) == ("DEPOSIT_PAID", "7140000", sale[2])


@pytest.mark.parametrize(("own", "line_count"), [(True, 1), (False, 0)])
def test_finance_sees_the_transfers_of_the_own_court(world, client, sale, as_staff, own, line_count):
    with world.database.transaction() as tx:
        other = make_court(tx)
    as_staff(Role.FINANCE, sale[2] if own else other)

    answer = client.get(f"/audit/export/transfers.jsonl?court={sale[2]}")

    assert len(answer.data.splitlines()) == line_count
    assert ("CN¥7" in client.get("/audit/").get_data(as_text=True)) is own


@pytest.mark.parametrize("role", [Role.CLERK, Role.JUDGE, Role.OPERATOR])
def test_other_staff_get_no_transfers(client, sale, as_staff, role):
    as_staff(role, "" if role is Role.OPERATOR else sale[2])

    assert client.get("/audit/export/transfers.csv").status_code == 403


ODD_WISHES = [
    ("/audit/export/people.csv", 404),
    ("/audit/export/entries.xlsx", 404),
    ("/audit/export/entries.csv?from=yesterday", 422),
    ("/audit/export/entries.csv?from=2026-03-02&to=2026-03-01", 422),
    ("/audit/export/entries.csv?kind=nonsense", 422),
    ("/audit/export/entries.csv?lot=%00", 422),
    ("/audit/export/entries.csv?case=%00", 422),
    ("/audit/export/entries.csv?case=%ff%fe", 200),
    ("/audit/export/entries.csv?colour=red", 422),
    ("/audit/export/bids.csv?kind=accepted&court=0&from=2026-01-01", 200),
    ("/audit/lots/nothing", 404),
    ("/audit/lots/%00", 404),
    ("/audit/lots/platform", 200),
    ("/audit/?what=entries&from=yesterday", 422),
    ("/audit/?what=nonsense", 200),
]


def test_odd_wishes_are_refused_by_name(client, sale, as_staff):
    as_staff(Role.AUDITOR)
    client.get("/audit/export/entries.csv").close()
    answered = []

    for path, _ in ODD_WISHES:
        with client.get(path) as answer:
            answered.append((path, answer.status_code))

    assert answered == ODD_WISHES


def test_the_page_leads_to_the_downloads_and_keeps_what_was_asked(client, sale):
    page = client.get("/audit/?what=bids&from=2026-03-01&kind=accepted").get_data(as_text=True)

    assert "/audit/export/bids.csv?from=2026-03-01&amp;kind=accepted" in page
    assert 'value="2026-03-01"' in page


def test_the_auditor_sees_price_deposits_and_credit_of_the_last_rounds(client, sale, as_staff):
    as_staff(Role.AUDITOR)

    page = client.get("/audit/").get_data(as_text=True)

    assert "CN¥744,000.00" in page
    assert "CN¥71,400.00" in page
    assert f"/audit/lots/{sale[1]}" in page


def test_a_lots_page_says_that_its_chain_is_whole(client, sale):
    page = client.get(f"/audit/lots/{sale[1]}").get_data(as_text=True)

    assert "The chain is whole" in page
    assert "lot.closed" in page


def test_checks_at_once_are_bounded_and_the_place_is_given_back(client, sale):
    for _ in range(views.CHECKS_AT_ONCE_MAX + 1):
        assert client.get("/audit/lots/nowhere").status_code == 404
    with ExitStack() as held:
        for _ in range(views.CHECKS_AT_ONCE_MAX):
            held.enter_context(views.take_place(views._checks))
        refused = client.get(f"/audit/lots/{sale[1]}")

    assert refused.status_code == 429
    assert "Other chains are being checked" in refused.get_data(as_text=True)
    assert client.get(f"/audit/lots/{sale[1]}").status_code == 200


def test_exports_at_once_are_bounded_and_the_place_is_given_back(client, sale):
    for _ in range(views.EXPORTS_AT_ONCE_MAX + 2):
        assert client.get("/audit/export/bids.csv").data.startswith(b"\xef\xbb\xbf")
    held = [client.get("/audit/export/bids.csv", buffered=False) for _ in range(views.EXPORTS_AT_ONCE_MAX)]

    refused = client.get("/audit/export/bids.csv")

    assert refused.status_code == 429
    assert re.search("Other exports are being written", refused.get_data(as_text=True))
    for answer in held:
        answer.close()
    assert client.get("/audit/export/bids.csv").data
