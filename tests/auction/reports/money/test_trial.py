"""The trial balance."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.ledger.accounts import Kind
from auction.reports.money.trial import TrialRow, trial_of


def cny(minor):
    return Money(minor, "CNY")


def row(kind, debit=0, credit=0, count=1):
    return TrialRow(kind, count, cny(debit), cny(credit))


def test_every_kind_of_the_chart_has_its_row_and_both_sides_agree():
    trial = trial_of(
        [row(Kind.DEPOSIT, credit=30), row(Kind.GATEWAY, debit=20), row(Kind.BANK, debit=10)], "CNY"
    )

    assert [each.kind for each in trial.rows] == list(Kind)
    assert (trial.debit, trial.credit, trial.agrees) == (cny(30), cny(30), True)


@pytest.mark.parametrize("off_by", [-1, 1])
def test_a_cent_of_difference_shows(off_by):
    assert not trial_of([row(Kind.DEPOSIT, credit=30), row(Kind.BANK, debit=30 + off_by)], "CNY").agrees


def test_an_empty_ledger_agrees():
    trial = trial_of([], "JPY")

    assert (trial.agrees, trial.debit) == (True, Money(0, "JPY"))


@pytest.mark.parametrize(
    ("found", "is_wrong"),
    [
        (row(Kind.BANK, debit=1), False),
        (row(Kind.BANK, debit=1, credit=1), True),
        (row(Kind.DEPOSIT, credit=1), False),
        (row(Kind.DEPOSIT, debit=1), True),
    ],
)
def test_an_account_on_the_other_side_is_pointed_out(found, is_wrong):
    assert found.is_on_the_wrong_side is is_wrong
