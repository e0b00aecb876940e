"""Lays the ledger beside a gateway's statement, line by line, and tells each difference once.

Pure.  Both sides come sorted by key and are merged as two streams, so no more of them is held than the
lines of one key.  A line that goes back on the same side (a correction, a reversal) cancels what it undoes.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter

from auction.kernel.money import Money
from auction.payments.reconciliation.difference import Difference, DifferenceKind
from auction.payments.reconciliation.line import Line

BALANCE_KEY = "balance"


@dataclass(frozen=True)
class Span:
    """Half-open: a line belongs to it from ``since`` up to, not including, ``until``."""

    since: datetime
    until: datetime

    def has(self, line: Line) -> bool:
        """Say whether the line stands in the span."""
        return self.since <= line.at < self.until


@dataclass
class Matched:
    """What laying both sides beside each other found.

    ``apart_minor`` is what the gateway's side holds more at the end of the span by all lines that were
    seen: the differences, and what one side has before the end and the other after it.
    """

    span: Span
    currency: str
    count: int = 0
    apart_minor: int = 0
    keys: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)

    @property
    def unexplained(self) -> set[str]:
        """Return the keys that differ; the gateway may have booked one side of them long before."""
        return {each.key for each in self.differences}


def match(ledger: Iterable[Line], gateway: Iterable[Line], *, span: Span, currency: str) -> Matched:
    """Match two sides, each sorted by key; keys without a line in the span are left to their own day.

    Of those only counts what the end of the span parts: a refund that left days ago and arrives in days.
    """
    found = Matched(span, currency)
    sides = (((line.key, line, True) for line in ledger), ((line.key, line, False) for line in gateway))
    merged = _ascending(heapq.merge(*sides, key=itemgetter(0)))
    for key, group in groupby(merged, key=itemgetter(0)):
        both = list(group)
        ours = [line for _, line, is_ours in both if is_ours]
        theirs = [line for _, line, is_ours in both if not is_ours]
        if any(span.has(line) for line in (*ours, *theirs)):
            _note(found, key, ours, theirs)
        elif _net(ours) == _net(theirs):
            found.keys.add(key)
            found.apart_minor += _apart(ours, theirs, span)
    return found


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Sort the lines of one side as ``match`` wants them."""
    return sorted(lines, key=attrgetter("key", "at", "name"))


def closing(
    found: Matched, *, in_ledger: Money, at_gateway: Money | None, known_minor: int, at: datetime
) -> list[Difference]:
    """Compare the balances at the end of the span: what no line explains is a difference of its own.

    ``known_minor`` is what differences of earlier days, still open, hold apart.  A gateway that does not
    say what lies with it has no balance to compare.
    """
    if at_gateway is None or at_gateway.minor - in_ledger.minor == found.apart_minor + known_minor:
        return []
    explained = Money(at_gateway.minor - found.apart_minor - known_minor, at_gateway.currency)
    return [
        Difference(
            DifferenceKind.BALANCE,
            key=BALANCE_KEY,
            line_kind="",
            subject="",
            in_ledger=in_ledger,
            at_gateway=explained,
            since_at=at,
        )
    ]


def _note(found: Matched, key: str, ours: Sequence[Line], theirs: Sequence[Line]) -> None:
    found.count += max(len(ours), len(theirs))
    found.keys.add(key)
    found.apart_minor += _apart(ours, theirs, found.span)
    # Nearly every key is a line on each side of one amount: no need to count further.
    if [line.amount.minor for line in ours] == [line.amount.minor for line in theirs]:
        return
    left_ours, left_theirs = _net(ours), _net(theirs)
    if left_ours == left_theirs:
        return
    first = min((*ours, *theirs), key=attrgetter("at"))
    named = (theirs or ours)[0]
    found.differences.append(
        Difference(
            _kind(left_ours.total(), left_theirs.total()),
            key=key,
            line_kind=named.kind.value,
            subject=named.subject,
            in_ledger=Money(_sum(left_ours), found.currency),
            at_gateway=Money(_sum(left_theirs), found.currency),
            since_at=first.at,
            court_id=next((line.court_id for line in ours if line.court_id), ""),
            transfer_id=ours[0].name if ours else "",
        )
    )


def _kind(ours: int, theirs: int) -> DifferenceKind:
    if not theirs:
        return DifferenceKind.NOT_AT_GATEWAY
    if not ours:
        return DifferenceKind.NOT_IN_LEDGER
    return DifferenceKind.OTHER_AMOUNT if ours == theirs else DifferenceKind.TWICE


def _net(lines: Sequence[Line]) -> Counter[int]:
    """Count the amounts that stand, without pairs that take each other back."""
    amounts = Counter(line.amount.minor for line in lines)
    return Counter({minor: count - amounts[-minor] for minor, count in amounts.items()}) + Counter()


def _sum(amounts: Counter[int]) -> int:
    return sum(minor * count for minor, count in amounts.items())


def _apart(ours: Sequence[Line], theirs: Sequence[Line], span: Span) -> int:
    return _before_end(theirs, span) - _before_end(ours, span)


def _before_end(lines: Sequence[Line], span: Span) -> int:
    return sum(line.amount.minor for line in lines if line.at < span.until)


def _ascending(merged: Iterable[tuple[str, Line, bool]]) -> Iterator[tuple[str, Line, bool]]:
    before = ""
    for each in merged:
        assert each[0] >= before, "both sides come sorted by key"
        before = each[0]
        yield each
