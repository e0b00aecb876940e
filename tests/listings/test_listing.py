"""What a visitor may ask the list for."""

from __future__ import annotations

import pytest

from auction.rounds.lifecycle import State
from listings.listing import PAGES_MAX, Sort, Status, Wish, read_page, read_wish, status_of


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_one_word_for_visitors(state: State) -> None:
    assert status_of(state) in Status


def test_what_names_nothing_is_left_out() -> None:
    wish, errors = read_wish({"class": "SHIP", "status": "x", "sort": "x", "court": "", "unknown": "1"})

    assert wish == Wish()
    assert errors == {}


def test_a_wish_is_read_as_asked() -> None:
    wish, errors = read_wish(
        {"q": " 房产 ", "court": "c1", "class": "MOVABLE", "status": "open", "sort": "dearest", "page": "3"}
    )

    assert wish == Wish("房产", "c1", "MOVABLE", "open", sort=Sort.DEAREST, page=3)
    assert errors == {}


def test_a_price_bounds_every_currency_that_can_write_it() -> None:
    wish, _ = read_wish({"price_from": "1,000", "price_to": "1000.50"})

    assert wish.price_from is not None and wish.price_to is not None
    assert (wish.price_from["CNY"], wish.price_from["KRW"]) == (100_000, 1_000)
    assert wish.price_to["CNY"] == 100_050 and "KRW" not in wish.price_to


@pytest.mark.parametrize("text", ["1e5", "-1", "NaN", "abc", "0", "9" * 40])
def test_an_unreadable_price_is_refused(text: str) -> None:
    _, errors = read_wish({"price_from": text})

    assert [str(refusal.reason) for refusal in errors.values()] == ["listing_amount_unreadable"]


@pytest.mark.parametrize(
    ("text", "page"), [("", 1), ("0", 1), ("7", 7), ("-1", 1), ("x", 1), ("99999", PAGES_MAX), ("9" * 30, 1)]
)
def test_a_page_is_a_small_number(text: str, page: int) -> None:
    assert read_page(text) == page
