"""What a saved search is made of: a name, and an address of the list in one order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.listing import ASKED, read_asked
from listings.searches.saved import (
    NAME_LENGTH_MAX,
    SAVED_SEARCHES_MAX,
    SavedSearch,
    count_kept,
    format_query,
    judge_name,
    judge_new,
    judge_restore,
    parse_query,
    propose_name,
)

AT = datetime(2026, 1, 5, tzinfo=UTC)


# What a request brings: halves of pairs were replaced when it was read.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(st.dictionaries(st.sampled_from(ASKED), st.lists(TEXTS, max_size=25)))
def test_what_is_written_is_read_again(lists: dict[str, list[str]]) -> None:
    asked = read_asked(lists)

    written = format_query(asked)

    assert parse_query(written) == {name: values for name, values in asked.items() if name != "page"}
    assert written.isascii()


@pytest.mark.parametrize(
    ("name", "kept", "reason"),
    [
        ("", SAVED_SEARCHES_MAX, "too_many_searches"),
        ("", 0, "search_without_name"),
        ("x" * (NAME_LENGTH_MAX + 1), 0, "listing_text_too_long"),
        ("x" * NAME_LENGTH_MAX, SAVED_SEARCHES_MAX - 1, None),
    ],
)
def test_a_search_needs_a_name_and_a_place(name: str, kept: int, reason: str | None) -> None:
    refusal = judge_new(name, kept)

    assert (refusal and str(refusal.reason)) == reason


def test_a_deleted_search_comes_back_where_there_is_room() -> None:
    kept, deleted = SavedSearch("1", "Flats", "", AT), SavedSearch("2", "Cars", "", AT, deleted_at=AT)

    assert judge_restore(kept, SAVED_SEARCHES_MAX) is None
    assert judge_restore(deleted, SAVED_SEARCHES_MAX - 1) is None
    assert judge_restore(deleted, SAVED_SEARCHES_MAX) is not None
    assert count_kept([kept, deleted, kept]) == 2


def test_a_name_is_proposed_from_what_is_asked() -> None:
    assert propose_name(["“flat”", "Upcoming"]) == "flat · Upcoming"
    assert propose_name(["「住宅」", "即將開始"]) == "住宅 · 即將開始"
    assert judge_name(propose_name(["court" * 50])) is None
