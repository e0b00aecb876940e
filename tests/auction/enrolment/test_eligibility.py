"""Who may enrol, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.enrolment import eligibility
from auction.enrolment.eligibility import Applicant, Course
from auction.kernel.doors import Role
from auction.rounds.lifecycle import State
from tests.support.rounds import CLOSES_AT

SHORT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "after_end", "course"),
    [
        (State.SCHEDULED, -SHORT, Course.RUNNING),
        (State.OPEN, -SHORT, Course.RUNNING),
        (State.OPEN, timedelta(0), Course.ENDING),
        (State.OPEN, SHORT, Course.ENDING),
        (State.SUSPENDED, timedelta(days=3), Course.RUNNING),
        (State.WITHDRAWN, -SHORT, Course.OVER),
        (State.UNSOLD, SHORT, Course.OVER),
        (State.SOLD, -SHORT, Course.OVER),
        (State.OVERDUE, SHORT, Course.OVER),
        (State.PAID, SHORT, Course.OVER),
        (State.SETTLED, SHORT, Course.OVER),
    ],
)
def test_a_round_takes_bidders_until_its_end(state, after_end, course):
    assert eligibility.course_of(state, CLOSES_AT, CLOSES_AT + after_end) is course


@pytest.mark.parametrize(
    ("role", "state", "after_end", "confirmed", "identified", "reason"),
    [
        # Every row also deserves the refusals below it: the order is tested too.
        (Role.JUDGE, State.SOLD, SHORT, False, False, "staff_never_bid"),
        (Role.AUDITOR, State.OPEN, -SHORT, True, True, "staff_never_bid"),
        (Role.BIDDER, State.WITHDRAWN, -SHORT, False, False, "enrolment_withdrawn"),
        (Role.BIDDER, State.OPEN, timedelta(0), False, False, "enrolment_over"),
        (Role.BIDDER, State.UNSOLD, -SHORT, True, True, "enrolment_over"),
        (Role.BIDDER, State.OPEN, -SHORT, False, False, "enrolment_email_unconfirmed"),
        (Role.BIDDER, State.OPEN, -SHORT, True, False, "enrolment_identity_missing"),
    ],
)
def test_refuses_with_the_first_reason_that_applies(role, state, after_end, confirmed, identified, reason):
    applicant = Applicant(role, confirmed, identified)

    refusal = eligibility.may_begin(applicant, state, CLOSES_AT, CLOSES_AT + after_end)

    assert refusal is not None
    assert refusal.reason == reason


@pytest.mark.parametrize("state", [State.SCHEDULED, State.OPEN, State.SUSPENDED])
def test_a_known_bidder_may_enrol_from_publication_to_the_end(state):
    applicant = Applicant(Role.BIDDER, email_confirmed=True, identified=True)

    assert eligibility.may_begin(applicant, state, CLOSES_AT, CLOSES_AT - SHORT) is None


@pytest.mark.parametrize(
    ("enrolment", "state", "after_end", "reason"),
    [
        (None, State.OPEN, -SHORT, "enrolment_not_admitted"),
        ("AWAITING", State.OPEN, -SHORT, "enrolment_not_admitted"),
        ("EXCLUDED", State.OPEN, -SHORT, "enrolment_not_admitted"),
        ("ADMITTED", State.SOLD, SHORT, "enrolment_over"),
        ("ADMITTED", State.OPEN, -SHORT, None),
        ("ADMITTED", State.OPEN, SHORT, None),
        ("ADMITTED", State.SUSPENDED, SHORT, None),
    ],
)
def test_only_the_admitted_enter_the_hall(enrolment, state, after_end, reason):
    refusal = eligibility.may_enter(enrolment, state, CLOSES_AT, CLOSES_AT + after_end)

    assert (refusal.reason if refusal else None) == reason
