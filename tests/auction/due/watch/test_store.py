"""Only rounds that look strange or just ended are looked at, and terms are told as the record tells them."""

from __future__ import annotations

from datetime import timedelta

from auction.due import jobs as due_jobs
from auction.due.watch import store
from tests.support.rounds import OPENS_AT, make_round


def test_what_stands_as_recorded_is_not_looked_at(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        make_round(tx)
    sqlite_world.clock.set(OPENS_AT - timedelta(minutes=5))
    due_jobs.follow_the_record(sqlite_world)

    with sqlite_world.database.reading() as tx:
        assert store.to_look_at(tx, at=OPENS_AT - timedelta(minutes=5), limit=9) == []


def test_the_terms_of_the_rows_read_as_those_of_the_record(sqlite_world):
    with sqlite_world.database.transaction() as tx:
        round_id = make_round(tx)

    with sqlite_world.database.reading() as tx:
        (published,) = store.course_of(tx, round_id)
        _, stands = store.stands(tx, round_id)

    assert {name: published.value(name) for name in stands.terms} == dict(stands.terms)
    assert stands.closes_at is None
