"""What the catalogue keeps of a round: discount, days of the court, and the place in the list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.catalogue.listed import Standing, closing_order, columns_of, discount
from listings.listing import Status

AT = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("price", "reference", "percent"),
    [(70, 100, 30), (701, 1000, 29), (100, 100, 0), (130, 100, 0), (0, 100, 100), (1, 10**14, 99), (5, 0, 0)],
)
def test_a_discount_is_whole_percent_rounded_down(price: int, reference: int, percent: int) -> None:
    assert discount(price, reference) == percent


def test_days_are_those_of_the_court() -> None:
    standing = Standing(Status.OPEN, 70, AT, AT + timedelta(hours=30), 4)

    kept = columns_of(standing, reference_price_minor=100, time_zone="Asia/Shanghai")

    assert (kept["opens_on"], kept["closes_on"]) == (date(2026, 1, 6), date(2026, 1, 7))
    assert (kept["status"], kept["discount"], kept["board_version"]) == ("open", 30, 4)


TIMES = st.integers(-(10**9), 10**10).map(lambda seconds: AT + timedelta(seconds=seconds))


@given(st.lists(st.tuples(st.sampled_from(Status), TIMES), max_size=20))
def test_what_runs_comes_first_and_of_what_ended_the_latest(rounds: list[tuple[Status, datetime]]) -> None:
    def by_hand(each: tuple[Status, datetime]) -> tuple[int, timedelta]:
        status, at = each
        group = {Status.OPEN: 0, Status.UPCOMING: 1, Status.SUSPENDED: 1}.get(status, 2)
        return group, (AT - at if group == 2 else at - AT)

    by_order = sorted(rounds, key=lambda each: closing_order(*each))

    assert [by_hand(each) for each in by_order] == sorted(map(by_hand, rounds))
    assert all(0 <= closing_order(*each) < 2**63 for each in rounds)
