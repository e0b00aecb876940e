"""Each place and each fate has its word, and the most urgent one is said."""

from __future__ import annotations

import pytest

from auction.payments.bank.placing import Place
from auction.payments.bank.statements.fate import FATE_WORDS, PLACE_WORDS, Fate, fate_of


@pytest.mark.parametrize(
    ("waits", "held", "returned", "fate"),
    [
        (False, False, False, Fate.TAKEN),
        (True, False, False, Fate.JUDGED_SOON),
        (False, False, True, Fate.RETURNED),
        (True, True, False, Fate.HELD),
        (False, True, True, Fate.HELD),
    ],
)
def test_the_fate_of_a_payment_is_the_one_that_asks_most_of_people(
    waits: bool, held: bool, returned: bool, fate: Fate
) -> None:
    assert fate_of(is_waiting=waits, is_held=held, is_returned=returned) is fate


def test_nothing_is_without_a_word() -> None:
    assert set(PLACE_WORDS) == set(Place)
    assert set(FATE_WORDS) == set(Fate)
