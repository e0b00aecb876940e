"""Reads the minutes of a panel."""

from __future__ import annotations

from datetime import date

import pytest

from listings.valuation.panel import Minutes
from listings.valuation.panel_form import read_minutes
from listings.valuation.reason import PanelReason

FORM = {"document": " (2026)  Panel 3 ", "decided_on": "2026-02-28", "members": " 3 "}


def test_minutes_are_read():
    assert read_minutes(FORM) == Minutes("(2026) Panel 3", date(2026, 2, 28), 3)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("document", "x" * 201, PanelReason.DOCUMENT_TOO_LONG),
        ("decided_on", "yesterday", PanelReason.DAY_MISSING),
        ("decided_on", "0001-01-01", PanelReason.DAY_MISSING),
        ("members", "", PanelReason.MEMBERS_UNREADABLE),
        ("members", "0", PanelReason.MEMBERS_UNREADABLE),
        ("members", "100", PanelReason.MEMBERS_UNREADABLE),
        ("members", "-3", PanelReason.MEMBERS_UNREADABLE),
        ("members", "３", PanelReason.MEMBERS_UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_named(name, text, expected):
    found = read_minutes({**FORM, name: text})

    assert not isinstance(found, Minutes)
    assert found.reason == expected
