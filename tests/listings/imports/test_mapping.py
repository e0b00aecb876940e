"""Declared mappings."""

from __future__ import annotations

import pytest

from auction.kernel.money import MINOR_DIGITS
from auction.rules.asset_class import AssetClass
from listings.imports.mapping import KR_COURT_LIST, MAPPINGS, UnknownMapping, mapping_of


def test_mappings_are_found_by_name():
    assert mapping_of("kr-court-list") is KR_COURT_LIST
    with pytest.raises(UnknownMapping):
        mapping_of("kr-court-lists")


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)
def test_every_mapping_is_whole(mapping):
    assert mapping.currency in MINOR_DIGITS
    assert {*mapping.key, mapping.court, mapping.starting_price} <= mapping.columns
    assert "" not in mapping.columns
    assert set(mapping.classes.values()) <= set(AssetClass)


def test_names_of_mappings_are_used_once():
    assert len({mapping.name for mapping in MAPPINGS}) == len(MAPPINGS)
