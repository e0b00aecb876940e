"""The rows of deadlines are whole: each has its rule, its words, and somebody who acts."""

from __future__ import annotations

import wsgi
from auction.audit.entry import TYPES
from auction.due.deadline import Actor
from auction.due.deadline_rows import KINDS, ROW_OF, ROWS
from auction.due.words import ACTORS, NAMES
from auction.settlement import jobs as settlement_jobs
from bidding import jobs as hall_jobs
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


# What the clock must do by itself, and the job that does it.
BY_ITSELF = {
    "opening": hall_jobs.open_due_rounds,
    "closing": hall_jobs.close_due_rounds,
    "goes_on": hall_jobs.open_due_rounds,
    "deposits_back": settlement_jobs.settle_closed_rounds,
    "deposit_to_case": settlement_jobs.settle_closed_rounds,
}


def test_the_clock_has_a_job_for_each_deadline_that_it_must_keep():
    assert {row.name for row in ROWS if row.actor is Actor.CLOCK} == set(BY_ITSELF)
    assert set(BY_ITSELF.values()) <= set(wsgi.JOBS)
