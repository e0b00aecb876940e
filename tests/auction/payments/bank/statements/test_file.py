"""A file is read by what it is, not by its name, and refused as a whole if any statement is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.refusal import Refusal
from auction.payments.bank.account import AccountVersion, CourtAccount
from auction.payments.bank.csv_statement import template
from auction.payments.bank.statement import STATEMENT_BYTES_MAX
from auction.payments.bank.statements.file import digest_of, judge_file, read_file, statement_id, version_of
from auction.payments.bank.words import BankReason
from tests.support.bank import ACCOUNT, Entry, statement

AT = datetime(2026, 11, 25, tzinfo=UTC)
VERSION = AccountVersion("v", "court", CourtAccount("Court", ACCOUNT, "ICBC", "ICBKCNBJ", "CNY"), AT)
XML = statement(Entry("5.00"))


@pytest.mark.parametrize(
    "body",
    [
        XML,
        b"\xef\xbb\xbf" + XML,
        XML.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        template().encode(),
    ],
)
def test_each_form_is_told_by_its_first_letters(body: bytes) -> None:
    found = judge_file(read_file(body), [VERSION])

    assert isinstance(found, tuple)
    assert found[0].account == ACCOUNT


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", BankReason.FILE_MISSING),
        (b" \n", BankReason.FILE_MISSING),
        (b"x" * (STATEMENT_BYTES_MAX + 1), BankReason.FILE_TOO_LARGE),
        (b"%PDF-1.7", BankReason.NO_STATEMENT),
        (b"\x00\x01\x02\n\x03", BankReason.COLUMN_MISSING),
    ],
)
def test_what_is_no_statement_is_refused(body: bytes, reason: BankReason) -> None:
    found = read_file(body)

    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_one_wrong_statement_refuses_the_whole_file() -> None:
    right, wrong = read_file(XML), read_file(statement(Entry("5.00"), closing="1.00", number="S-9"))
    assert isinstance(right, tuple)
    assert isinstance(wrong, tuple)

    found = judge_file((*right, *wrong), [VERSION])

    assert isinstance(found, Refusal)
    assert found.reason == BankReason.SUM_WRONG


def test_two_statements_of_one_number_are_not_told_apart() -> None:
    found = read_file(XML)
    assert isinstance(found, tuple)

    no = judge_file((*found, *found), [VERSION])

    assert isinstance(no, Refusal)
    assert no.reason == BankReason.NUMBER_TWICE


def test_a_statement_of_an_earlier_account_is_still_one_of_the_court() -> None:
    now = AccountVersion("v2", "court", CourtAccount("Court", "110234567890", "KB", "CZNBKRSE", "CNY"), AT)
    found = read_file(XML)
    assert isinstance(found, tuple)

    assert judge_file(found, [now, VERSION]) == found
    assert version_of(found[0], [now, VERSION]) == VERSION
    no = judge_file(found, [now])
    assert isinstance(no, Refusal)
    assert no.reason == BankReason.STATEMENT_ACCOUNT


def test_without_an_account_nothing_is_taken_in() -> None:
    found = judge_file(read_file(XML), [])

    assert isinstance(found, Refusal)
    assert found.reason == BankReason.NO_ACCOUNT


def test_a_statement_has_one_id_for_a_court_a_file_and_a_number() -> None:
    ids = {
        statement_id(court, digest, number)
        for court in ("a", "b")
        for digest in (digest_of(b"1"), digest_of(b"2"))
        for number in ("1", "2")
    }

    assert len(ids) == 8
    assert statement_id("a", digest_of(b"1"), "1") in ids
