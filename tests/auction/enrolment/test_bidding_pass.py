"""A pass opens what was sealed, until its end, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.enrolment.bidding_pass import Pass, open_pass, seal
from auction.kernel.refusal import Refusal

SECRET = "a secret that only tests know, long enough"
UNTIL = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
TOKEN = seal(SECRET, round_id="0192f0a4c1d27a5b8c3d4e5f60718293", bidder_code="K7F3K", valid_until=UNTIL)


def reason_of(opened: Pass | Refusal) -> str:
    return str(opened.reason) if isinstance(opened, Refusal) else "opened"


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (UNTIL - timedelta(days=30), "opened"),
        (UNTIL - timedelta(microseconds=1), "opened"),
        (UNTIL, "pass_expired"),
        (UNTIL + timedelta(days=1), "pass_expired"),
    ],
)
def test_a_pass_is_valid_until_its_end(at: datetime, reason: str) -> None:
    assert reason_of(open_pass(SECRET, TOKEN, at=at)) == reason


def test_a_pass_says_round_and_code_and_nothing_else() -> None:
    opened = open_pass(SECRET, TOKEN, at=UNTIL - timedelta(hours=1))

    assert opened == Pass("0192f0a4c1d27a5b8c3d4e5f60718293", "K7F3K", UNTIL)


def test_every_changed_byte_makes_it_nothing() -> None:
    at = UNTIL - timedelta(hours=1)

    for place in range(len(TOKEN)):
        for change in (1, 2, 32, 64, 128):
            changed = TOKEN[:place] + chr(ord(TOKEN[place]) ^ change) + TOKEN[place + 1 :]
            assert reason_of(open_pass(SECRET, changed, at=at)) == "pass_not_valid", (place, change)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "...",
        TOKEN[:-1],
        TOKEN + "0",
        TOKEN.upper(),
        " " + TOKEN,
        TOKEN + "\n",
        "x" * 10_000,
        "é" * 50,
    ],
)
def test_what_is_no_pass_is_refused(token: str) -> None:
    assert reason_of(open_pass(SECRET, token, at=UNTIL - timedelta(hours=1))) == "pass_not_valid"


def test_another_secret_opens_nothing() -> None:
    assert reason_of(open_pass(SECRET + "!", TOKEN, at=UNTIL - timedelta(hours=1))) == "pass_not_valid"


def test_whoever_sealed_in_fractions_gets_whole_seconds() -> None:
    token = seal(SECRET, round_id="r", bidder_code="A", valid_until=UNTIL + timedelta(microseconds=999_999))

    assert reason_of(open_pass(SECRET, token, at=UNTIL)) == "pass_expired"
