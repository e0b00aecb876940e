"""The evidence holds what was told at a time, by hashes, and no bidder before the round has ended (R-25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listings.warranty.evidence import Published, Round, compose, hash_of, warning_of
from tests.support.listings import WORDS

AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAPER = {
    "version": 1,
    "round_id": "r",
    "words": dict(WORDS),
    "priorities": [],
    "documents": [{"id": "d", "hash": "dd", "title": "Report"}],
    "photos": [{"id": "p", "hash": "pp", "alt": "House"}],
    "court_name": "East",
    "court_contact": "Room 1",
    "supervision": "Room 2",
    "warranty_disclaimer": True,
}
FIRST = Published(PAPER, "h1", AT)
SECOND = Published(PAPER | {"version": 2, "warranty_disclaimer": False}, "h2", AT + 2 * HOUR)
SEVEN = {prompt: AT + HOUR + timedelta(minutes=prompt) for prompt in range(1, 8)}
ENDED = Round("r", AT + 5 * HOUR, {"K7QX2": SEVEN, "B20AA": {1: AT + HOUR}})


def told(at: datetime, *notices: Published, held: Round = ENDED) -> dict:
    return compose("lot", notices or (SECOND, FIRST), [held], at=at)


def test_only_what_was_published_by_then_is_in_it():
    assert [each["version"] for each in told(AT - HOUR)["notices"]] == []
    assert [each["version"] for each in told(AT)["notices"]] == [1]
    assert [each["hash"] for each in told(AT + 2 * HOUR)["notices"]] == ["h1", "h2"]


@pytest.mark.parametrize(
    ("at", "is_secret"),
    [(AT + 5 * HOUR - timedelta(microseconds=1), True), (AT + 5 * HOUR, False)],
)
def test_bidders_stand_in_it_from_the_end_of_their_round_on(at, is_secret):
    (held,) = told(at)["rounds"]

    assert (held["secret"], bool(held["bidders"])) == (is_secret, not is_secret)


def test_a_round_that_has_not_ended_stays_secret():
    assert told(AT + 9 * HOUR, held=replace(ENDED, ended_at=None))["rounds"][0]["bidders"] == []


def test_each_bidder_has_what_was_acknowledged_and_what_leaves_the_court_liable():
    (held,) = told(AT + 5 * HOUR, FIRST)["rounds"]

    assert [each["bidder_code"] for each in held["bidders"]] == ["B20AA", "K7QX2"]
    assert [each["liable_because"] for each in held["bidders"]] == [["warranty_not_acknowledged"], []]
    assert held["bidders"][1]["acknowledged"]["7"] == SEVEN[7].isoformat()


def test_the_newest_notice_of_the_round_is_the_one_that_warned():
    (held,) = told(AT + 5 * HOUR)["rounds"]

    assert held["bidders"][1]["liable_because"] == ["warranty_not_disclaimed"]


def test_what_a_notice_lacks_is_named():
    without = PAPER | {"words": {name: text for name, text in WORDS.items() if name != "taxes"}}

    assert warning_of(without).undisclosed == ("taxes",)
    assert warning_of(PAPER).undisclosed == ()


def test_the_hash_is_of_all_the_rest_and_of_nothing_else():
    body = told(AT + 5 * HOUR)

    assert body["hash"] == hash_of(body) == told(AT + 5 * HOUR)["hash"]
    for changed in (body | {"lot_id": "x"}, body | {"at": ""}, body | {"notices": []}, body | {"rounds": []}):
        assert hash_of(changed) != body["hash"]
