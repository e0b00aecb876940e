"""What the record says about a round: its terms, its board, its end, its bids."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from auction.audit.entry import EntryDraft
from auction.rounds.enough import CaseSales
from auction.rounds.outcome import Outcome, Sold
from auction.rounds.standing import Answer, Board
from auction.rounds.terms import Terms

Facts = dict[str, object]


def draft(board: Board, kind: str, told: Mapping[str, object], *, at: datetime) -> EntryDraft:
    """Draft an entry of a round on the chain of its lot."""
    return EntryDraft(
        chain=board.lot_id,
        type=kind,
        at=at,
        facts={"round_id": board.round_id, **told},
        court_id=board.court_id,
        case_id=board.case_id,
        lot_id=board.lot_id,
        round_id=board.round_id,
    )


def of_terms(terms: Terms, notice_hash: str) -> Facts:
    """Tell the terms as published."""
    watched = {"watched_from_minor": str(terms.watched_from.minor)} if terms.watched_from else {}
    return {
        **watched,
        "kind": terms.kind.value,
        "currency": terms.currency,
        "starting_price_minor": str(terms.starting_price.minor),
        "increment_minor": str(terms.increment.minor),
        "deposit_minor": str(terms.deposit.minor),
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "extension_window_s": terms.extension_window // timedelta(seconds=1),
        "balance_due_at": terms.balance_due_at,
        "rule_set": terms.rule_set,
        "rule_set_version": terms.rule_set_version,
        "notice_hash": notice_hash,
    }


def of_board(board: Board) -> Facts:
    """Tell where a round stands: enough to go on from, and to compare a replay with."""
    told: Facts = {
        "state": board.state.value,
        "opens_at": board.opens_at,
        "closes_at": board.closes_at,
        "bid_number": board.bid_number,
        "bid_count": board.bid_count,
        "extension_count": board.extension_count,
    }
    if board.remaining is not None:
        told["remaining_ms"] = board.remaining // timedelta(milliseconds=1)
    if board.resumes_at is not None:
        told["resumes_at"] = board.resumes_at
    if board.leader is not None:
        told["leader_code"] = board.leader.bidder_code
        told["leader_amount_minor"] = str(board.leader.amount.minor)
        told["currency"] = board.currency
    return told


def of_going_on(before: Board, after: Board) -> Facts:
    """Tell how a stopped round goes on by itself: where it stands, and the moment that was set for it."""
    assert before.resumes_at is not None, "only a round with a set moment goes on by itself"
    return {**of_board(after), "resumes_at": before.resumes_at}


def of_outcome(outcome: Outcome) -> Facts:
    """Tell how a round ended."""
    if isinstance(outcome, Sold):
        return {
            "outcome": "sold",
            "buyer_code": outcome.buyer_code,
            "hammer_price_minor": str(outcome.hammer_price.minor),
            "currency": outcome.hammer_price.currency,
            "closed_at": outcome.closed_at,
        }
    return {"outcome": "unsold", "closed_at": outcome.closed_at}


def of_sales(sales: CaseSales) -> Facts:
    """Tell what the sales of a case had to bring and what they brought when it was enough (R-51)."""
    assert sales.target is not None, "without a target nothing is enough"
    return {
        "target_minor": str(sales.target.minor),
        "brought_minor": str(sales.brought.minor),
        "currency": sales.brought.currency,
    }


def of_grounds(reason: str, legal_basis: str, actor: str, ground: str = "") -> Facts:
    """Tell why, by which provision and by whom a round was stopped, resumed or withdrawn."""
    told = {"reason": reason, "legal_basis": legal_basis, "actor": actor, "ground": ground}
    return {name: unicodedata.normalize("NFC", value) for name, value in told.items() if value}


def of_seat(bidder_code: str, rank: int | None) -> Facts:
    """Tell who came onto the roster: a code, and a rank if it is a priority code."""
    seat: Facts = {"bidder_code": bidder_code}
    return seat if rank is None else {**seat, "rank": rank}


def of_answer(answer: Answer, board: Board) -> EntryDraft:
    """Draft the entry of a numbered bid, accepted or refused."""
    told: Facts = {
        "round_id": answer.round_id,
        "bid_number": answer.number,
        "bidder_code": answer.bidder_code,
        "bid_key": answer.bid_key,
        "amount_minor": str(answer.amount_minor),
        "currency": answer.currency,
        "received_at": answer.received_at,
        "sequenced_at": answer.sequenced_at,
        "closes_before": answer.closes_before,
        "closes_at": answer.closes_at,
        "extended": answer.extended,
    }
    if answer.rank is not None:
        told["rank"] = answer.rank
    if not answer.accepted:
        told["reason"] = str(answer.verdict)
        told["rule"] = answer.rule
    return EntryDraft(
        board.lot_id,
        "bid.accepted" if answer.accepted else "bid.refused",
        answer.sequenced_at,
        told,
        board.court_id,
        board.case_id,
        board.lot_id,
        board.round_id,
    )
