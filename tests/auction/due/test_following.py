"""The record is read once, its newest part again until all writers of that time have ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from auction.due.following import ENTRIES_MAX, LOTS_MAX, READ_AGAIN, SETTLED_AFTER, read
from tests.support.cases import AT

OLD = AT - SETTLED_AFTER


class Line(NamedTuple):
    """One entry."""

    position: int
    at: datetime
    kind: str
    lot_id: str | None
    court_id: str | None


def line(position, at=OLD, kind="lot.opened", lot_id="l1", court_id="c1"):
    return Line(position, at, kind, lot_id, court_id)


@pytest.mark.parametrize(
    ("at", "position"), [(OLD, 7), (OLD + timedelta(microseconds=1), 3)], ids=["settled", "not-yet"]
)
def test_what_is_settled_is_not_read_again(at, position):
    found = read([line(7, at)], after=3, at=AT)

    assert (found.lot_ids, found.position) == ({"l1"}, position)


def test_only_what_deadlines_ask_touches_a_lot():
    found = read([line(1, kind="bid.refused"), line(2, kind="bidder.admitted")], after=0, at=AT)

    assert (found.lot_ids, found.court_ids, found.position) == (set(), set(), 2)


def test_what_is_about_no_lot_touches_its_court():
    assert read([line(1, kind="proposal.made", lot_id=None)], after=0, at=AT).court_ids == {"c1"}


def test_more_lots_than_one_tick_takes_wait_for_the_next():
    lines = [line(number, lot_id=f"l{number}") for number in range(1, LOTS_MAX + 2)]

    found = read(lines, after=0, at=AT)

    assert (len(found.lot_ids), found.position) == (LOTS_MAX, LOTS_MAX)
    assert read(lines[found.position :], after=found.position, at=AT).lot_ids == {f"l{LOTS_MAX + 1}"}


def test_a_full_reading_goes_on_even_when_all_of_it_is_new():
    lines = [line(number, AT, "bid.accepted") for number in range(1, ENTRIES_MAX + 1)]

    assert read(lines, after=0, at=AT).position == ENTRIES_MAX - READ_AGAIN
