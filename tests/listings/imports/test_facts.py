"""Reading the cells of a row into values."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from listings.imports.facts import Facts, read_facts
from listings.imports.mapping import HOUSE_LIST, KR_COURT_LIST
from listings.imports.reader import Row
from tests.support.imports import make_house_cells, make_row

EAST = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court="East Court")


def _facts(**cells):
    return read_facts(make_row(**cells), KR_COURT_LIST)


def _house(**cells):
    return read_facts(Row(1, 2, make_house_cells(**cells)), EAST)


def _reasons(errors):
    return {column: str(refusal.reason) for column, refusal in errors.items()}


@pytest.mark.parametrize("text", ["700,000", " 700 000 ", "700000.00"])
def test_digits_may_be_grouped(text):
    assert _facts(minimum_price_krw=text).starting_price == Money(700_000, "KRW")


def test_facts_are_what_the_row_says():
    facts = _facts(tags="유찰1회|유치권|지분매각", failed_rounds="1")

    assert facts.title == "아파트 · 12 Quay Road"
    assert facts.place == "12 Quay Road"
    assert facts.known_defects == "유치권; 지분매각"
    assert "비고: 유찰1회|유치권|지분매각" in facts.description
    assert facts.asset_class is AssetClass.IMMOVABLE
    assert facts.source_key == "kr-court-list|Harbour Court|2026-1|1"


def test_keys_of_different_rows_differ_even_with_separators_inside():
    first = _facts(case_number="1|2", item_no="3").source_key
    second = _facts(case_number="1", item_no="2|3").source_key

    assert first != second


def test_a_house_list_is_read_as_the_desk_reads_its_form():
    facts = _house(opens_at="2027/3/1 10:00", asset_class="Other_Right", failed_rounds="")

    assert facts.court == "East Court"
    assert facts.source_key == "house-list|East Court|(2026) 17|1"
    assert (facts.title, facts.asset_class) == ("Flat of 98 m²", AssetClass.OTHER_RIGHT)
    assert (facts.description, facts.known_defects) == ("Three rooms.", "None | known; so far.")
    assert (facts.starting_price, facts.failed_rounds) == (Money(71_400_000, "CNY"), 0)
    assert facts.fields == {
        "increment": "10000.00",
        "deposit": "71400.00",
        "opens_at": "2027-03-01T02:00:00+00:00",
        "closes_at": "2027-03-02T02:00:00+00:00",
        "balance_due_at": "2027-03-17T09:00:00+00:00",
    }


@pytest.mark.parametrize("word", ["movable", "MOVABLE", "动产", "動產"])
def test_a_class_may_be_named_in_each_language(word):
    assert _house(asset_class=word).asset_class is AssetClass.MOVABLE


@pytest.mark.parametrize(
    ("cells", "errors"),
    [
        ({"title": ""}, {"title": "row_field_missing"}),
        ({"title": "t" * 201}, {"title": "row_field_too_long"}),
        ({"title": "t" * 200, "description": "d" * 4_000}, {}),
        ({"description": "d" * 4_001}, {"description": "row_field_too_long"}),
        ({"lot_number": ""}, {"lot_number": "row_field_missing"}),
        ({"asset_class": "spaceship"}, {"asset_class": "row_property_type_unknown"}),
        ({"reference_price": ""}, {"reference_price": "row_price_malformed"}),
        ({"increment": "a few"}, {"increment": "listing_amount_unreadable"}),
        ({"deposit": "9" * 13}, {"deposit": "listing_amount_too_large"}),
        ({"opens_at": "tomorrow"}, {"opens_at": "listing_time_unreadable"}),
        ({"opens_at": "2027/13/1 10:00"}, {"opens_at": "listing_time_unreadable"}),
        ({"court": "West Court"}, {"court": "row_court_of_others"}),
        ({"court": "East Court"}, {}),
        (
            {"court": "West Court", "lot_number": "", "deposit": "x"},
            {"court": "row_court_of_others", "lot_number": "row_field_missing",
             "deposit": "listing_amount_unreadable"},
        ),
    ],
)  # fmt: skip
def test_each_wrong_column_has_its_refusal(cells, errors):
    read = _house(**cells)

    assert ({} if isinstance(read, Facts) else _reasons(read)) == errors


def test_the_own_court_is_named_as_it_is_registered():
    court = "East  Court"
    mapping = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court=court)

    read = read_facts(Row(1, 2, make_house_cells(court="East Court")), mapping)

    assert read.court == court


def test_a_class_that_was_chosen_stands_beside_the_word_of_the_list():
    row = Row(1, 2, make_row(property_type="spaceship").cells, asset_class=AssetClass.MOVABLE)

    read = read_facts(row, KR_COURT_LIST)

    assert (read.asset_class, read.title) == (AssetClass.MOVABLE, "spaceship · 12 Quay Road")
