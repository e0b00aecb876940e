"""Whether what a statement adds to what is known makes what the account then holds.

Pure.  Banks without references of their own, and one day told in two forms, could let a line count twice
or hide one that is just like another.  The bank's own balances show both: what was there before and what
is new must make the closing balance.  Where a statement is missing in between nothing can be said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.statement import Line, Statement, keys_of
from auction.payments.bank.words import BankReason


@dataclass(frozen=True)
class Before:
    """How the account stood before: the last statement up to that day, and whether one opened alike."""

    closed: Money
    closed_on: date
    opened_alike: bool = False


@dataclass(frozen=True)
class Planned:
    """A statement to be taken in: its new lines, and how the last one closed, if one is missing between."""

    statement: Statement
    new: tuple[tuple[str, Line], ...]
    known_count: int
    gap: Money | None


def plan(
    statements: Sequence[Statement],
    *,
    known: Collection[str],
    before: Callable[[Statement], Before | None],
) -> tuple[Planned, ...] | Refusal:
    """Plan all statements of a file, the earliest first, or say why none of them is taken in."""
    seen, planned = set(known), list[Planned]()
    for each in sorted(statements, key=lambda found: found.closed_on):
        keyed = list(keys_of(each))
        new = tuple((key, line) for key, line in keyed if key not in seen)
        earlier = _latest(before(each), [one.statement for one in planned], each)
        no = judge(each, earlier, new=[line for _, line in new])
        if no is not None:
            return no
        planned.append(Planned(each, new, len(keyed) - len(new), gap_of(each, earlier)))
        seen.update(key for key, _ in new)
    return tuple(planned)


def judge(statement: Statement, before: Before | None, *, new: Sequence[Line]) -> Refusal | None:
    """Say that a line is told twice, or hidden by another that is just like it; None when all adds up."""
    if before is None:
        return None
    goes_on = before.closed == statement.opening
    if not goes_on and not (before.opened_alike and new):
        return None
    made = before.closed.minor + sum(line.amount.minor for line in new)
    if made == statement.closing.minor:
        return None
    numbers = {"made": Money(made, statement.currency), "closing": statement.closing}
    return Refusal(BankReason.NOT_TOLD_APART, "", numbers)


def gap_of(statement: Statement, before: Before | None) -> Money | None:
    """Return how the last statement closed, when this one neither goes on from it nor tells the same days."""
    if before is None or before.opened_alike or before.closed == statement.opening:
        return None
    return before.closed


def _latest(kept: Before | None, in_file: Sequence[Statement], statement: Statement) -> Before | None:
    """Return what is nearest before a statement: what is kept, or an earlier one of the same file."""
    if not in_file or (kept is not None and kept.closed_on > in_file[-1].closed_on):
        return kept
    alike = any(each.opening == statement.opening for each in in_file)
    last = Before(in_file[-1].closing, in_file[-1].closed_on, alike)
    return replace(last, opened_alike=alike or (kept is not None and kept.opened_alike))
