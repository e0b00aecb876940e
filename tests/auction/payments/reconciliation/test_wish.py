"""A difference is explained in words, and a gateway asked about it no more than once a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.payments.reconciliation.wish import (
    ASK_EVERY,
    EXPLANATION_LENGTH_MAX,
    ReconciliationReason,
    clean,
    judge_asking,
    judge_explanation,
)

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("words", "is_open", "reason"),
    [
        ("", False, ReconciliationReason.DIFFERENCE_GONE),
        ("", True, ReconciliationReason.EXPLANATION_MISSING),
        ("x" * (EXPLANATION_LENGTH_MAX + 1), True, ReconciliationReason.EXPLANATION_TOO_LONG),
        ("x" * EXPLANATION_LENGTH_MAX, True, None),
        ("x", True, None),
    ],
)
def test_an_explanation(words, is_open, reason):
    refusal = judge_explanation(words, is_open=is_open)

    assert (refusal.reason if refusal else None) == reason


@pytest.mark.parametrize(
    ("is_open", "asked_at", "reason"),
    [
        (False, None, ReconciliationReason.DIFFERENCE_GONE),
        (True, None, None),
        (True, AT - ASK_EVERY + TICK, ReconciliationReason.ASKED_JUST_NOW),
        (True, AT - ASK_EVERY, None),
    ],
)
def test_asking_again(is_open, asked_at, reason):
    refusal = judge_asking(is_open=is_open, asked_at=asked_at, at=AT)

    assert (refusal.reason if refusal else None) == reason


def test_what_is_written_is_kept_without_what_nobody_sees():
    assert clean(" a\r\nb\x07\u0000c\ud800 e\u0301 ") == "a\nbc \u00e9"
