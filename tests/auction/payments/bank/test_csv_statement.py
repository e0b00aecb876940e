"""A table of a court's own making is read as a statement, or refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.csv_statement import COLUMNS, read_csv, template
from auction.payments.bank.statement import LINES_MAX, Statement, judge
from auction.payments.bank.words import BankReason

HEAD = "account,currency,date,amount,balance"
ROW = "6222020200112233445,CNY,2026-11-25"


def read(text: str) -> Statement:
    found = read_csv(text.encode())
    assert isinstance(found, tuple), found
    return found[0]


def test_the_template_is_itself_a_statement_that_adds_up() -> None:
    found = read(template())

    paid, fee = found.lines
    assert judge(found, account="6222020200112233445", currency="CNY") is None
    assert (found.opening, found.closing) == (Money(100_000, "CNY"), Money(7_239_500, "CNY"))
    assert (paid.party.name, paid.party.account, paid.text) == ("王芳", "6217000010012345678", "K7F3K-9XQ2M")
    assert (paid.is_fee, fee.is_fee, fee.amount.minor) == (False, True, -500)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_stand_in_any_order_and_between_any_marks(mark: str) -> None:
    columns = [*COLUMNS[::-1], "branch"]
    cells = {
        "account": "1",
        "currency": "eur",
        "date": "2026-11-25",
        "amount": "2.50",
        "balance": "+5",
        "kind": "Returned",
    }
    text = f"{mark.join(columns).upper()}\r\n{mark.join(cells.get(name, '') for name in columns)}\r\n\r\n"

    found = read(text)

    assert (found.opening, found.closing) == (Money(250, "EUR"), Money(500, "EUR"))
    assert found.lines[0].is_returned


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("71,400.00", 7_140_000), ("-5", -500), ("\u22125.5", -550), ("+0.01", 1), ("0.00", 0), ("- 5", -500)],
)
def test_amounts_are_read_as_people_write_them(amount: str, minor: int) -> None:
    found = read(f'{HEAD}\n{ROW},"{amount}","{amount}"\n')

    assert found.lines[0].amount == Money(minor, "CNY")


@pytest.mark.parametrize(
    ("text", "reason", "numbers"),
    [
        ("", BankReason.NO_STATEMENT, {}),
        (HEAD, BankReason.NO_STATEMENT, {}),
        (f"account,currency,date,amount\n{ROW},1", BankReason.COLUMN_MISSING, {"column": "balance"}),
        (f"{HEAD}\n{ROW},1,1\n{ROW},x,2", BankReason.AMOUNT_WRONG, {"line": "3", "text": "x"}),
        (f"{HEAD}\n{ROW},1,y", BankReason.AMOUNT_WRONG, {"line": "2", "text": "y"}),
        (f"{HEAD}\n{ROW},--1,1", BankReason.AMOUNT_WRONG, {"line": "2", "text": "--1"}),
        (f"{HEAD}\n{ROW},1.234,1", BankReason.AMOUNT_WRONG, {"line": "2", "text": "1.234"}),
        (f"{HEAD}\n1,CNY,25.11.2026,1,1", BankReason.DAY_WRONG, {"line": "2", "text": "25.11.2026"}),
        (f"{HEAD}\n1,CNY,9999-12-31,1,1", BankReason.DAY_WRONG, {"line": "2", "text": "9999-12-31"}),
        (f'{HEAD}\n{ROW},"714,00",1', BankReason.AMOUNT_WRONG, {"line": "2", "text": "714,00"}),
        (f'{HEAD}\n{ROW},"71.400,00",1', BankReason.AMOUNT_WRONG, {"line": "2", "text": "71.400,00"}),
        (f'{HEAD}\n{ROW},1,"0,00"', BankReason.AMOUNT_WRONG, {"line": "2", "text": "0,00"}),
        (f"{HEAD}\n1,XAU,2026-11-25,1,1", BankReason.AMOUNT_WRONG, {"line": "2", "text": "XAU"}),
        (f"{HEAD}\n{ROW},1,1\n2,CNY,2026-11-25,1,2", BankReason.STATEMENT_ACCOUNT, {"ending": "2"}),
        (
            f"{HEAD}\n{ROW},1,1\n6222020200112233445,EUR,2026-11-25,1,2",
            BankReason.LINE_CURRENCY,
            {"line": "3"},
        ),
        (f'{HEAD}\n{ROW},"1,1', BankReason.FILE_UNREADABLE, {"line": 2}),
        (f"{HEAD}\n" + f"{ROW},1,1\n" * (LINES_MAX + 1), BankReason.TOO_MANY_LINES, {"lines_max": LINES_MAX}),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    text: str, reason: BankReason, numbers: dict[str, object]
) -> None:
    found = read_csv(text.encode())

    assert isinstance(found, Refusal)
    assert (found.reason, dict(found.numbers)) == (reason, numbers)


def test_another_encoding_is_refused_with_the_line_where_it_shows() -> None:
    body = f"{HEAD},name\n{ROW},1,1,plain\n".encode() + f"{ROW},1,2,王芳\n".encode("gb18030")

    found = read_csv(body)

    assert isinstance(found, Refusal)
    assert (found.reason, dict(found.numbers)) == (BankReason.FILE_ENCODING, {"line": 3})


def test_what_no_database_keeps_is_left_out_of_a_cell() -> None:
    found = read(f"{HEAD},our_reference,name\n{ROW},1,1,\x00KEY\x00,Li\x00\u2028Na\n")

    assert (found.lines[0].end_to_end, found.lines[0].party.name) == ("KEY", "Li Na")


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_reader(body: bytes) -> None:
    assert isinstance(read_csv(body), (tuple, Refusal))
