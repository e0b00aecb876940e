"""What a person may do about a difference: explain it, and have the gateway asked again."""

from __future__ import annotations

import enum
import unicodedata
from datetime import datetime, timedelta

from auction.kernel.refusal import Refusal

EXPLANATION_LENGTH_MAX = 1_000
# A gateway is asked again about one difference no more often: each asking reads days of its lines.
ASK_EVERY = timedelta(minutes=1)


class ReconciliationReason(enum.StrEnum):
    """Why a wish about a difference is refused."""

    DIFFERENCE_GONE = "difference_gone"
    EXPLANATION_MISSING = "explanation_missing"
    EXPLANATION_TOO_LONG = "explanation_too_long"
    ASKED_JUST_NOW = "gateway_asked_just_now"
    GATEWAY_SILENT = "gateway_silent"


def clean(text: str) -> str:
    """Return what somebody wrote in NFC, with plain line ends and without control characters."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (letter for letter in plain if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def judge_explanation(words: str, *, is_open: bool) -> Refusal | None:
    """Say why these words do not explain the difference, or None when they may."""
    if not is_open:
        return gone()
    if not words:
        return Refusal(ReconciliationReason.EXPLANATION_MISSING, "")
    if len(words) > EXPLANATION_LENGTH_MAX:
        numbers = {"length": len(words), "length_max": EXPLANATION_LENGTH_MAX}
        return Refusal(ReconciliationReason.EXPLANATION_TOO_LONG, "", numbers)
    return None


def judge_asking(*, is_open: bool, asked_at: datetime | None, at: datetime) -> Refusal | None:
    """Say why the gateway is not asked again now, or None when it is."""
    if not is_open:
        return gone()
    if asked_at is not None and at < asked_at + ASK_EVERY:
        seconds = int(ASK_EVERY.total_seconds())
        return Refusal(ReconciliationReason.ASKED_JUST_NOW, "", {"seconds": seconds})
    return None


def gone() -> Refusal:
    """Return the refusal of a difference that is no more."""
    return Refusal(ReconciliationReason.DIFFERENCE_GONE, "")
