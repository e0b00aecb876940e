"""Who may decide on a proposal, until when, and on what content."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.approvals.proposal import (
    BECAUSE_LENGTH_MAX,
    Proposal,
    State,
    Subject,
    body_of,
    hash_of,
    is_expired,
    judge_approval,
    judge_return,
    judge_taking_back,
    open_key,
)

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = timedelta(hours=24)
TICK = timedelta(microseconds=1)
BODY = body_of({"words": "stop", "sum_minor": "100"})
OPEN = Proposal(
    id="p", act="tests.note", subject=Subject("court"), body=BODY, content_hash=hash_of(BODY),
    state=State.OPEN, proposed_by="clerk", proposed_at=AT, expires_at=AT + DAY,
)  # fmt: skip


def _reason(refusal) -> str:
    return "" if refusal is None else str(refusal.reason)


@pytest.mark.parametrize(
    ("proposal", "by", "hash_read", "at", "reason"),
    [
        pytest.param(OPEN, "judge", OPEN.content_hash, AT, "", id="R-05/20"),
        pytest.param(OPEN, "clerk", OPEN.content_hash, AT, "approval_same_person", id="R-05/21"),
        pytest.param(OPEN, "judge", OPEN.content_hash, AT + DAY - TICK, "", id="R-05/22"),
        pytest.param(OPEN, "judge", OPEN.content_hash, AT + DAY, "approval_expired", id="R-05/23"),
        pytest.param(OPEN, "judge", "0" * 64, AT, "approval_read_something_else", id="R-05/24"),
        pytest.param(OPEN, "judge", "", AT, "approval_read_something_else", id="R-05/25"),
        pytest.param(None, "judge", "", AT, "approval_not_proposed", id="R-05/26"),
        *(
            pytest.param(
                replace(OPEN, state=state), "judge", OPEN.content_hash, AT, reason, id=f"R-05/{number}"
            )
            for number, state, reason in (
                (27, State.APPROVED, "approval_not_open"),
                (28, State.RETURNED, "approval_not_open"),
                (29, State.TAKEN_BACK, "approval_not_open"),
                (30, State.EXPIRED, "approval_expired"),
            )
        ),
    ],
)
def test_another_person_approves_within_the_day_what_was_read(proposal, by, hash_read, at, reason):
    assert _reason(judge_approval(proposal, hash_read=hash_read, by=by, at=at)) == reason


@pytest.mark.parametrize(
    ("by", "because", "at", "reason"),
    [
        ("judge", "the sum is wrong", AT, ""),
        ("judge", "", AT, "approval_without_reason"),
        ("judge", "x" * BECAUSE_LENGTH_MAX, AT, ""),
        ("judge", "x" * (BECAUSE_LENGTH_MAX + 1), AT, "approval_reason_too_long"),
        ("clerk", "the sum is wrong", AT, "approval_same_person"),
        ("judge", "the sum is wrong", AT + DAY, "approval_expired"),
    ],
)
def test_it_is_given_back_by_another_with_a_reason(by, because, at, reason):
    assert _reason(judge_return(OPEN, because=because, by=by, at=at)) == reason


@pytest.mark.parametrize(
    ("by", "at", "reason"),
    [("clerk", AT, ""), ("judge", AT, "approval_not_yours"), ("clerk", AT + DAY, "approval_expired")],
)
def test_only_who_proposed_takes_it_back(by, at, reason):
    assert _reason(judge_taking_back(OPEN, by=by, at=at)) == reason


def test_only_an_open_proposal_expires():
    assert is_expired(OPEN, AT + DAY)
    assert not is_expired(OPEN, AT + DAY - TICK)
    assert not is_expired(replace(OPEN, state=State.APPROVED), AT + DAY)


def test_the_content_reads_back_and_another_content_has_another_hash():
    assert OPEN.content == {"words": "stop", "sum_minor": "100"}
    assert hash_of(body_of({"words": "stop", "sum_minor": "101"})) != OPEN.content_hash


@given(st.lists(st.text(alphabet="abc|", max_size=3), min_size=6, max_size=6), st.integers(0, 5))
def test_another_part_is_another_place(parts, changed):
    def place(act, court, case, lot, around, key):
        return open_key(act, Subject(court, case, lot, around), {"key": key})

    other = [part + "x" if number == changed else part for number, part in enumerate(parts)]
    assert place(*parts) != place(*other)
    assert len(place(*parts)) == 64
