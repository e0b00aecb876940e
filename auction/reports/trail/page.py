"""What the page of a lot's money shows: the trail, its proof, each deposit, and the ranks of the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.cases.outstanding import Outstanding
from auction.kernel.money import Money
from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose
from auction.reports.trail.proof import Proof, proof_of
from auction.reports.trail.ranks import RankLine, ranks_of
from auction.reports.trail.trail import Deposit, EndedRound, Line, Trail, deposits_of
from auction.rounds.standing import RoundView

# Lines on one page; the files have them all.
LINES_SHOWN_MAX = 100


@dataclass(frozen=True)
class PricePart:
    """One part of a price: the deposit, a payment of the balance, or a creditor's admitted set-off."""

    purpose: Purpose
    amount: Money
    line: Line


@dataclass(frozen=True)
class TrailPage:
    """All that is shown of a lot's money."""

    title: str
    language: str
    time_zone: str
    trail: Trail
    proof: Proof
    deposits: Sequence[Deposit]
    price_parts: Sequence[PricePart]
    ranks: Sequence[RankLine]

    @property
    def sold(self) -> EndedRound | None:
        """Return the round in which it was sold, the last if there were several."""
        return next((each for each in reversed(self.trail.rounds) if each.hammer_price is not None), None)

    @property
    def pages(self) -> int:
        """Return on how many pages the lines are shown."""
        return max(1, -(-len(self.trail.lines) // LINES_SHOWN_MAX))

    def lines_on(self, page: int) -> Sequence[Line]:
        """Return the lines of one page."""
        return self.trail.lines[(page - 1) * LINES_SHOWN_MAX : page * LINES_SHOWN_MAX]

    def deposits_on(self, page: int) -> Sequence[Deposit]:
        """Return the deposits of one page."""
        return self.deposits[(page - 1) * LINES_SHOWN_MAX : page * LINES_SHOWN_MAX]


def ended_rounds(views: Iterable[RoundView]) -> tuple[EndedRound, ...]:
    """Return the rounds that are over, counted among all rounds of the lot."""
    return tuple(
        EndedRound(
            number=number,
            round_id=view.round_id,
            kind=view.terms.kind.value,
            state=view.board.state.value,
            ended_at=ended_at,
            hammer_price=view.hammer_price,
            buyer_code=view.buyer_code or "",
        )
        for number, view in enumerate(views, start=1)
        if (ended_at := _ended_at(view)) is not None
    )


def page_of(view: RoundView, trail: Trail, outstanding: Outstanding) -> TrailPage:
    """Compute everything that the page of a lot shows; ``view`` is its newest round."""
    price = next((each.hammer_price for each in reversed(trail.rounds) if each.hammer_price), None)
    return TrailPage(
        title=view.snapshot["title"],
        language=view.snapshot.get("language", ""),
        time_zone=view.snapshot["time_zone"],
        trail=trail,
        proof=proof_of(trail),
        deposits=deposits_of(trail),
        price_parts=price_parts(trail),
        ranks=ranks_of(outstanding, price) if price else (),
    )


def price_parts(trail: Trail) -> list[PricePart]:
    """Return of what the price was made: what was applied or set off, and the balance in its payments."""
    taken_back = {line.reverses for line in trail.lines}
    into_balance = [line for line in trail.lines if line.credit.kind is Kind.BALANCE]
    direct = (Purpose.DEPOSIT_APPLIED, Purpose.SET_OFF_ADMITTED)
    parts = [*(line for line in trail.lines if line.purpose in direct), *into_balance]
    return [
        PricePart(line.purpose, line.amount, line)
        for line in parts
        if line.purpose is not Purpose.CORRECTION and line.number not in taken_back
    ]


def _ended_at(view: RoundView) -> datetime | None:
    return view.closed_at or (view.board.sequenced_at if view.board.state.value == "WITHDRAWN" else None)
