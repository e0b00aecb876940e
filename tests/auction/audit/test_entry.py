"""Entries are canonical bytes: one way to write them, and nothing in them that readers disagree on."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from auction.audit.entry import (
    ENTRY_BYTES_MAX,
    INTEGER_MAX,
    EntryDraft,
    canonical,
    entry_body,
    entry_hash,
    format_time,
)

AT = datetime(2026, 11, 22, 20, 31, 7, 123_456, tzinfo=UTC)

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_the_bytes_are_those_of_rfc_8785(facts: dict[str, object]) -> None:
    assert canonical(facts) == rfc8785.dumps(facts)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_the_bytes_are_those_of_sorted_json(facts: dict[str, object]) -> None:
    plain = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert canonical(facts) == plain.encode()


@pytest.mark.parametrize(
    "facts",
    [
        {"price": 1.0},
        {"price": None},
        {"price": float("nan")},
        {"price": INTEGER_MAX + 1},
        {"price": b"bytes"},
        {"Price": 1},
        {"": 1},
        {"名": 1},
        {"name": "e\u0301"},
        {"text": "x" * ENTRY_BYTES_MAX},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001  # naive is the point
    ],
)
def test_what_readers_could_read_differently_is_our_mistake(facts: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        canonical(facts)


def test_times_are_utc_with_six_decimals() -> None:
    assert format_time(AT) == "2026-11-22T20:31:07.123456Z"
    assert format_time(AT.astimezone(timezone(timedelta(hours=8)))) == "2026-11-22T20:31:07.123456Z"
    assert format_time(AT.replace(microsecond=0)) == "2026-11-22T20:31:07.000000Z"


def test_a_body_carries_frame_and_facts() -> None:
    draft = EntryDraft("lot", "bid.accepted", AT, {"amount_minor": "100", "currency": "CNY"})

    body = json.loads(entry_body(draft, number=17, previous_hash="9f"))

    assert body == {
        "v": 2,
        "type": "bid.accepted",
        "chain": "lot",
        "number": 17,
        "lot_prev": "9f",
        "at": "2026-11-22T20:31:07.123456Z",
        "amount_minor": "100",
        "currency": "CNY",
    }


@pytest.mark.parametrize(
    ("kind", "facts"), [("bid.invented", {}), ("bid.accepted", {"number": 1}), ("bid.accepted", {"v": 2})]
)
def test_unknown_types_and_facts_that_replace_the_frame_are_our_mistake(
    kind: str, facts: dict[str, object]
) -> None:
    with pytest.raises(AssertionError):
        entry_body(EntryDraft("lot", kind, AT, facts), number=1, previous_hash="")


def test_the_hash_is_that_of_a_leaf() -> None:
    assert entry_hash(b"{}") == hashlib.sha256(b"\x00{}").hexdigest()


def test_every_changed_byte_changes_the_hash() -> None:
    body = entry_body(EntryDraft("lot", "lot.opened", AT, {}), number=1, previous_hash="00")

    changed = {entry_hash(body[:n] + bytes([body[n] ^ 1]) + body[n + 1 :]) for n in range(len(body))}

    assert entry_hash(body) not in changed
    assert len(changed) == len(body)
