"""An alarm is the same for the same thing, and another for anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.due.alarm import Alarm
from tests.support.cases import AT

ALARM = Alarm("balance", "R-63", "c1", "k1", "l1", "r1", AT, "r1")


def test_the_same_thing_is_one_alarm():
    assert replace(ALARM).id == ALARM.id
    assert len(ALARM.id) == 32


@pytest.mark.parametrize(
    "other",
    [
        *({"name": "second_round"}, {"lot_id": "l2"}, {"round_id": "r2"}, {"key": "p1"}),
        *({"since_at": AT + timedelta(seconds=1)}, {"court_id": "c2"}),
    ],
)
def test_anything_else_is_another(other):
    assert replace(ALARM, **other).id != ALARM.id
