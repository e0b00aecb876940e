"""Records what a panel decided about a sale (R-08), and the steps on the way to its price (R-10 to R-14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.commitment import commit
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal
from auction.rules.days import local_date
from auction.rules.rule_set import RuleSet
from listings import lot as desk
from listings import notice
from listings import service as lots
from listings.draft_form import DraftForm
from listings.lot import Lot
from listings.notice import Proposal
from listings.store import update_lot
from listings.valuation import panel, store, way
from listings.valuation.panel import Decision, Field, Minutes
from listings.valuation.price import Price, valid_until
from listings.valuation.reason import WayReason
from listings.valuation.surplus import ANSWERS
from listings.valuation.way import Fact, Result, Step


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


def note_fact(
    tx: Session, *, lot: Lot, fact: Fact, currency: str, rules: RuleSet, today: date, actor: str, at: datetime
) -> Refusal | None:
    """Note one step on the way to a price, if the law lets it follow what was noted before."""
    noted = [each.fact for each in store.facts_of(tx, lot.id)]
    if len(noted) >= store.FACTS_MAX:
        return Refusal(WayReason.TOO_MANY_FACTS, "R-10")
    refusal = way.judge_fact(fact, noted, rules, today=today)
    if refusal is None:
        store.add_fact(tx, lot.id, len(noted) + 1, fact, currency=currency, by=actor, at=at)
        log.append(tx, [_fact_entry(lot, fact, currency=currency, actor=actor, at=at)])
    return refusal


def fix_price(
    tx: Session, *, lot: Lot, version: int, proposal: Proposal, actor: str, at: datetime
) -> Refusal | None:
    """Write the price that follows from what was noted into the draft, and record that it is fixed."""
    noted = [each.fact for each in store.facts_of(tx, lot.id)]
    result = way.result_of(noted, proposal.rules)
    found_on = way.found_on(noted, proposal.rules)
    refusal = desk.judge_terms(lot, version)
    if refusal is not None:
        return refusal
    if result is None or found_on is None:
        return Refusal(WayReason.NO_RESULT, "R-11")
    price = Price(result.method, found_on)
    refusal = lots.save(tx, lot=lot, version=version, form=_with_price(lot, proposal, result, found_on))
    if refusal is None:
        log.append(tx, [_fixed_entry(lot, result, price, rules=proposal.rules, actor=actor, at=at)])
    return refusal


def _with_price(lot: Lot, proposal: Proposal, result: Result, found_on: date) -> DraftForm:
    """Return the draft with the price; in a lot of several assets each keeps its own amount."""
    first, *others = proposal.draft.assets
    asset = first if others else replace(first, reference_price=result.amount)
    kept = {name: text for name, text in lot.fields.items() if name != "price_valid_until"}
    return DraftForm(
        asset, {**kept, "price_method": result.method, "price_fixed_on": found_on.isoformat()}, {}
    )


def _fact_entry(lot: Lot, fact: Fact, *, currency: str, actor: str, at: datetime) -> EntryDraft:
    """Return the entry of a step; what a party named is told without saying which party."""
    facts: dict[str, object] = {"on": fact.on.isoformat(), "recorded_by": actor}
    if fact.step is Step.SEIZED:
        return _of(lot, "asset.seized", at, {**facts, "seized_on": fact.on.isoformat()})
    if fact.step in ANSWERS:
        return _of(lot, "creditor.elected", at, {**facts, "choice": fact.step.removeprefix("creditor_")})
    facts |= {"step": fact.step.value, "document": fact.document}
    if fact.step is not Step.OFFERED:
        facts["given_by"] = fact.given_by
    if fact.amount is not None:
        facts |= {"amount_minor": str(fact.amount.minor), "currency": currency}
    return _of(lot, "valuation.noted", at, facts)


def _fixed_entry(
    lot: Lot, result: Result, price: Price, *, rules: RuleSet, actor: str, at: datetime
) -> EntryDraft:
    end = valid_until(price, rules)
    assert price.fixed_on is not None, "a price that was found has its day"
    assert end is not None, "a reference price has an end"
    facts = {
        "amount_minor": str(result.amount.minor),
        "currency": result.amount.currency,
        "method": result.method,
        "fixed_on": price.fixed_on.isoformat(),
        "valid_until": end.isoformat(),
        "recorded_by": actor,
    }
    return _of(lot, "reference_price.fixed", at, facts)


def _of(lot: Lot, kind: str, at: datetime, facts: Mapping[str, object]) -> EntryDraft:
    return EntryDraft(lot.id, kind, at, facts, court_id=lot.court_id, case_id=lot.case_id, lot_id=lot.id)


def _entry(lot: Lot, decision: Decision, *, currency: str, actor: str, at: datetime) -> EntryDraft:
    minutes, places = decision.minutes, decision.decided[Field.PRIORITY_LIST]
    fact_id = f"{lot.id}/{decision.number}"
    return EntryDraft(
        chain=lot.id,
        type="panel.decided",
        at=at,
        facts={
            "decision": decision.number,
            "document": minutes.document,
            "decided_on": minutes.decided_on.isoformat(),
            "members": minutes.members,
            # The list is hashed from sealed persons, so that alone it would join their lots.
            "decided": {**decision.decided, Field.PRIORITY_LIST: commit(fact_id, places)},
            "currency": currency,
            "decision_hash": decision.hash,
            "recorded_by": actor,
        },
        court_id=lot.court_id,
        case_id=lot.case_id,
        lot_id=lot.id,
    )
