"""Choices come in their own order or the most frequent first, and an address can take one back."""

from __future__ import annotations

from listings.catalogue.choices import CHOICES_MAX, Choice, choices_of, filters_of, without
from listings.catalogue.shelf import Shelf, roll_up

FLAT = Shelf("IMMOVABLE", "", "c1", "FIRST", "open", "CNY")
ASKED = {"q": ("flat",), "class": ("MOVABLE", "IMMOVABLE"), "sort": ("newest",), "page": ("3",)}


def test_a_facet_with_an_order_of_its_own_keeps_it() -> None:
    shelves = [(FLAT._replace(status=status), count) for status, count in (("sold", 9), ("open", 1))]

    choices = choices_of(roll_up(shelves, {}), {})

    assert choices["status"] == [Choice("open", 1, False), Choice("sold", 9, False)]
    assert choices["region"] == []


def test_of_many_courts_the_chosen_and_the_most_frequent_are_offered() -> None:
    shelves = [(FLAT._replace(court_id=f"c{number:03}"), number) for number in range(1, 300)]
    chosen = {"court": ("c001", "gone")}

    courts = choices_of(roll_up(shelves, chosen), chosen)["court"]

    assert courts[:3] == [Choice("c001", 1, True), Choice("gone", 0, True), Choice("c299", 299, False)]
    assert len(courts) == CHOICES_MAX


def test_an_address_is_left_with_one_filter_less_on_its_first_page() -> None:
    assert without(ASKED, "class", "MOVABLE") == {"q": ["flat"], "sort": ["newest"], "class": ["IMMOVABLE"]}
    assert without(ASKED, "class") == {"q": ["flat"], "sort": ["newest"]}
    assert without(ASKED, "status") == {"q": ["flat"], "class": ["MOVABLE", "IMMOVABLE"], "sort": ["newest"]}


def test_order_and_page_leave_nothing_out() -> None:
    assert filters_of(ASKED) == [("q", "flat"), ("class", "MOVABLE"), ("class", "IMMOVABLE")]
