"""The bidding pass: a sealed word that its bearer bids in one round under one code (R-33).

The hall opens it and learns nothing else; it knows no accounts.  The form is four parts with a
dot between them: round, code, last second as Unix time, and a keyed hash of the three.  Example::

    0192f0a4c1d27a5b8c3d4e5f60718293.K7F3K.1772330400.9f86d081884c7d65…
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from auction.kernel.refusal import Refusal

PASS_LENGTH_MAX = 200
_FORM = re.compile(r"([0-9a-z]{1,32})\.([0-9A-Z]{1,8})\.([0-9]{1,12})\.([0-9a-f]{64})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
# One secret serves several seals; the purpose inside keeps one from passing for another.
_PURPOSE = "bidding pass 1"


class PassReason(enum.StrEnum):
    """Why a bidding pass opens nothing."""

    NOT_A_PASS = "pass_not_valid"
    EXPIRED = "pass_expired"


@dataclass(frozen=True)
class Pass:
    """What a pass says: a round, a bidder code, and until when."""

    round_id: str
    bidder_code: str
    valid_until: datetime


def seal(secret: str, *, round_id: str, bidder_code: str, valid_until: datetime) -> str:
    """Write a pass; it is valid before ``valid_until``, in whole seconds."""
    told = f"{round_id}.{bidder_code}.{(valid_until - _EPOCH) // _SECOND}"
    return f"{told}.{_keyed_hash(secret, told)}"


def open_pass(secret: str, token: str, *, at: datetime) -> Pass | Refusal:
    """Read a pass back; refuses what was not sealed with this secret, or is over (R-33)."""
    form = _FORM.fullmatch(token) if len(token) <= PASS_LENGTH_MAX else None
    if form is None:
        return Refusal(PassReason.NOT_A_PASS, "R-33")
    round_id, bidder_code, seconds, told_hash = form.groups()
    told = token[: -len(told_hash) - 1]
    if not hmac.compare_digest(_keyed_hash(secret, told), told_hash):
        return Refusal(PassReason.NOT_A_PASS, "R-33")
    valid_until = _EPOCH + int(seconds) * _SECOND
    if at >= valid_until:
        return Refusal(PassReason.EXPIRED, "R-33", {"valid_until": valid_until})
    return Pass(round_id, bidder_code, valid_until)


def _keyed_hash(secret: str, told: str) -> str:
    return hmac.new(secret.encode(), f"{_PURPOSE}\n{told}".encode(), hashlib.sha256).hexdigest()
