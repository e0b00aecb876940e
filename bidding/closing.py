"""In which order the hammers fall, and on which lots of a case they fall no more (R-51).

Pure: locked boards and what the sales of their cases brought go in, ends and what is called off come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.rounds import enough
from auction.rounds.enough import CaseSales
from auction.rounds.outcome import Outcome, Sold
from auction.rounds.standing import Board
from bidding import engine


@dataclass(frozen=True)
class Hammers:
    """The rounds that end, those stopped because we were too slow, and those called off, with the sales."""

    ended: tuple[tuple[Board, Outcome], ...] = ()
    overloaded: tuple[Board, ...] = ()
    called_off: tuple[tuple[Board, CaseSales], ...] = ()

    def __add__(self, other: Hammers) -> Hammers:
        """Return both together."""
        return Hammers(
            self.ended + other.ended,
            self.overloaded + other.overloaded,
            self.called_off + other.called_off,
        )


def drop_all(
    boards: Iterable[Board], *, sales: Mapping[str, CaseSales], at: datetime, awake_at: datetime | None
) -> Hammers:
    """Judge the ends of locked boards; ``sales`` names the cases that sell more than one lot."""
    dropped = Hammers()
    of_cases: dict[str, list[Board]] = {}
    for board in enough.in_closing_order(boards):
        of_cases.setdefault(board.case_id, []).append(board)
    for case_id, lots in of_cases.items():
        if case_id in sales:
            dropped += _drop_in_order(lots, sales[case_id], at, awake_at)
            continue
        for lot in lots:
            dropped += _drop(lot, at, awake_at)
    return dropped


def _drop_in_order(lots: list[Board], sales: CaseSales, at: datetime, awake_at: datetime | None) -> Hammers:
    """Let the lots of one case end one after another; once it has enough, the rest is not sold."""
    dropped, live = Hammers(), list(lots)
    for lot in lots:
        if sales.enough:
            break
        if sales.target is not None and enough.waits(lot, live):
            continue
        fallen = _drop(lot, at, awake_at)
        live = [other for other in live if (other is not lot) or not fallen.ended]
        dropped, sales = dropped + fallen, _add_price(sales, fallen)
    if sales.enough:
        return Hammers(dropped.ended, called_off=tuple((lot, sales) for lot in live))
    return dropped


def _drop(board: Board, at: datetime, awake_at: datetime | None) -> Hammers:
    verdict = engine.close(board, at=at, awake_at=awake_at)
    if isinstance(verdict, Outcome):
        return Hammers(ended=((board, verdict),))
    if isinstance(verdict, engine.Overloaded):
        return Hammers(overloaded=(board,))
    return Hammers()


def _add_price(sales: CaseSales, fallen: Hammers) -> CaseSales:
    for _, outcome in fallen.ended:
        if isinstance(outcome, Sold):
            sales = sales.with_price(outcome.hammer_price)
    return sales
