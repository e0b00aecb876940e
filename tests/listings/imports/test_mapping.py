"""Declared mappings."""

from __future__ import annotations

import pytest

from auction.kernel.money import MINOR_DIGITS
from auction.rules.asset_class import AssetClass
from listings import draft_form
from listings.imports.mapping import HOUSE_LIST, KR_COURT_LIST, MAPPINGS, UnknownMapping, mapping_of
from listings.imports.words import COLUMN_NAMES, MAPPING_NAMES


def test_mappings_are_found_by_name():
    assert mapping_of("kr-court-list") is KR_COURT_LIST
    with pytest.raises(UnknownMapping):
        mapping_of("kr-court-lists")


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)
def test_every_mapping_is_whole(mapping):
    assert mapping.currency in {"", *MINOR_DIGITS}
    assert {*mapping.key, mapping.court, mapping.starting_price} <= mapping.needed <= set(mapping.columns)
    assert "" not in mapping.columns
    assert len(set(mapping.columns)) == len(mapping.columns)
    assert set(mapping.classes.values()) <= set(AssetClass)
    assert all(word == word.casefold() for word in mapping.classes)
    assert set(mapping.fields) <= set(draft_form.FIELDS)
    assert set(mapping.columns) <= set(COLUMN_NAMES)
    assert mapping.name in MAPPING_NAMES


def test_names_of_mappings_are_used_once():
    assert len({mapping.name for mapping in MAPPINGS}) == len(MAPPINGS)


def test_a_list_of_one_court_need_not_name_it():
    settled = HOUSE_LIST.settled(currency="CNY", time_zone="Asia/Shanghai", own_court="East Court")

    assert "court" in HOUSE_LIST.needed
    assert "court" not in settled.needed
    assert settled.whole({"title": "A flat"}) == {
        **dict.fromkeys(HOUSE_LIST.columns, ""),
        "court": "East Court",
        "title": "A flat",
    }


def test_what_a_mapping_says_of_money_and_time_stands():
    settled = KR_COURT_LIST.settled(currency="CNY", time_zone="Asia/Shanghai")

    assert (settled.currency, settled.time_zone) == ("KRW", "Asia/Seoul")
    assert HOUSE_LIST.settled(currency="EUR", time_zone="Europe/Rome").currency == "EUR"
