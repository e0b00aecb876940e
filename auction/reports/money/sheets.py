"""Trial balance and statement as rows of a sheet: amounts are plain decimals of their currency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from auction.kernel.money import Money, format_plain
from auction.reports.money.statement import ShownLine
from auction.reports.money.trial import TrialBalance

TRIAL_COLUMNS = ("kind", "count", "debit", "credit", "currency")
STATEMENT_COLUMNS = (
    *("posted_at", "id", "purpose", "debit_account", "credit_account", "debit", "credit", "balance"),
    *("currency", "reverses", "court_id", "case_id", "lot_id", "round_id"),
)
OPENING, CLOSING, TOTAL = "OPENING", "CLOSING", "TOTAL"


def trial_rows(trial: TrialBalance) -> Iterator[Mapping[str, object]]:
    """Write a trial balance, its sums last."""
    count = 0
    for row in trial.rows:
        count += row.count
        yield _trial(row.kind.value, row.count, row.debit, row.credit)
    yield _trial(TOTAL, count, trial.debit, trial.credit)


def statement_rows(opening: Money, lines: Iterable[ShownLine]) -> Iterator[Mapping[str, object]]:
    """Write a statement between the balance before it and the balance after it, one line at a time."""
    balance = opening
    yield _mark(OPENING, balance)
    for line in lines:
        balance = line.balance
        yield _line(line)
    yield _mark(CLOSING, balance)


def _trial(kind: str, count: int, debit: Money, credit: Money) -> dict[str, object]:
    return {
        "kind": kind,
        "count": count,
        "debit": _decimal(debit),
        "credit": _decimal(credit),
        "currency": debit.currency,
    }


def _mark(word: str, balance: Money) -> dict[str, object]:
    return {
        **dict.fromkeys(STATEMENT_COLUMNS),
        "purpose": word,
        "balance": _decimal(balance),
        "currency": balance.currency,
    }


def _line(line: ShownLine) -> dict[str, object]:
    moved = line.line.transfer
    return {
        "posted_at": moved.posted_at,
        "id": moved.id,
        "purpose": moved.purpose.value,
        "debit_account": moved.debit.id,
        "credit_account": moved.credit.id,
        "debit": _decimal(line.debit),
        "credit": _decimal(line.credit),
        "balance": _decimal(line.balance),
        "currency": moved.amount.currency,
        "reverses": moved.reverses,
        "court_id": moved.sale.court_id,
        "case_id": moved.sale.case_id,
        "lot_id": moved.sale.lot_id,
        "round_id": moved.sale.round_id,
    }


def _decimal(money: Money | None) -> Decimal | None:
    # A number, so that a sheet adds it up, and a negative one is not taken for a formula.
    return None if money is None else Decimal(format_plain(money))
