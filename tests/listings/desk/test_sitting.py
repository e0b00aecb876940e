"""A sitting: when it goes on, and that what it read before comes back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from listings.desk.sitting import PAUSE_MAX, Sitting, format_before, goes_on, parse_before
from tests.listings.test_notice import ASSET, AT

LAST = Sitting(1, "clerk", AT, AT, "{}")
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("last", "actor", "pause", "same"),
    [
        (None, "clerk", timedelta(0), False),
        (LAST, "clerk", timedelta(0), True),
        (LAST, "judge", timedelta(0), False),
        (LAST, "clerk", PAUSE_MAX - MICROSECOND, True),
        (LAST, "clerk", PAUSE_MAX, False),
    ],
)
def test_a_sitting_ends_with_another_person_or_a_pause(
    last: Sitting | None, actor: str, pause: timedelta, same: bool
) -> None:
    assert goes_on(last, actor=actor, at=AT + pause) is same


@pytest.mark.parametrize("asset", [ASSET, replace(ASSET, reference_price=None, title="房产", place="")])
def test_what_was_there_comes_back(asset: object) -> None:
    assert isinstance(asset, type(ASSET))
    fields = {"taxes": "By law.\nAll of them.", "starting_price": "714000.00"}

    form = parse_before(format_before(asset, fields), "CNY")

    # What was found out has a page of its own, and is not taken back with the rest.
    assert form.asset == replace(asset, kind=None, findings={})
    assert (form.fields, form.errors) == (fields, {})
