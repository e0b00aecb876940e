"""Proves of a lot's money that what came in went out, to the cent, and that nobody took a share of it (R-75).

Pure.  The lines are added up and held against what was asked elsewhere: the chart of accounts, the hammer
price, what the ledger says it holds, and the receipts of those who carried the money.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from auction.kernel.money import Money
from auction.kernel.refusal import Number, Refusal
from auction.ledger.accounts import CLEARING, Kind, is_debit_side
from auction.ledger.transfer import WAYS, Purpose
from auction.reports.trail.trail import EndedRound, Line, Place, Trail

# The two accounts of a case, and what of its price lies on neither: one sum that waits to be paid over.
_OF_THE_CASE = frozenset({Kind.CASE, Kind.CASE_BANK, Kind.SET_OFF, Kind.FORFEITED})
_WHOLE = frozenset({"PAID", "SETTLED"})


class Reason(enum.StrEnum):
    """What does not agree, in the order of looking."""

    OTHER_CURRENCY = "trail_other_currency"
    OFF_THE_CHART = "trail_off_the_chart"
    NOT_POSITIVE = "trail_not_positive"
    REVERSES_NOTHING = "trail_reverses_nothing"
    BELOW_ZERO = "trail_below_zero"
    LEDGER_DIFFERS = "trail_ledger_differs"
    PRICE_DIFFERS = "trail_price_differs"
    RECEIPTS_DIFFER = "trail_receipts_differ"
    LINES_MISSING = "trail_lines_missing"


@dataclass(frozen=True)
class Proof:
    """What came in, where it went, and what lies here still; ``findings`` are empty when all agrees.

    What the operator has ``borne`` of a lost dispute came in as well, so that nobody else loses it.
    """

    received: Money
    borne: Money
    sent_back: Money
    paid_over: Money
    elsewhere: Money
    held: Money
    waiting_for_case: Money
    credited: Money
    set_off: Money
    findings: tuple[Refusal, ...]

    @property
    def left(self) -> Money:
        """Return all that went out: back to payers, over to the case, or by a dispute."""
        return self.sent_back + self.paid_over + self.elsewhere

    @property
    def is_done(self) -> bool:
        """Say whether nothing of it lies here any more."""
        return self.held.minor == 0 and self.waiting_for_case.minor == 0

    @property
    def holds(self) -> bool:
        """Say whether every line and every sum agrees."""
        return not self.findings


def proof_of(trail: Trail) -> Proof:
    """Add up the trail and look for whatever does not agree."""
    findings = tuple(_unsound(trail)) or (*_below_zero(trail), *_differing(trail))
    own = tuple(line for line in trail.lines if line.amount.currency == trail.currency)
    by_kind = balances_by_kind(own, trail.currency)
    zero = Money(0, trail.currency)
    won = _sum(own, trail.currency, debit=CLEARING, credit=frozenset({Kind.DISPUTE}))
    received = _sum(own, trail.currency, debit=CLEARING) - won
    left = _sum(own, trail.currency, credit=CLEARING) - won
    sent_back = _sum(own, trail.currency, debit=frozenset({Kind.PAYABLE}), credit=CLEARING)
    paid_over = _sum(own, trail.currency, debit=frozenset({Kind.CASE_BANK}), credit=CLEARING)
    borne = zero - by_kind.get(Kind.EXPENSE, zero)
    # What a lost dispute took lies on its account: the gateway kept it when the dispute was opened.
    elsewhere = left - sent_back - paid_over + max(by_kind.get(Kind.DISPUTE, zero), zero)
    waiting = sum((by_kind.get(kind, zero) for kind in sorted(_OF_THE_CASE)), zero)
    return Proof(
        received=received,
        borne=borne,
        sent_back=sent_back,
        paid_over=paid_over,
        elsewhere=elsewhere,
        held=received + borne - sent_back - paid_over - elsewhere - waiting,
        waiting_for_case=waiting,
        credited=by_kind.get(Kind.CASE, zero) + by_kind.get(Kind.FORFEITED, zero),
        set_off=zero - by_kind.get(Kind.SET_OFF, zero),
        findings=findings,
    )


def balances_by_kind(lines: Iterable[Line], currency: str) -> dict[Kind, Money]:
    """Return credits less debits of each kind of account, those that are not zero."""
    sums: dict[Kind, int] = {}
    for line in lines:
        sums[line.credit.kind] = sums.get(line.credit.kind, 0) + line.amount.minor
        sums[line.debit.kind] = sums.get(line.debit.kind, 0) - line.amount.minor
    return {kind: Money(minor, currency) for kind, minor in sums.items() if minor}


def _sum(
    lines: Iterable[Line],
    currency: str,
    *,
    debit: frozenset[Kind] | None = None,
    credit: frozenset[Kind] | None = None,
) -> Money:
    """Add up what went from kinds of accounts to kinds; what a correction took back did not go."""
    minor = 0
    for line in lines:
        went_from, went_to, sign = line.debit.kind, line.credit.kind, 1
        if line.purpose is Purpose.CORRECTION:
            went_from, went_to, sign = went_to, went_from, -1
        if (debit is None or went_from in debit) and (credit is None or went_to in credit):
            minor += sign * line.amount.minor
    return Money(minor, currency)


def _unsound(trail: Trail) -> Iterator[Refusal]:
    """Yield what is wrong with single lines; sums over such lines would mean nothing."""
    if trail.is_cut:
        yield Refusal(Reason.LINES_MISSING, "R-75", {"count": len(trail.lines)})
    strangers = _strangers(trail)
    for line in trail.lines:
        if strangers & {line.debit, line.credit} and line.amount.currency != trail.currency:
            yield Refusal(Reason.OTHER_CURRENCY, "R-75", {"number": line.number})
        elif line.purpose is not Purpose.CORRECTION and not _is_on_the_chart(line):
            yield Refusal(Reason.OFF_THE_CHART, "R-75", {"number": line.number})
        elif line.amount.minor <= 0:
            yield Refusal(Reason.NOT_POSITIVE, "R-75", {"number": line.number})
    yield from _reversing_nothing(trail.lines)


def _strangers(trail: Trail) -> set[Place]:
    """Return the places where money of another currency lies: it may only have come and gone back."""
    foreign = [line for line in trail.lines if line.amount.currency != trail.currency]
    moved = [(line.credit, line.amount.minor) for line in foreign]
    moved += [(line.debit, -line.amount.minor) for line in foreign]
    balances = Counter[Place]()
    for place, minor in moved:
        balances[place] += minor
    return {place for place, minor in balances.items() if minor and place.kind not in CLEARING}


def _is_on_the_chart(line: Line) -> bool:
    way = WAYS[line.purpose]
    return line.debit.kind in way.debit and line.credit.kind in way.credit


def _reversing_nothing(lines: Sequence[Line]) -> Iterator[Refusal]:
    """Yield each correction that is not the exact reverse of one earlier line, or not the first of it."""
    by_number = {line.number: line for line in lines}
    reversed_before: set[int | None] = set()
    for line in lines:
        if not _reverses_rightly(line, by_number) or line.reverses in reversed_before:
            yield Refusal(Reason.REVERSES_NOTHING, "R-75", {"number": line.number})
        reversed_before |= {line.reverses} - {None}


def _reverses_rightly(line: Line, by_number: Mapping[int, Line]) -> bool:
    if line.purpose is not Purpose.CORRECTION:
        return line.reverses is None
    wrong = by_number.get(line.reverses or 0)
    if wrong is None or wrong.number >= line.number:
        return False
    return (wrong.debit, wrong.credit, wrong.amount) == (line.credit, line.debit, line.amount)


def _below_zero(trail: Trail) -> Iterator[Refusal]:
    """Yield the first account that gave more than it had, at the end of the instant in which it did."""
    balances: dict[Place, int] = {}
    for _, instant in groupby(trail.lines, key=lambda line: line.at):
        lines = list(instant)
        for line in lines:
            balances[line.credit] = balances.get(line.credit, 0) + line.amount.minor
            balances[line.debit] = balances.get(line.debit, 0) - line.amount.minor
        touched = (place for line in lines for place in (line.credit, line.debit))
        short = [place for place in touched if balances[place] < 0 and not is_debit_side(place.kind)]
        if short:
            yield Refusal(Reason.BELOW_ZERO, "R-75", {"number": lines[-1].number, "account": short[0].name})
            return


def _differing(trail: Trail) -> Iterator[Refusal]:
    """Yield each sum of the lines that differs from what was asked elsewhere."""
    own = tuple(line for line in trail.lines if line.amount.currency == trail.currency)
    told, kept = balances_by_kind(own, trail.currency), _not_zero(trail.held)
    if told != kept:
        kind = min(kind for kind in told.keys() | kept.keys() if told.get(kind) != kept.get(kind))
        yield Refusal(Reason.LEDGER_DIFFERS, "R-75", {"account": kind.value})
    for ended in trail.rounds:
        credited = _credited(own, trail.currency, ended.number)
        if not _is_price(credited, ended):
            price = ended.hammer_price or Money(0, trail.currency)
            numbers: dict[str, Number] = {"round": ended.number, "credited": credited, "price": price}
            yield Refusal(Reason.PRICE_DIFFERS, "R-75", numbers)
    carried = frozenset({Kind.PAYABLE, Kind.CASE_BANK})
    sent = _sum(own, trail.currency, debit=carried, credit=CLEARING)
    if sent != trail.receipts:
        yield Refusal(Reason.RECEIPTS_DIFFER, "R-75", {"sent": sent, "receipts": trail.receipts})


def _not_zero(held: Mapping[Kind, Money]) -> dict[Kind, Money]:
    return {kind: money for kind, money in held.items() if money.minor}


def _credited(own: Iterable[Line], currency: str, round_number: int) -> Money:
    of_round = [line for line in own if line.round_number == round_number]
    case = frozenset({Kind.CASE, Kind.FORFEITED})
    return _sum(of_round, currency, credit=case) - _sum(of_round, currency, debit=case)


def _is_price(credited: Money, ended: EndedRound) -> bool:
    """Say whether a case got what it may have got: never more than the price, and all of it at the end."""
    if ended.hammer_price is None:
        return credited.minor == 0
    return credited == ended.hammer_price if ended.state in _WHOLE else credited <= ended.hammer_price
