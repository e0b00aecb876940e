"""A bank's statement in XML is read whole or refused, whatever version and whatever is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.camt import read_camt
from auction.payments.bank.statement import STATEMENTS_MAX, Party, Statement, judge
from auction.payments.bank.words import BankReason
from tests.support.bank import ACCOUNT, Entry, statement

VERSIONS = ("02", "04", "08")


def read(body: bytes) -> Statement:
    found = read_camt(body)
    assert isinstance(found, tuple), found
    (only,) = found
    return only


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_tells_the_account_the_balances_and_who_paid_what(version: str) -> None:
    entry = Entry(
        "71400.00", "deposit K7F3K-9XQ2M", name="王芳", account="6217000010012345678", reference="B-77"
    )

    found = read(statement(entry, version=version))

    (line,) = found.lines
    assert (found.account, found.currency, found.number) == (ACCOUNT, "CNY", "S-230")
    assert (found.opening, found.closing) == (Money(100_000, "CNY"), Money(7_240_000, "CNY"))
    assert found.closed_on == date(2026, 11, 25)
    assert (line.amount, line.bank_reference, line.text) == (
        Money(7_140_000, "CNY"), "B-77", "deposit K7F3K-9XQ2M",
    )  # fmt: skip
    assert line.party == Party("王芳", "6217000010012345678", "")
    assert judge(found, account=ACCOUNT, currency="CNY") is None


@pytest.mark.parametrize("version", VERSIONS)
def test_a_batch_is_as_many_lines_as_payments_if_the_bank_says_each_amount(version: str) -> None:
    batch = Entry("300.00", reference="B-1", details=(("100.00", "one"), ("200.00", "two")))

    lines = read(statement(batch, version=version)).lines

    assert [(line.position, line.amount.minor, line.text) for line in lines] == [
        ("1.1", 10_000, "one"),
        ("1.2", 20_000, "two"),
    ]
    assert len({line.bank_reference for line in lines}) == 2


@pytest.mark.parametrize(
    "details",
    [(("", "one"), ("", "two")), (("100.00", "one"), ("150.00", "two"))],
    ids=["no amounts", "other sum"],
)
def test_a_batch_that_does_not_tell_its_parts_is_one_line_of_nobody(
    details: tuple[tuple[str, str], ...],
) -> None:
    (line,) = read(statement(Entry("300.00", details=details))).lines

    assert (line.amount.minor, line.party) == (30_000, Party())


def test_what_only_waits_at_the_bank_is_no_line() -> None:
    found = read(statement(Entry("5.00", status="PDNG"), Entry("7.00"), Entry("9.00", status="INFO")))

    assert [line.amount.minor for line in found.lines] == [700]


def test_a_payout_that_came_back_says_so_with_its_reason_and_our_key() -> None:
    returned = Entry("50.00", end_to_end="OURKEY", returned="AC04")
    reversed_one = Entry("60.00", end_to_end="OTHER", is_reversal=True)

    first, second = read(statement(returned, reversed_one)).lines

    assert (first.end_to_end, first.is_returned, first.return_reason) == ("OURKEY", True, "AC04")
    assert (second.end_to_end, second.is_returned, second.return_reason) == ("OTHER", True, "")


def test_a_bank_fee_is_told_by_its_code_and_leaves_the_account() -> None:
    (line,) = read(statement(Entry("-5.00", fee=True))).lines

    assert (line.is_fee, line.amount.minor) == (True, -500)


@pytest.mark.parametrize(
    ("account", "currency", "amount", "minor"),
    [("DE89370400440532013000", "EUR", "1.50", 150), ("110-234-567890", "KRW", "1500", 1500)],
)
def test_accounts_and_currencies_of_other_countries_are_read(
    account: str, currency: str, amount: str, minor: int
) -> None:
    body = statement(Entry(amount), account=account, currency=currency, opening="1000")

    found = read(body)

    assert (found.account, found.lines[0].amount) == (account, Money(minor, currency))
    assert judge(found, account=account, currency=currency) is None


def test_a_moment_is_kept_only_where_the_bank_says_its_zone() -> None:
    zoned = Entry("1.00", day="<DtTm>2026-11-25T10:00:00+08:00</DtTm>")
    bare = Entry("1.00", day="<DtTm>2026-11-25T10:00:00</DtTm>")

    first, second = read(statement(zoned, bare)).lines

    assert first.booked_at == datetime(2026, 11, 25, 2, tzinfo=UTC)
    assert (second.booked_at, second.booked_on) == (None, date(2026, 11, 25))


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
FILE = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PLAIN = statement(Entry("5.00", reference="R"))


@pytest.mark.parametrize("text", ["5", "5.", "5.0", "5.000", "5.00000"])
def test_as_many_zeros_as_the_standard_allows_are_the_same_amount(text: str) -> None:
    (line,) = read(PLAIN.replace(b">5.00<", f">{text}<".encode())).lines

    assert line.amount.minor == 500


@pytest.mark.parametrize(
    ("body", "reason", "numbers"),
    [
        (BOMB + b"<Document>&b;</Document>", BankReason.FILE_HAS_ENTITIES, {}),
        (FILE + b"<Document>&a;</Document>", BankReason.FILE_HAS_ENTITIES, {}),
        (b"<!DOCTYPE Document><Document/>", BankReason.FILE_HAS_ENTITIES, {}),
        (b"", BankReason.FILE_UNREADABLE, {"line": 1}),
        (PLAIN[:-20], BankReason.FILE_UNREADABLE, {"line": 7}),
        (b"<Document/>", BankReason.NO_STATEMENT, {}),
        (PLAIN.replace(b"UTF-8", b"nonsense"), BankReason.FILE_ENCODING, {"line": 1}),
        (PLAIN.replace(b"S-230", b"\xff\xfe"), BankReason.FILE_UNREADABLE, {"line": 3}),
        (PLAIN.replace(b"CLBD", b"XXXX"), BankReason.PART_MISSING, {"line": "0", "part": "closing balance"}),
        (PLAIN.replace(b"OPBD", b"XXXX"), BankReason.PART_MISSING, {"line": "0", "part": "opening balance"}),
        (PLAIN.replace(b">5.00<", b">5,5.5.5<"), BankReason.AMOUNT_WRONG, {"line": "1", "text": "5,5.5.5"}),
        (PLAIN.replace(b">5.00<", b">5,000<"), BankReason.AMOUNT_WRONG, {"line": "1", "text": "5,000"}),
        (PLAIN.replace(b">5.00<", b">5.005<"), BankReason.AMOUNT_WRONG, {"line": "1", "text": "5.005"}),
        (PLAIN.replace(b">5.00<", b">NaN<"), BankReason.AMOUNT_WRONG, {"line": "1", "text": "NaN"}),
        (PLAIN.replace(b">5.00<", b">-5.00<"), BankReason.AMOUNT_WRONG, {"line": "1", "text": "-5.00"}),
        (PLAIN.replace(b"CRDT</CdtDbtInd><Sts>", b"X</CdtDbtInd><Sts>"), BankReason.PART_MISSING,
         {"line": "1", "part": "CdtDbtInd"}),
        (PLAIN.replace(b"<BookgDt><Dt>2026-11-25", b"<BookgDt><Dt>2026-11-35"), BankReason.DAY_WRONG,
         {"line": "1", "text": "2026-11-35"}),
        (PLAIN.replace(b'<Ntry><Amt Ccy="CNY"', b'<Ntry><Amt Ccy="EUR"'), BankReason.LINE_CURRENCY,
         {"line": "1"}),
        (PLAIN.replace(b'<Ntry><Amt Ccy="CNY"', b'<Ntry><Amt Ccy="XAU"'), BankReason.AMOUNT_WRONG,
         {"line": "1", "text": "XAU"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(
    body: bytes, reason: BankReason, numbers: dict[str, object]
) -> None:
    found = read_camt(body)

    assert isinstance(found, Refusal)
    assert (found.reason, dict(found.numbers)) == (reason, numbers)


@pytest.mark.parametrize(
    "day", ["<Dt>9999-12-31</Dt>", "<Dt>0001-01-01</Dt>", "<DtTm>0001-01-01T00:00:00+14:00</DtTm>"]
)
def test_a_day_around_which_no_day_can_be_computed_is_refused(day: str) -> None:
    found = read_camt(statement(Entry("5.00", day=day)))

    assert isinstance(found, Refusal)
    assert found.reason == BankReason.DAY_WRONG


def test_a_file_with_too_many_statements_is_refused_before_they_are_looked_at() -> None:
    found = read_camt(b"<Document>" + b"<Stmt/>" * (STATEMENTS_MAX + 1) + b"</Document>")

    assert isinstance(found, Refusal)
    assert (found.reason, dict(found.numbers)) == (
        BankReason.TOO_MANY_STATEMENTS,
        {"statements_max": STATEMENTS_MAX},
    )


def test_a_file_with_too_many_entries_is_refused_before_they_are_looked_at() -> None:
    body = PLAIN.replace(b"</Stmt>", b"<Ntry/>" * 10_001 + b"</Stmt>")

    found = read_camt(body)

    assert isinstance(found, Refusal)
    assert found.reason == BankReason.TOO_MANY_LINES
