"""The rows of deadlines are whole: each has its rule, its words, and somebody who acts."""

from __future__ import annotations

from auction.audit.entry import TYPES
from auction.due.deadline import Actor
from auction.due.deadline_rows import KINDS, ROW_OF, ROWS
from auction.due.words import ACTORS, NAMES
from tests.support.rulebook import TITLES


def test_each_row_has_a_name_of_its_own_a_rule_of_the_book_and_an_end():
    assert len(ROW_OF) == len(ROWS)
    assert {row.rule for row in ROWS} <= set(TITLES)
    assert all(row.begins and row.done for row in ROWS)


def test_each_row_and_each_who_acts_has_its_words():
    assert set(NAMES) == set(ROW_OF)
    assert set(ACTORS) == set(Actor)


def test_facts_are_types_of_the_record():
    assert KINDS <= TYPES


def test_only_the_clock_has_a_grace():
    assert {row.actor for row in ROWS if row.grace} == {Actor.CLOCK}
