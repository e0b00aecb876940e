"""What the demo writes as a bank is read as a statement of a bank, and every court's account stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.bank.account import CourtAccount, read_account
from auction.payments.bank.statement import Statement
from auction.payments.bank.statements import file
from demo.seed import COURTS
from demo.statement import Movement, write_statement
from demo.story import CourtStory

AT = datetime(2026, 11, 26, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.slug)
def test_the_account_of_a_court_stands_in_its_currency_and_is_of_no_case(court: CourtStory) -> None:
    form = {name: str(value) for name, value in court.account.content.items()}

    assert read_account(form) == court.account
    assert court.account.currency == court.currency
    cases = {case.account_number.replace(" ", "") for each in COURTS for case in each.cases}
    assert court.account.number not in cases


def test_no_two_courts_share_an_account() -> None:
    assert len({court.account.number for court in COURTS}) == len({court.slug for court in COURTS}) == 3


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.slug)
def test_a_statement_is_read_with_every_word_of_it(court: CourtStory) -> None:
    statement = written(court.account, Money(700, court.currency))

    paid, fee = statement.lines
    assert (paid.amount.minor, paid.party.name, paid.party.account) == (
        12_500,
        "Li & <Sons>",
        "6217000000009999",
    )
    assert (paid.text, paid.bank_reference, paid.booked_at) == ("K7F3K-9XQ2M", "k-1", AT)
    assert (fee.amount.minor, fee.is_fee, paid.is_fee) == (-500, True, False)
    assert (statement.opening.minor, statement.closing.minor) == (700, 12_700)
    assert statement.account == court.account.number


def written(account: CourtAccount, opening: Money) -> Statement:
    """Return what is read of a payment and a fee."""
    payment = Movement(
        "k-1", Money(12_500, account.currency), "Li & <Sons>", "6217000000009999", "K7F3K-9XQ2M"
    )
    fee = Movement("k-2", Money(-500, account.currency))
    found = file.read_file(write_statement(account, [payment, fee], number="1", opening=opening, at=AT))
    assert isinstance(found, tuple), found
    (statement,) = found
    return statement
