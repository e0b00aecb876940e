"""Statements are found for whom they are of, and for nobody else."""

from __future__ import annotations

import pytest

from auction.audit.tables import Entry
from auction.kernel.doors import Role, Visitor
from auction.ledger.accounts import case
from auction.reports.money import service
from auction.reports.money.moment import Period
from auction.reports.money.statement import Of
from auction.reports.money.store import Books
from tests.auction.reports.money.test_store import board
from tests.auction.reports.trail.test_store import DEPOSIT, sold
from tests.support import cases

__all__ = ["board", "sold"]
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def asked(board, ann):
    return [
        (Of.COURT, board.court_id),
        (Of.CASE, board.case_id),
        (Of.ROUND, board.round_id),
        (Of.BIDDER, ann.enrolment_id),
        (Of.ACCOUNT, case(board.case_id, "CNY").id),
    ]


def test_the_own_court_and_those_who_see_all_find_a_statement_and_another_court_none(world, sold, board):
    with world.database.transaction() as tx:
        other = cases.make_court(tx, name="Another Court")
        for of, subject_id in asked(board, sold[2]):
            found = [
                service.subject_of(tx, of, subject_id, court_id=each)
                for each in (board.court_id, None, other)
            ]

            assert [bool(subject) for subject in found] == [True, True, False], of
            page = service.statement_page(tx, found[0], Period(), limit=50)
            assert page.lines
            assert page.title
            opening, lines = service.statement_lines(tx, found[0], Period())
            assert (opening, list(lines)) == (page.opening, list(page.lines))


def test_what_is_not_there_has_no_statement(world, board):
    with world.database.reading() as tx:
        for subject_id in ("", "none", "deposit:none:CNY", "x" * 300):
            assert [service.subject_of(tx, of, subject_id, court_id=None) for of in Of] == [None] * 5


def test_a_bidder_finds_the_own_money_in_the_own_round_only(world, sold):
    round_id, _, ann, bo = sold
    with world.database.reading() as tx:
        own = service.own_subject(tx, round_id=round_id, account_id=bo.account_id)
        page = service.statement_page(tx, own, Period(), limit=50)

        assert page.lines[0].credit == DEPOSIT
        assert page.closing.minor == 0
        assert f"deposit:{ann.enrolment_id}:CNY" not in own.scope.account_ids
        assert service.own_subject(tx, round_id=round_id, account_id="nobody") is None
        assert service.own_subject(tx, round_id="other", account_id=bo.account_id) is None
        bought = service.own_subject(tx, round_id=round_id, account_id=ann.account_id)
        # Only whoever bought has a balance.
        assert f"balance:{round_id}:CNY" in bought.scope.account_ids
        assert f"balance:{round_id}:CNY" not in own.scope.account_ids


def test_a_sheet_that_is_taken_out_is_recorded_outside_every_lots_chain(world, board):
    who = Visitor(Role.FINANCE, "f" * 32, board.court_id)
    with world.database.transaction() as tx:
        service.record_sheet(tx, by=who, what="statement", asked={"of": "case"}, at=world.clock.now())
        entry = tx.query(Entry).filter(Entry.kind == "export.made").one()

        assert (entry.chain, entry.court_id, entry.lot_id) == (
            *(f"court:{board.court_id}", board.court_id, None),
        )
        assert service.trial_balance(tx, Books("CNY", board.court_id)).agrees
