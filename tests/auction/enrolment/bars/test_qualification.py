"""Whether a buyer was qualified from the enrolment to the ruling."""

from __future__ import annotations

from datetime import date

import pytest

from auction.enrolment.bars.qualification import Check, Period, is_qualified, may_rule

ENROLLED, RULED = date(2026, 3, 1), date(2026, 4, 1)
BETWEEN, BEFORE = date(2026, 3, 20), date(2026, 2, 28)
YES = [Check(ENROLLED, True), Check(RULED, True)]


@pytest.mark.parametrize(
    ("checks", "pending", "rule"),
    [
        pytest.param(YES, False, "", id="R-38/1"),
        # Qualified on 03-01 and not on 04-01, the day of the ruling.
        pytest.param([YES[0], Check(RULED, False)], False, "R-38/NOT_CONTINUOUS", id="R-38/2"),
        pytest.param([*YES, Check(BETWEEN, False)], False, "R-38/NOT_CONTINUOUS", id="R-38/3"),
        pytest.param([Check(ENROLLED, False), YES[1]], False, "R-38/NOT_CONTINUOUS", id="R-38/4"),
        pytest.param([*YES, Check(BEFORE, False)], False, "", id="R-38/5"),
        pytest.param([YES[0]], True, "R-38/NOT_CHECKED", id="R-38/6"),
        pytest.param([YES[1]], True, "R-38/NOT_CHECKED", id="R-38/7"),
        pytest.param(YES, True, "R-38/NOT_APPROVED", id="R-38/8"),
        # A mistake is mended by another check of the same day.
        pytest.param([Check(RULED, False), *YES], False, "", id="R-38/9"),
    ],
)
def test_a_ruling_follows_an_unbroken_qualification(checks, pending, rule):
    refusal = may_rule(checks, Period(ENROLLED, RULED), approval_pending=pending)

    assert (refusal.rule if refusal else "") == rule


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        pytest.param([], True, id="R-38/10"),
        pytest.param([Check(ENROLLED, False)], False, id="R-38/11"),
        pytest.param([Check(BETWEEN, True), Check(ENROLLED, False)], True, id="R-38/12"),
        pytest.param([Check(BETWEEN, False), Check(ENROLLED, True)], False, id="R-38/13"),
    ],
)
def test_the_newest_day_says_whether_somebody_may_enrol(checks, expected):
    assert is_qualified(checks) is expected
