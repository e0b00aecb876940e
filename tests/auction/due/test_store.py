"""Running deadlines of one court are listed, counted and narrowed; what lapsed or ended is not among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.due import store
from auction.due.deadline import Actor, Deadline
from auction.kernel.limits import PAGE_ROWS_MAX
from tests.support.cases import AT

HOUR = timedelta(hours=1)
LINE = Deadline(
    name="balance", rule="R-63", article="", actor=Actor.BIDDER, public=True, key="r1", court_id="c1",
    case_id="k1", lot_id="l1", round_id="r1", begun_at=AT, due_at=AT + HOUR, late_at=AT + HOUR,
)  # fmt: skip
OTHERS = [
    replace(LINE, key="done", done_at=AT),
    replace(LINE, key="void", void_at=AT),
    replace(LINE, key="else", court_id="c2"),
    replace(LINE, key="right", name="objection", lapses=True),
]


@pytest.fixture
def court(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        store.replace_lines(tx, [], [LINE, replace(LINE, key="r2", due_at=AT + 2 * HOUR), *OTHERS])
    return sqlite_world


def keys(world, at=AT, **wish):
    with world.database.reading() as tx:
        return [line.key for line in store.open_lines(tx, "c1", at=at, **wish)]


def test_what_runs_is_listed_in_the_order_of_its_end(court):
    assert keys(court) == ["r1", "right", "r2"] or keys(court) == ["right", "r1", "r2"]
    assert keys(court, name="balance") == ["r1", "r2"]
    assert keys(court, case_id="k1", name="balance") == ["r1", "r2"]
    assert keys(court, case_id="k2") == []


def test_what_lapsed_is_nobody_s_delay(court):
    assert keys(court, at=AT + HOUR, late=True) == ["r1", "r2"]


def test_each_kind_is_counted_with_what_is_overdue_of_it(court):
    with court.database.reading() as tx:
        assert sorted(store.counts(tx, "c1", at=AT)) == [("balance", 2, 0), ("objection", 1, 0)]
        assert store.counts(tx, "c1", at=AT + HOUR) == [("balance", 2, 2)]


def test_the_public_is_told_of_what_is_public(court):
    with court.database.transaction() as tx:
        store.replace_lines(tx, [], [replace(LINE, name="second_person", public=False)])

        assert sorted(store.counts(tx, "c1", at=AT, public_only=True)) == [
            ("balance", 2, 0),
            ("objection", 1, 0),
        ]


def test_a_page_ends_with_one_line_more_when_there_is_another(court):
    with court.database.transaction() as tx:
        more = [replace(LINE, key=f"x{number:03d}") for number in range(PAGE_ROWS_MAX)]
        store.replace_lines(tx, [], more)

    assert len(keys(court)) == PAGE_ROWS_MAX + 1
    assert len(keys(court, page=2)) == 3


def test_a_line_that_changed_takes_the_place_of_the_old_one(court):
    with court.database.transaction() as tx:
        (before,) = [line for line in store.lines_of_lots(tx, ["l1"]) if line.key == "r1"]
        after = replace(before, due_at=AT + 3 * HOUR)
        store.replace_lines(tx, [before], [after])

    assert before == LINE
    with court.database.reading() as tx:
        assert after in store.lines_of_lots(tx, ["l1"])
        assert before not in store.lines_of_lots(tx, ["l1"])
