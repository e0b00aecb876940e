"""Deadlines are laid out by their last day, what is overdue before all, and to the public what is public."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.due.deadline import Actor, Deadline
from listings.due.agenda import Wish, by_day, public_clocks, read_wish, shown_at

ZONE = "Asia/Shanghai"
# The first instant after 6 May in Shanghai.
END_OF_6_MAY = datetime(2026, 5, 6, 16, 0, tzinfo=UTC)
AT = END_OF_6_MAY - timedelta(days=5)
LINE = Deadline(
    name="second_round", rule="R-69", article="L1 §26", actor=Actor.COURT, public=True, key="l1",
    court_id="c1", case_id="k1", lot_id="l1", round_id="r1", begun_at=AT - timedelta(days=30),
    due_at=END_OF_6_MAY, late_at=END_OF_6_MAY, aimed_on=date(2026, 5, 1),
)  # fmt: skip
BALANCE = replace(LINE, name="balance", aimed_on=None)


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        ({}, Wish()),
        ({"kind": "balance", "page": "2"}, Wish("balance", page=2)),
        ({"kind": "nothing", "late": "1"}, Wish(late=True)),
        ({"page": "-3"}, Wish()),
        ({"case": "k" * 40}, Wish(case_id="k" * 32)),
    ],
)
def test_an_address_is_read_and_nonsense_left_out(asked, wish):
    assert read_wish(asked) == wish


def test_what_ends_with_a_day_is_shown_under_that_day():
    assert by_day([LINE], time_zone=ZONE, at=AT) == [(date(2026, 5, 6), [LINE])]
    assert shown_at(LINE) == END_OF_6_MAY - timedelta(minutes=1)


def test_what_ends_with_a_moment_is_shown_under_the_day_of_that_moment():
    assert by_day([BALANCE], time_zone=ZONE, at=AT) == [(date(2026, 5, 7), [BALANCE])]
    assert shown_at(BALANCE) == END_OF_6_MAY


def test_what_is_overdue_stands_under_no_day():
    end = END_OF_6_MAY + timedelta(days=2)
    later = replace(BALANCE, due_at=end, late_at=end)

    found = by_day([LINE, later], time_zone=ZONE, at=END_OF_6_MAY)

    assert [(day, len(lines)) for day, lines in found] == [(None, 1), (date(2026, 5, 9), 1)]


def test_the_public_sees_what_runs_and_of_the_current_round_what_was_done():
    secret = replace(LINE, name="second_person", public=False)
    stopped = replace(LINE, name="goes_on_in_time", void_at=AT)
    done = replace(BALANCE, done_at=AT)
    earlier = replace(done, round_id="r0")
    beside = replace(LINE, name="closing")

    found = public_clocks([secret, stopped, done, earlier, beside, LINE], round_id="r1", at=AT)

    assert found == [done, LINE]
    assert public_clocks([LINE], round_id="r2", at=AT) == [LINE]
