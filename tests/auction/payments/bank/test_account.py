"""The account of a court is right to the last digit, or refused with everything that is wrong."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from auction.payments.bank.account import (
    FIELD_OF,
    FIELDS,
    CourtAccount,
    account_of,
    is_bank_code,
    is_number,
    judge_number,
    read_account,
)
from auction.payments.bank.words import BankReason

FORM = {
    "holder": "  深圳市 人民法院 ",
    "number": "6222 0202 0011 2233 445",
    "bank": "ICBC",
    "code": "icbkcnbj",
    "currency": "cny",
    "stripe_account": "",
}
IBAN = "DE89370400440532013000"


def test_a_form_is_tidied() -> None:
    found = read_account(FORM)

    assert found == CourtAccount("深圳市 人民法院", "6222020200112233445", "ICBC", "ICBKCNBJ", "CNY", "")


@pytest.mark.parametrize("at", range(2, len(IBAN)))
def test_an_iban_with_one_wrong_digit_is_none(at: int) -> None:
    wrong = IBAN[:at] + str((int(IBAN[at]) + 1) % 10) + IBAN[at + 1 :]

    assert is_number(IBAN)
    assert not is_number(wrong)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("12345", False),
        ("123456", True),
        ("1" * 34, True),
        ("1" * 35, False),
        ("ABCDEFG", False),
        ("12-456", False),
    ],
)
def test_a_number_that_is_no_iban_has_six_to_thirty_four_characters(number: str, *, is_one: bool) -> None:
    assert is_number(number) == is_one


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("ICBKCNBJ", True), ("ICBKCNBJXXX", True), ("ICBKCNB", False), ("ICBKCNBJX", False),
        ("102100099996", True), ("10210009999", False), ("", False), ("1CBKCNBJ", False),
    ],
)  # fmt: skip
def test_a_bank_is_named_by_bic_or_cnaps(code: str, *, is_one: bool) -> None:
    assert is_bank_code(code) == is_one


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("holder", " ", BankReason.HOLDER_MISSING),
        ("holder", "x" * 71, BankReason.HOLDER_MISSING),
        ("number", "DE89370400440532013001", BankReason.NUMBER_WRONG),
        ("bank", "", BankReason.BANK_MISSING),
        ("code", "ICBC", BankReason.CODE_WRONG),
        ("currency", "XAU", BankReason.CURRENCY_UNKNOWN),
        ("stripe_account", "sk_live_1234567", BankReason.STRIPE_WRONG),
    ],
)
def test_each_wrong_field_is_said_at_its_place(field: str, value: str, reason: BankReason) -> None:
    found = read_account({**FORM, field: value})

    assert isinstance(found, tuple)
    assert [(refusal.reason, FIELD_OF[refusal.reason]) for refusal in found] == [(reason, field)]


def test_an_empty_form_is_told_all_at_once() -> None:
    found = read_account({})

    assert isinstance(found, tuple)
    assert [FIELD_OF[refusal.reason] for refusal in found] == list(FIELDS[:5])


def test_what_is_proposed_reads_back_and_its_hash_changes_with_every_part() -> None:
    account = read_account(FORM)
    assert isinstance(account, CourtAccount)

    assert account_of(account.content) == account
    others = {account_of({**account.content, name: "ACCT1234567X"}).digest for name in FIELDS}
    assert len(others | {account.digest}) == len(FIELDS) + 1


@pytest.mark.parametrize(("owner", "is_taken"), [(None, False), ("east", False), ("west", True)])
def test_r_90_a_number_is_of_one_court_and_the_refusal_does_not_say_of_which(
    owner: str | None, is_taken: bool
) -> None:
    no = judge_number(owner, court_id="east")

    assert no == (Refusal(BankReason.NUMBER_TAKEN, "R-90") if is_taken else None)
