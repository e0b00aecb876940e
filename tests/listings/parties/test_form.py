"""The form of a notification: what is read, and what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from listings.parties.form import read_notification
from listings.parties.notified import Mode, Notification

FORM = {"mode": "WAIVED", "on": "2026-02-01", "reason": " Statement  3 "}


def test_a_notification_is_read():
    found, errors = read_notification(FORM)

    assert errors == {}
    assert found == Notification(Mode.WAIVED, date(2026, 2, 1), "Statement 3")


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"mode": "SHOUTED"}, {"mode": "party_mode_unknown"}),
        ({"on": ""}, {"on": "party_day_missing"}),
        ({"on": "0001-01-01"}, {"on": "party_day_missing"}),
        ({"on": "yesterday", "mode": ""}, {"mode": "party_mode_unknown", "on": "party_day_missing"}),
        ({"reason": "x" * 400}, {}),
        ({"reason": "x" * 401}, {"reason": "party_reason_too_long"}),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(changed, reasons):
    _found, errors = read_notification(FORM | changed)

    assert {name: str(refusal.reason) for name, refusal in errors.items()} == reasons
