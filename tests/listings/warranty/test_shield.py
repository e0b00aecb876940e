"""A court that disclosed, warned and disclaimed bears no liability; whatever is missing is named (R-25)."""

from __future__ import annotations

import pytest

from listings.warranty.shield import Reason, Warned, judge_bidder, judge_notice
from listings.warranty.words import WORDS

ALL_SEVEN = range(1, 8)


@pytest.mark.parametrize(
    ("warned", "acknowledged", "expected"),
    [
        pytest.param(Warned(disclaimed=True), ALL_SEVEN, [], id="R-25/1"),
        pytest.param(Warned(disclaimed=False), ALL_SEVEN, [(Reason.NOT_DISCLAIMED, "R-25")], id="R-25/2"),
        pytest.param(
            Warned(disclaimed=True, undisclosed=("priority_holders",)),
            ALL_SEVEN,
            [(Reason.NOT_DISCLOSED, "R-23")],
            id="R-25/3",
        ),
        pytest.param(Warned(disclaimed=True), range(1, 7), [(Reason.NOT_ACKNOWLEDGED, "R-24")], id="R-25/4"),
        pytest.param(Warned(disclaimed=True), (), [(Reason.NOT_ACKNOWLEDGED, "R-24")], id="R-25/5"),
        pytest.param(
            Warned(disclaimed=False, undisclosed=("taxes",)),
            (),
            [
                (Reason.NOT_DISCLAIMED, "R-25"),
                (Reason.NOT_DISCLOSED, "R-23"),
                (Reason.NOT_ACKNOWLEDGED, "R-24"),
            ],
            id="R-25/7",
        ),
    ],
)
def test_what_leaves_the_court_liable_is_named(warned, acknowledged, expected):
    found = judge_bidder(warned, acknowledged)

    assert [(no.reason, no.rule) for no in found] == expected


def test_the_notice_alone_is_judged_without_its_bidders():
    assert judge_notice(Warned(disclaimed=True)) == ()
    assert set(WORDS) == set(Reason)
