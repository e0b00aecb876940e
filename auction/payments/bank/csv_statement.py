"""Reads a bank's statement from a table that people can make themselves.

Pure.  The file is UTF-8 CSV with commas, semicolons or tabs.  Its first line names the columns, in any
order; each further line is one movement, the oldest first, with what the account held after it::

    account,currency,date,amount,balance,name,counterparty,bank_code,text,bank_reference,our_reference,kind
    6222020200112233445,CNY,2026-11-25,71400.00,72400.00,王芳,6217000010012345678,,K7F3K-9XQ2M,77,,

What leaves the account is negative; ``kind`` is empty, ``fee`` or ``returned``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from auction.kernel.money import MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.payments.bank.order import plain_words
from auction.payments.bank.statement import LINES_MAX, Line, Party, Statement, plain_account, read_day
from auction.payments.bank.words import BankReason

COLUMNS = (
    "account", "currency", "date", "amount", "balance", "name", "counterparty", "bank_code", "text",
    "bank_reference", "our_reference", "kind",
)  # fmt: skip
NEEDED = COLUMNS[:5]
_EXAMPLES = (
    ("6222020200112233445", "CNY", "2026-11-25", "71400.00", "72400.00", "王芳", "6217000010012345678", "",
     "K7F3K-9XQ2M", "77", "", ""),
    ("6222020200112233445", "CNY", "2026-11-25", "-5.00", "72395.00", "", "", "", "", "78", "", "fee"),
)  # fmt: skip
CELL_LENGTH_MAX = 1_000
_NOTHING = re.compile(r"0+(?:\.0+)?", re.ASCII)


@dataclass(frozen=True)
class _Row:
    number: int
    account: str
    line: Line


def template() -> str:
    """Return a table with the columns and two examples, to be downloaded and filled."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows((COLUMNS, *_EXAMPLES))
    return "\ufeff" + file.getvalue()


def read_csv(body: bytes) -> tuple[Statement, ...] | Refusal:
    """Return the statement of a table, or why it cannot be read."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = body[: wrong.start].count(b"\n") + 1
        return Refusal(BankReason.FILE_ENCODING, "", {"line": line})
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        # One more than the most is enough to know that it is passed.
        table = list(islice((row for row in rows if any(cell.strip() for cell in row)), LINES_MAX + 2))
    except csv.Error:
        return Refusal(BankReason.FILE_UNREADABLE, "", {"line": text.count("\n") + 1})
    return _read_table(table)


def _read_table(table: list[list[str]]) -> tuple[Statement, ...] | Refusal:
    if len(table) < 2:
        return Refusal(BankReason.NO_STATEMENT, "")
    if len(table) > LINES_MAX + 1:
        return Refusal(BankReason.TOO_MANY_LINES, "", {"lines_max": LINES_MAX})
    names = [name.strip().lower() for name in table[0]]
    for column in NEEDED:
        if column not in names:
            return Refusal(BankReason.COLUMN_MISSING, "", {"column": column})
    rows = []
    for number, cells in enumerate(table[1:], 2):
        row = _row(
            number, dict(zip(names, (plain_words(cell, CELL_LENGTH_MAX) for cell in cells), strict=False))
        )
        if isinstance(row, Refusal):
            return row
        rows.append(row)
    return _statement(rows)


def _statement(rows: list[_Row]) -> tuple[Statement, ...] | Refusal:
    first, last = rows[0], rows[-1]
    for row in rows:
        if plain_account(row.account) != plain_account(first.account):
            return Refusal(BankReason.STATEMENT_ACCOUNT, "", {"ending": plain_account(row.account)[-4:]})
        if row.line.amount.currency != first.line.amount.currency:
            return Refusal(BankReason.LINE_CURRENCY, "", {"line": str(row.number)})
    assert first.line.balance is not None, "each row has its balance"
    assert last.line.balance is not None, "each row has its balance"
    return (
        Statement(
            account=first.account,
            currency=first.line.amount.currency,
            number=f"{first.line.booked_on.isoformat()}..{last.line.booked_on.isoformat()}",
            opening=first.line.balance - first.line.amount,
            closing=last.line.balance,
            closed_on=last.line.booked_on,
            lines=tuple(row.line for row in rows),
        ),
    )


def _row(number: int, cells: Mapping[str, str]) -> _Row | Refusal:
    position, currency = str(number), cells.get("currency", "").upper()
    if currency not in MINOR_DIGITS:
        return Refusal(BankReason.AMOUNT_WRONG, "", {"line": position, "text": currency[:10]})
    amount, balance = _amount(cells.get("amount", ""), currency), _amount(cells.get("balance", ""), currency)
    if amount is None or balance is None:
        wrong = cells.get("amount" if amount is None else "balance", "")
        return Refusal(BankReason.AMOUNT_WRONG, "", {"line": position, "text": wrong[:40]})
    booked_on = read_day(cells.get("date", ""))
    if booked_on is None:
        return Refusal(BankReason.DAY_WRONG, "", {"line": position, "text": cells.get("date", "")[:40]})
    line = Line(position, amount, booked_on, balance=balance)
    return _Row(number, cells.get("account", ""), _with_words(line, cells))


def _with_words(line: Line, cells: Mapping[str, str]) -> Line:
    kind = cells.get("kind", "").lower()
    return replace(
        line,
        bank_reference=cells.get("bank_reference", "")[:64],
        end_to_end=cells.get("our_reference", "")[:64],
        party=Party(
            cells.get("name", "")[:140], cells.get("counterparty", "")[:34], cells.get("bank_code", "")[:12]
        ),
        text=cells.get("text", ""),
        is_returned=kind == "returned",
        is_fee=kind == "fee",
    )


def _amount(text: str, currency: str) -> Money | None:
    # Some tables write what leaves with a true minus sign, and what comes in with a plus.
    plain = text.replace("\u2212", "-").strip()
    digits = plain[plain[:1] in ("+", "-") :].strip()
    if _NOTHING.fullmatch(digits):
        return Money(0, currency)
    try:
        amount = parse_plain(digits, currency)
    except NotAnAmount:
        return None
    return Money(-amount.minor if plain.startswith("-") else amount.minor, currency)
