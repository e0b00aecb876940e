"""An entry of the record as canonical bytes (TRUST 2.2).

The form is restricted canonical JSON (a profile of RFC 8785): UTF-8 in NFC, sorted keys of
``[a-z][a-z0-9_]*``, and as values only objects, arrays, strings, true, false and integers up to
2^53 - 1.  No floats, no null.  Money is a string of minor units with its currency beside it, a
time has exactly six decimals and a Z, a hash is lowercase hexadecimal.  Example::

    {"amount_minor":"74400000","at":"2026-11-22T20:31:07.123456Z","bidder_code":"K7F3K",
     "currency":"CNY","lot_prev":"9f…","number":17,"type":"bid.accepted","v":2}
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import orjson

ENTRY_BYTES_MAX = 65_535
INTEGER_MAX = 2**53 - 1
RECORD_VERSION = 2
FIRST_PREVIOUS = "0" * 64

# The closed list of each version; a new act of the law comes with a new version.
_TYPES_V1 = frozenset(
    {
        "log.genesis",
        "rules.published",
        "lot.published",
        "lot.amended",
        "approval",
        "lot.opened",
        "deposit.confirmed",
        "bidder.admitted",
        "bidder.excluded",
        "bid.accepted",
        "bid.refused",
        "lot.suspended",
        "lot.resumed",
        "lot.withdrawn",
        "lot.closing",
        "lot.closed",
        "priority.applied",
        "settlement.posted",
        "refund.posted",
        "identity.opened",
        "clock.step",
        "sequencer.takeover",
        "export.made",
        "access.identity",
        "court.registered",
        "case.registered",
        "case.account_named",
        "account.made",
        "account.removed",
    }
)
_TYPES_V2 = frozenset(
    {
        "proposal.made",
        "proposal.returned",
        "proposal.taken_back",
        "proposal.expired",
        "asset.seized",
        "valuation.noted",
        "reference_price.fixed",
        "panel.decided",
        "creditor.elected",
        "claim.registered",
        "debtor.agreed",
        "party.registered",
        "platform.chosen",
        "party.notified",
        "person.blocked",
        "agent.confirmed",
        "creditor.confirmed",
        "qualification.checked",
        "lot.resumption_set",
        "incident.reported",
        "debt.paid",
        "court.alerted",
        "payout.posted",
        "payout.refused",
        "payment.held",
        "payment.placed",
        "dispute.opened",
        "dispute.ended",
        "reconciliation.done",
        "difference.explained",
        "correction.posted",
        "refund.redirected",
        "bank.account_named",
        "payment_file.written",
        "statement.taken",
        "payment.sent_back",
        "balance.paid",
        "dispute.borne",
        "payout.sent_again",
    }
)
TYPES = _TYPES_V1 | _TYPES_V2

# The same keys come again with every bid, and an end stays for many.
KEYS_KEPT_MAX = 1_000
TIMES_KEPT_MAX = 1_000

_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True)
class EntryDraft:
    """What is to be recorded: the facts, and the columns by which they are found again.

    ``chain`` is the lot's id for everything that happens to a lot, ``court:<id>`` for acts of a
    court and ``platform`` for the rest.
    """

    chain: str
    type: str
    at: datetime
    facts: Mapping[str, object]
    court_id: str | None = None
    case_id: str | None = None
    lot_id: str | None = None
    round_id: str | None = None


def chain_of(court_id: str | None) -> str:
    """Return the chain on which acts of a court stand, or those of the platform where no court acts."""
    return f"court:{court_id}" if court_id else "platform"


@lru_cache(maxsize=TIMES_KEPT_MAX)
def format_time(at: datetime) -> str:
    """Write an aware time as ``2026-11-22T20:31:07.123456Z``."""
    assert at.tzinfo is not None, "times are aware"
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def canonical(facts: Mapping[str, object]) -> bytes:
    """Return the canonical bytes of the facts; asserts that they fit the profile."""
    body = orjson.dumps(_checked(facts), option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)
    assert len(body) <= ENTRY_BYTES_MAX, "an entry is at most 65,535 bytes"
    return body


def entry_body(draft: EntryDraft, *, number: int, previous_hash: str) -> bytes:
    """Return the bytes of the draft as entry so-and-so of its chain."""
    assert draft.type in TYPES, f"{draft.type} is not a type of record version {RECORD_VERSION}"
    frame = {
        "v": RECORD_VERSION,
        "type": draft.type,
        "chain": draft.chain,
        "number": number,
        "lot_prev": previous_hash,
        "at": draft.at,
    }
    assert not frame.keys() & draft.facts.keys(), "facts never replace the frame"
    return canonical({**frame, **draft.facts})


def entry_hash(body: bytes) -> str:
    """Return the leaf hash of an entry, as hexadecimal (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + body).hexdigest()


def _checked(facts: Mapping[str, object]) -> dict[str, object]:
    _check_keys(tuple(facts))
    told = {}
    for key, value in facts.items():
        # Plain text and times are most of what a bid says, and bids are many: no call for them.
        if type(value) is str:
            plain = value.isascii()
        else:
            plain = type(value) is datetime and value.microsecond > 0 and value.tzinfo is UTC
        told[key] = value if plain else _checked_value(value)
    return told


def _checked_value(value: object) -> object:
    if isinstance(value, datetime):
        # orjson writes times in this very form, and fast, but leaves out decimals that are all zero.
        return value if value.microsecond and value.tzinfo is UTC else format_time(value)
    if isinstance(value, str):
        assert unicodedata.is_normalized("NFC", value), "text is NFC"
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        assert -INTEGER_MAX <= value <= INTEGER_MAX, "integers stay exact in every reader"
        return value
    if isinstance(value, Mapping):
        return _checked(value)
    assert isinstance(value, (list, tuple)), f"{type(value).__name__} has no place in an entry"
    return [_checked_value(inner) for inner in value]


@lru_cache(maxsize=KEYS_KEPT_MAX)
def _check_keys(keys: tuple[str, ...]) -> None:
    assert all(_KEY.fullmatch(key) for key in keys), "keys are lower-case words"
