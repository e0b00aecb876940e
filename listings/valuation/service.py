"""Records what a panel decided about a sale (R-08)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal
from auction.rules.days import local_date
from listings import lot as desk
from listings import notice
from listings.lot import Lot
from listings.notice import Proposal
from listings.store import update_lot
from listings.valuation import panel, store
from listings.valuation.panel import Decision, Minutes


def record_decision(
    tx: Session, *, lot: Lot, version: int, proposal: Proposal, minutes: Minutes, actor: str, at: datetime
) -> Refusal | None:
    """Record that a panel decided the values of the draft as they stand, unless they changed meanwhile."""
    needed, today = notice.panel_values(proposal), local_date(at, proposal.court.time_zone)
    refusal = desk.judge_edit(lot, version) or panel.judge_minutes(
        minutes, needed, rules=proposal.rules, today=today
    )
    if refusal is not None:
        return refusal
    number = proposal.panel.number + 1 if proposal.panel else 1
    decision = Decision(number, minutes, needed, panel.hash_of(minutes, needed))
    store.add_decision(tx, lot.id, decision, by=actor, at=at)
    update_lot(tx, lot)
    log.append(tx, [_entry(lot, decision, currency=proposal.draft.currency, actor=actor, at=at)])
    return None


def _entry(lot: Lot, decision: Decision, *, currency: str, actor: str, at: datetime) -> EntryDraft:
    minutes = decision.minutes
    return EntryDraft(
        chain=lot.id,
        type="panel.decided",
        at=at,
        facts={
            "decision": decision.number,
            "document": minutes.document,
            "decided_on": minutes.decided_on.isoformat(),
            "members": minutes.members,
            "decided": dict(decision.decided),
            "currency": currency,
            "decision_hash": decision.hash,
            "recorded_by": actor,
        },
        court_id=lot.court_id,
        case_id=lot.case_id,
        lot_id=lot.id,
    )
