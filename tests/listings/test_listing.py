"""What a visitor may ask the list for."""

from __future__ import annotations

from datetime import date

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from listings.listing import (
    CHOSEN_MAX,
    PAGES_MAX,
    VALUE_LENGTH_MAX,
    Sort,
    Status,
    Wish,
    read_asked,
    read_page,
    read_wish,
    status_of,
)


def read(**asked: str | list[str]) -> tuple[Wish, dict[str, Refusal]]:
    """Read an address with these names."""
    lists = {name: [text] if isinstance(text, str) else text for name, text in asked.items()}
    return read_wish(read_asked(lists))


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_one_word_for_visitors(state: State) -> None:
    assert status_of(state) in Status


def test_what_names_nothing_is_left_out() -> None:
    wish, errors = read(**{"class": "SHIP", "status": "x", "sort": "x", "court": "", "unknown": "1"})

    assert wish == Wish()
    assert errors == {}


def test_a_wish_is_read_as_asked() -> None:
    wish, errors = read(
        q=" 房产 ", court="c1", status=["open", "sold", "open"], discount="30 %", opens_to="2026-12-01",
        sort="dearest", page="3", **{"class": "MOVABLE"},
    )  # fmt: skip

    assert wish == Wish(
        words="房产",
        chosen={"class": ("MOVABLE",), "court": ("c1",), "status": ("open", "sold")},
        days={"opens_to": date(2026, 12, 1)},
        discount=30,
        sort=Sort.DEAREST,
        page=3,
    )
    assert errors == {}


def test_a_price_bounds_every_currency_that_can_write_it() -> None:
    wish, _ = read(price_from="1,000", price_to="1000.50")

    assert (wish.prices["price_from"]["CNY"], wish.prices["price_from"]["KRW"]) == (100_000, 1_000)
    assert wish.prices["price_to"]["CNY"] == 100_050 and "KRW" not in wish.prices["price_to"]
    assert set(read(price_from="0")[0].prices["price_from"].values()) == {0}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        *(
            ("price_from", text, "listing_price_unreadable")
            for text in ("1e5", "-1", "NaN", "abc", "9" * 40, "1.23456")
        ),
        *(("discount", text, "listing_discount_unreadable") for text in ("-1", "101", "½", "a lot", "1000")),
        *(
            ("closes_from", text, "listing_date_unreadable")
            for text in ("soon", "2026-02-30", "1.12.2026", "2026")
        ),
    ],
)
def test_what_is_unreadable_is_refused_by_name(name: str, text: str, reason: str) -> None:
    _, errors = read(**{name: text})

    assert {field: str(refusal.reason) for field, refusal in errors.items()} == {name: reason}


def test_what_an_address_asks_is_kept_under_known_names_only() -> None:
    asked = read_asked(
        {
            "sort": ["newest"], "q": [" a  b "], "_external": ["1"], "court": ["", "c1", "c1"],
            "region": [str(number) for number in range(100)], "page": ["2", "3"], "price_from": ["x" * 1000],
        }
    )  # fmt: skip

    assert list(asked) == ["q", "region", "court", "price_from", "sort", "page"]
    assert (asked["q"], asked["court"], asked["page"]) == (("a b",), ("c1",), ("2",))
    assert (len(asked["region"]), len(asked["price_from"][0])) == (CHOSEN_MAX, VALUE_LENGTH_MAX)


@pytest.mark.parametrize(
    ("text", "page"), [("", 1), ("0", 1), ("7", 7), ("-1", 1), ("x", 1), ("99999", PAGES_MAX), ("9" * 30, 1)]
)
def test_a_page_is_a_small_number(text: str, page: int) -> None:
    assert read_page(text) == page
