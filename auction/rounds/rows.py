"""Turns rows of rounds into values, and values into columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from auction.kernel.money import Money
from auction.rounds.conduct import conduct_by
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Outcome, Sold
from auction.rounds.standing import Answer, Board, Leader, RoundView
from auction.rounds.terms import RoundKind, Terms

# A row as the database gives it: its columns by name.
AnyRow = Any
Columns = dict[str, object]


def columns_of_round(
    board: Board, *, notice_hash: str, snapshot: Mapping[str, str], published_at: datetime
) -> Columns:
    """Return the columns of a round as its notice published it."""
    terms = board.terms
    return {
        "id": board.round_id,
        "lot_id": board.lot_id,
        "case_id": board.case_id,
        "court_id": board.court_id,
        "kind": terms.kind.value,
        "rule_set": terms.rule_set,
        "rule_set_version": terms.rule_set_version,
        "currency": terms.currency,
        "starting_price_minor": terms.starting_price.minor,
        "increment_minor": terms.increment.minor,
        "deposit_minor": terms.deposit.minor,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "extension_window_s": terms.extension_window // timedelta(seconds=1),
        "balance_due_at": terms.balance_due_at,
        "watched_from_minor": None if terms.watched_from is None else terms.watched_from.minor,
        "notice_hash": notice_hash,
        "snapshot": text_of_snapshot(snapshot),
        "published_at": published_at,
    }


def text_of_snapshot(snapshot: Mapping[str, str]) -> str:
    """Return what a notice says of a round as it is kept."""
    return orjson.dumps(dict(snapshot), option=orjson.OPT_SORT_KEYS).decode()


def columns_of_outcome(outcome: Outcome) -> Columns:
    """Return the columns of a board that tell how its round ended."""
    sold = outcome if isinstance(outcome, Sold) else None
    return {
        "closed_at": outcome.closed_at,
        "hammer_price_minor": sold and sold.hammer_price.minor,
        "buyer_code": sold and sold.buyer_code,
    }


def columns_of_board(board: Board) -> Columns:
    """Return the columns of a board as they are written back: one version on."""
    leader = board.leader
    remaining = board.remaining
    return {
        "state": board.state.value,
        "version": board.version + 1,
        "opens_at": board.opens_at,
        "closes_at": board.closes_at,
        "bid_number": board.bid_number,
        "bid_count": board.bid_count,
        "extension_count": board.extension_count,
        "leader_code": None if leader is None else leader.bidder_code,
        "leader_amount_minor": None if leader is None else leader.amount.minor,
        "leader_number": None if leader is None else leader.number,
        "leader_rank": None if leader is None else leader.rank,
        "sequenced_at": board.sequenced_at,
        "overloaded_at": board.overloaded_at,
        "remaining_ms": None if remaining is None else remaining // timedelta(milliseconds=1),
        "stopped_at": board.stopped_at,
        "resumes_at": board.resumes_at,
    }


def board_of(row: AnyRow) -> Board:
    """Return the board of a row that joins a board and its round."""
    remaining_ms = row.remaining_ms
    return Board(
        round_id=row.round_id,
        lot_id=row.lot_id,
        terms=_terms(row),
        state=State(row.state),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        court_id=row.court_id,
        case_id=row.case_id,
        bid_number=row.bid_number,
        bid_count=row.bid_count,
        extension_count=row.extension_count,
        leader=_leader(row),
        sequenced_at=row.sequenced_at,
        overloaded_at=row.overloaded_at,
        remaining=None if remaining_ms is None else timedelta(milliseconds=remaining_ms),
        stopped_at=row.stopped_at,
        resumes_at=row.resumes_at,
        version=row.version,
    )


def _leader(row: AnyRow) -> Leader | None:
    if row.leader_code is None:
        return None
    amount = Money(row.leader_amount_minor, row.currency)
    return Leader(row.leader_code, amount, row.leader_number, row.leader_rank)


def _terms(row: AnyRow) -> Terms:
    return Terms(
        kind=RoundKind(row.kind),
        starting_price=Money(row.starting_price_minor, row.currency),
        increment=Money(row.increment_minor, row.currency),
        deposit=Money(row.deposit_minor, row.currency),
        opens_at=row.planned_opens_at,
        closes_at=row.planned_closes_at,
        extension_window=timedelta(seconds=row.extension_window_s),
        balance_due_at=row.balance_due_at,
        rule_set=row.rule_set,
        rule_set_version=row.rule_set_version,
        conduct=conduct_by(row.rule_set, row.rule_set_version),
        watched_from=_amount_or_none(row.watched_from_minor, row.currency),
    )


def _amount_or_none(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def view_of(row: AnyRow) -> RoundView:
    """Return a round as pages show it, of a row that joins a board and its whole round."""
    board = board_of(row)
    return RoundView(
        round_id=row.round_id,
        lot_id=row.lot_id,
        case_id=row.case_id,
        court_id=row.court_id,
        terms=board.terms,
        notice_hash=row.notice_hash,
        snapshot=orjson.loads(row.snapshot),
        published_at=row.published_at,
        board=board,
        state_reason=row.state_reason,
        hammer_price=_amount_or_none(row.hammer_price_minor, row.currency),
        buyer_code=row.buyer_code,
        closed_at=row.closed_at,
        state_ground=row.state_ground,
        stay_kind=row.stay_kind,
        report_due_at=row.report_due_at,
    )


def answer_of(row: AnyRow) -> Answer:
    """Return the answer that a bid's row keeps, of a row that also names the currency."""
    return Answer(**{name: getattr(row, name) for name in Answer._fields})
