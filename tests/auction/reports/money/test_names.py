"""Every purpose and every kind of account has words, and no two have the same."""

from __future__ import annotations

from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose
from auction.reports.money.names import KINDS, PURPOSES


def test_every_purpose_has_words_of_its_own():
    assert set(PURPOSES) == set(Purpose)
    assert len(set(PURPOSES.values())) == len(PURPOSES)


def test_every_kind_of_account_has_words_of_its_own():
    assert set(KINDS) == set(Kind)
    assert len(set(KINDS.values())) == len(KINDS)
