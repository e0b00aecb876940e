"""A proposed right, word by word."""

from __future__ import annotations

from auction.enrolment.rights import telling
from tests.support.rounds import cny


def test_a_priority_right_is_told_with_its_holder_rank_and_basis():
    content = {"name": "Ann", "number_shown": "11••8X", "rank": 2, "basis": "Civil Code 726"}

    assert [value for _, value in telling.tell_priority(content)] == ["Ann", "11••8X", 2, "Civil Code 726"]


def test_a_creditor_is_told_with_what_is_still_owed():
    content = {"name": "Ann", "number_shown": "11••8X", "claim_minor": "6000000", "currency": "CNY"}

    assert [value for _, value in telling.tell_creditor(content)] == ["Ann", "11••8X", cny(60_000)]


def test_an_agent_is_told_with_the_bidder_and_the_power():
    content = {
        "name": "Ann",
        "number_shown": "11••8X",
        "agent_name": "Bo",
        "agent_number_shown": "11••38",
        "power": "No. 7",
    }

    assert [value for _, value in telling.tell_agent(content)] == list(content.values())
