"""Rights as a form names them."""

from __future__ import annotations

from datetime import date

import pytest

from auction.enrolment.rights.wish import read_agent, read_creditor, read_priority
from tests.support.people import ID_NUMBERS

FORM = {"id_number": f" {ID_NUMBERS[0]} ", "name": "Ann", "rank": "1", "basis": "Civil Code 305"}
TODAY = date(2026, 3, 1)


def read(**changes):
    return read_priority({**FORM, **changes}, digest=lambda number: f"<{len(number)}>", today=TODAY)


def test_a_right_form_tells_the_second_person_whom_and_leaves_no_number():
    content = read().content

    assert content == {
        "key": "<18>",
        "name": "Ann",
        "number_shown": "11••••••••••••758X",
        "identity_digest": "<18>",
        "rank": 1,
        "basis": "Civil Code 305",
    }
    assert ID_NUMBERS[0] not in str(content)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id_number": "1"}, "right_number_wrong"),
        ({"id_number": "9" * 5_000}, "right_number_wrong"),
        ({"name": " \x00 "}, "right_name_missing"),
        ({"basis": ""}, "right_basis_missing"),
        pytest.param({"rank": "0"}, "right_rank_unreadable", id="R-34/5"),
        pytest.param({"rank": "101"}, "right_rank_unreadable", id="R-34/6"),
        ({"rank": "１"}, "right_rank_unreadable"),
        ({"rank": "9" * 5_000}, "right_rank_unreadable"),
    ],
)
def test_each_wrong_field_is_named(changes, reason):
    (refusal,) = read(**changes)

    assert refusal.reason == reason


@pytest.mark.parametrize(
    ("claim", "minor"),
    [("60,000.00", 6_000_000), ("0.01", 1), ("0", None), ("-1", None), ("1e5", None), ("9" * 5_000, None)],
)
def test_what_is_owed_is_a_plain_positive_amount(claim, minor):
    wish = read_creditor({**FORM, "claim": claim}, digest=str, today=TODAY, currency="CNY")

    if minor is None:
        assert [refusal.reason for refusal in wish] == ["right_claim_unreadable"]
    else:
        assert (wish.content["claim_minor"], wish.content["currency"]) == (str(minor), "CNY")


AGENT = {"agent_name": "Bo", "agent_id_number": ID_NUMBERS[1], "power": "No. 7"}


def test_an_agent_is_read_with_the_bidder():
    content = read_agent({**FORM, **AGENT}, digest=lambda number: number[-4:], today=TODAY).content

    assert (content["identity_digest"], content["agent_identity_digest"]) == ("758X", "0138")
    assert (content["agent_name"], content["power"]) == ("Bo", "No. 7")


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("agent_name", "right_name_missing"),
        ("agent_id_number", "right_number_wrong"),
        ("name", "right_name_missing"),
        ("power", "right_power_missing"),
    ],
)
def test_what_an_agent_lacks_is_named(field, reason):
    (refusal,) = read_agent({**FORM, **AGENT, field: ""}, digest=str, today=TODAY)

    assert (refusal.reason, refusal.rule) == (reason, "R-39")
