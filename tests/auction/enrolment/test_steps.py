"""The one step that the enrolment page shows."""

from __future__ import annotations

import pytest

from auction.enrolment.eligibility import Course
from auction.enrolment.steps import Progress, Result, Step, result_of, step_of

ALL = range(1, 8)


@pytest.mark.parametrize(
    ("identified", "state", "acknowledged", "asked", "course", "step"),
    [
        (False, None, (), False, Course.RUNNING, Step.IDENTITY),
        (True, None, (), False, Course.RUNNING, Step.BEGIN),
        (True, "BEGUN", (1, 2), False, Course.RUNNING, Step.PROMPTS),
        (True, "BEGUN", ALL, False, Course.RUNNING, Step.DEPOSIT),
        (True, "AWAITING", ALL, True, Course.RUNNING, Step.PAYING),
        (True, "AWAITING", ALL, True, Course.ENDING, Step.PAYING),
        (True, "ADMITTED", ALL, True, Course.RUNNING, Step.ADMITTED),
        (True, "EXCLUDED", ALL, True, Course.RUNNING, Step.EXCLUDED),
        (True, "ADMITTED", ALL, True, Course.OVER, Step.OVER),
        (False, None, (), False, Course.OVER, Step.OVER),
    ],
)
def test_shows_the_next_step(identified, state, acknowledged, asked, course, step):
    assert step_of(Progress(identified, state, acknowledged, asked), course) is step


@pytest.mark.parametrize(
    ("round_state", "mine", "buyer", "result"),
    [
        ("SOLD", "AAAAA", "AAAAA", Result.BOUGHT),
        ("PAID", "AAAAA", "BBBBB", Result.OUTBID),
        ("UNSOLD", "AAAAA", None, Result.UNSOLD),
        ("WITHDRAWN", "AAAAA", None, Result.WITHDRAWN),
        ("SOLD", None, "BBBBB", Result.NOT_ADMITTED),
        ("WITHDRAWN", None, None, Result.WITHDRAWN),
    ],
)
def test_tells_how_a_round_ended_for_one_person(round_state, mine, buyer, result):
    assert result_of(round_state=round_state, bidder_code=mine, buyer_code=buyer) is result
