"""Whom a bidder may name: an identity that can be right, a share, consent, and each person once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auction.enrolment.joint.partner import (
    PARTNERS_MAX,
    SHARE_LENGTH_MAX,
    PartnerWish,
    check,
    judge,
    tidy,
)
from auction.people.identity import IdentityClaim
from tests.support.people import ID_NUMBERS

TODAY = date(2026, 11, 2)
BO = PartnerWish(IdentityClaim("NATURAL", "Bo Lin", ID_NUMBERS[1]), "1/2", agreed=True)


def reasons(wish: PartnerWish) -> list[str]:
    return [str(refusal.reason) for refusal in check(tidy(wish), today=TODAY)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (BO, []),
        (replace(BO, share="  "), ["joint_share_missing"]),
        (replace(BO, share="x" * SHARE_LENGTH_MAX), []),
        (replace(BO, share="x" * (SHARE_LENGTH_MAX + 1)), ["joint_share_too_long"]),
        (replace(BO, agreed=False), ["joint_not_agreed"]),
        (replace(BO, claim=replace(BO.claim, name="")), ["identity_name_missing"]),
        (replace(BO, claim=replace(BO.claim, number="110101198502120139")), ["id_number_wrong_check_digit"]),
        (replace(BO, claim=replace(BO.claim, kind="?")), ["identity_unknown_kind"]),
    ],
)
def test_what_is_said_of_a_partner_is_checked(wish, expected):
    assert reasons(wish) == expected


@pytest.mark.parametrize(
    ("digest", "count", "expected"),
    [
        ("new", 0, ""),
        ("new", PARTNERS_MAX - 1, ""),
        ("new", PARTNERS_MAX, "joint_too_many"),
        ("own", 0, "joint_yourself"),
        ("0", 1, "joint_listed"),
    ],
)
def test_each_person_is_named_once_and_not_too_many(digest, count, expected):
    refusal = judge(digest, own="own", listed=[str(number) for number in range(count)])

    assert (str(refusal.reason) if refusal else "") == expected
