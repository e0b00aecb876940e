"""Collects the money of a lot for anybody who asks."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auction.cases import store as cases
from auction.cases.outstanding import sum_up
from auction.reports.trail import page, store, told, trail
from auction.reports.trail.page import TrailPage
from auction.reports.trail.trail import Trail
from auction.rounds import store as rounds_store


def trail_page(tx: Session, lot_id: str) -> TrailPage | None:
    """Collect the money of a lot; nothing when no round of it was ever published."""
    views = rounds_store.rounds_of_lots(tx, [lot_id])[lot_id]
    if not views:
        return None
    newest = views[-1]
    rounds, currency = page.ended_rounds(views), newest.terms.currency
    outstanding = sum_up(cases.owed_lines(tx, newest.case_id), currency)
    return page.page_of(newest, _trail(tx, lot_id, rounds, currency), outstanding)


def _trail(tx: Session, lot_id: str, rounds: tuple[trail.EndedRound, ...], currency: str) -> Trail:
    round_ids = [each.round_id for each in rounds]
    found = store.transfers_of(tx, round_ids)
    moved, codes = found or [], store.codes_of(tx, round_ids)
    more = [each for each in moved if each.sale.round_id not in round_ids]
    payouts = store.payouts_of(tx, round_ids, [each.id for each in more])
    entries = told.entry_numbers(store.entries_of(tx, lot_id), moved, codes)
    return Trail(
        lot_id=lot_id,
        currency=currency,
        rounds=rounds,
        lines=trail.lines_of(moved, rounds=rounds, codes=codes, payouts=payouts, entries=entries),
        held=store.held_by_kind(tx, round_ids, currency, more),
        receipts=trail.receipts_of(payouts.values(), currency),
        is_cut=found is None,
    )
