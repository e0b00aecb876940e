"""The operator sees the rounds that run, of all courts, and no others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.rounds import service as rounds
from listings.stays import store
from tests.support.listings import AT, make_published_lot

OPENS_AT = AT + timedelta(days=40)


def test_the_rounds_that_run_are_found_those_that_end_first_in_front(sqlite_world):
    days = timedelta(days=1)
    with sqlite_world.database.transaction() as tx:
        late = make_published_lot(tx, opens_at=OPENS_AT, closes_at=OPENS_AT + 2 * days, title="A press")
        soon = make_published_lot(tx, opens_at=OPENS_AT, closes_at=OPENS_AT + days, title="A car")
        make_published_lot(tx, opens_at=OPENS_AT + days, closes_at=OPENS_AT + 3 * days)
        assert store.running(tx) == []
        rounds.open_due(tx, at=OPENS_AT)

    with sqlite_world.database.reading() as tx:
        found = store.running(tx)

    assert [(line.round_id, line.title) for line in found] == [
        (soon.round_id, "A car"),
        (late.round_id, "A press"),
    ]


@pytest.mark.parametrize(
    ("ground", "found"),
    [pytest.param("debt_paid", True, id="R-57/60"), pytest.param("settled", False, id="R-57/61")],
)
def test_the_other_sales_of_a_case_learn_that_its_debt_is_paid(sqlite_world, ground, found):
    with sqlite_world.database.transaction() as tx:
        made = make_published_lot(tx, opens_at=OPENS_AT)
        assert store.debt_paid_at(tx, made.case_id) is None
        refusal = rounds.withdraw(
            tx, round_id=made.round_id, court_id=made.court_id, reason="Paid.", legal_basis="Receipt 7",
            actor="j", at=AT + timedelta(days=1), ground=ground,
        )  # fmt: skip
        assert refusal is None

    with sqlite_world.database.reading() as tx:
        assert (store.debt_paid_at(tx, made.case_id) == AT + timedelta(days=1)) is found
