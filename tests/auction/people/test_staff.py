"""Whom an operator may let in and remove."""

from __future__ import annotations

import pytest

from auction.people import staff
from auction.people.staff import StaffWish


@pytest.mark.parametrize(
    ("wish", "is_taken", "court_exists", "reasons"),
    [
        (StaffWish("c@court.example", "clerk", "c1"), False, True, []),
        (StaffWish("c@court.example", "auditor"), False, False, []),
        (StaffWish("c@court.example", "operator"), False, False, []),
        (StaffWish("c@court.example", "bidder"), False, False, ["staff_role_unknown"]),
        (StaffWish("c@court.example", "visitor"), False, False, ["staff_role_unknown"]),
        (StaffWish("", ""), False, False, ["staff_role_unknown"]),
        (StaffWish("nobody", "auditor"), False, False, ["staff_email_malformed"]),
        (StaffWish("c@court.example", "auditor"), True, False, ["staff_email_taken"]),
        (StaffWish("c@court.example", "judge", ""), False, False, ["staff_court_missing"]),
        (StaffWish("c@court.example", "finance", "gone"), False, False, ["staff_court_missing"]),
        (StaffWish("c@court.example", "operator", "c1"), False, True, ["staff_court_needless"]),
        (StaffWish("nobody", "clerk", ""), False, False, ["staff_email_malformed", "staff_court_missing"]),
    ],
)
def test_making_says_everything_that_stands_against_it(wish, is_taken, court_exists, reasons):
    refusals = staff.check_making(wish, is_taken=is_taken, court_exists=court_exists)

    assert [str(refusal.reason) for refusal in refusals] == reasons


@pytest.mark.parametrize(
    ("account_id", "role", "is_removed", "reason"),
    [
        ("a1", None, False, "staff_not_found"),
        ("a1", "bidder", False, "staff_not_found"),
        ("a1", "clerk", True, "staff_already_removed"),
        ("op", "operator", False, "staff_own_account"),
    ],
)
def test_removing_is_refused_with_the_first_reason_that_applies(account_id, role, is_removed, reason):
    assert staff.check_removal(account_id, role=role, is_removed=is_removed, by="op").reason == reason


def test_removing_another_of_the_staff_is_possible():
    assert staff.check_removal("a1", role="clerk", is_removed=False, by="op") is None


def test_an_address_is_kept_in_one_form():
    assert staff.tidy_email(" Olga@Court.Example ") == "olga@court.example"
    assert staff.tidy_email("olga") == ""
    assert staff.tidy_email("olga@court.example\nBcc: all@court.example") == ""
