"""What the page of a lot's money is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.cases.outstanding import OwedLine, sum_up
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, correction_of
from auction.reports.trail.page import LINES_SHOWN_MAX, ended_rounds, page_of, price_parts
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from tests.auction.reports.trail.test_trail import (
    AT,
    BALANCE,
    BANK,
    CASE,
    CNY,
    SETTLED,
    SOLD,
    make_trail,
    moved,
    yuan,
)
from tests.support.rounds import SNAPSHOT, make_board, make_terms

OWED = sum_up([OwedLine(yuan(30), "COST"), OwedLine(yuan(90), "CLAIM")], CNY)


def make_view(closed_at=None):
    terms = make_terms()
    board = make_board(terms)
    return RoundView(
        "round-1", "lot-1", "case-7", "c1", terms, "", SNAPSHOT, AT, board, "", None, None, closed_at
    )


def make_page(trail=None):
    return page_of(make_view(), trail or make_trail(), OWED)


def test_a_page_has_the_proof_and_the_ranks_of_its_trail():
    page = make_page()

    assert page.proof.is_done and page.proof.holds
    assert page.sold == SOLD
    assert [line.reached for line in page.ranks] == [yuan(30), yuan(0), yuan(70), yuan(0)]


def test_a_lot_that_was_not_sold_has_no_ranks():
    page = make_page(make_trail((), rounds=[replace(SOLD, hammer_price=None)], held={}, receipts=0))

    assert (page.sold, page.ranks, page.price_parts, page.pages) == (None, (), [], 1)


def test_the_price_is_told_in_its_parts():
    set_off = accounts.set_off("round-1", CNY)
    admitted = moved("setoff:round-1", Purpose.SET_OFF_ADMITTED, set_off, CASE, 9)

    parts = price_parts(make_trail((*SETTLED, admitted)))

    assert [(part.purpose, part.amount) for part in parts] == [
        (Purpose.DEPOSIT_APPLIED, yuan(20)),
        (Purpose.SET_OFF_ADMITTED, yuan(9)),
        (Purpose.BALANCE_PAID, yuan(30)),
        (Purpose.BALANCE_PAID, yuan(50)),
    ]


def test_a_part_that_was_corrected_is_no_part():
    wrong = moved("in:9", Purpose.BALANCE_PAID, BANK, BALANCE, 7, 7)

    assert len(price_parts(make_trail((*SETTLED, wrong)))) == 4
    assert len(price_parts(make_trail((*SETTLED, wrong, correction_of(wrong, at=AT))))) == 3


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (LINES_SHOWN_MAX, 1), (LINES_SHOWN_MAX + 1, 2)])
def test_lines_stand_on_as_many_pages_as_they_need(count, pages):
    line = make_trail().lines[0]
    trail = replace(make_trail(), lines=tuple(replace(line, number=n) for n in range(count)))

    page = make_page(trail)

    assert page.pages == pages
    assert sum(len(page.lines_on(number)) for number in range(1, pages + 1)) == count


@pytest.mark.parametrize(
    ("state", "is_told"),
    [(State.SOLD, True), (State.UNSOLD, True), (State.OPEN, False), (State.SCHEDULED, False)],
)
def test_only_rounds_that_are_over_are_told(state, is_told):
    closed_at = AT if is_told else None
    view = make_view(closed_at=closed_at)
    view = replace(view, board=replace(view.board, state=state))

    assert bool(ended_rounds([view])) is is_told


def test_a_withdrawn_round_ended_when_it_was_withdrawn():
    view = make_view()
    view = replace(view, board=replace(view.board, state=State.WITHDRAWN, sequenced_at=AT))

    (ended,) = ended_rounds([view])

    assert (ended.ended_at, ended.kind, ended.hammer_price) == (AT, "FIRST", None)


def test_rounds_are_counted_among_all_rounds_of_the_lot():
    open_one, closed = make_view(), make_view(closed_at=AT)

    assert [each.number for each in ended_rounds([open_one, closed])] == [2]
