"""Registers courts, cases, case accounts, parties and claims.

Every act returns its refusals by field name; an empty answer means that it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.cases import register, store
from auction.cases.outstanding import Outstanding, sum_up
from auction.cases.party_form import read_party
from auction.cases.platform import Choice, Platform, judge_choice
from auction.cases.register import (
    Consent,
    NewAccount,
    NewCase,
    NewClaim,
    NewCourt,
    NewParty,
    PartyRole,
    PlatformWish,
    Reason,
    Refusals,
)
from auction.cases.tables import Case, CaseAccount, Claim, Court, Party
from auction.kernel.money import parse_plain
from auction.rules.rule_sets import CURRENT, rule_set


def register_court(
    tx: Session,
    *,
    court_id: str,
    name: str,
    time_zone: str,
    currency: str,
    contact: str = "",
    supervision: str = "",
    language: str = "",
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Register a court with its time zone and currency."""
    wish = register.tidy(NewCourt(name, time_zone, currency, contact, supervision, language))
    store.lock_register(tx)
    refusals = register.check_court(wish, known=bool(store.court_ids(tx, [wish.name])))
    if refusals:
        return refusals
    store.insert_court(tx, Court(id=court_id, **vars(wish)))
    log.append(tx, [_court_entry(court_id, wish, actor, at)])
    return {}


def register_case(
    tx: Session,
    *,
    case_id: str,
    court_id: str,
    case_number: str,
    cause: str = "",
    basis: str = "",
    account_number: str,
    holder: str,
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Register a case of a court together with its one case account (R-90)."""
    case = register.tidy(NewCase(case_number, cause, basis))
    account = register.compact_account(register.tidy(NewAccount(account_number, holder)))
    store.lock_register(tx)
    known = bool(store.case_ids(tx, court_id, [case.case_number]))
    used = store.is_account_used(tx, account.account_number)
    refusals = {**register.check_case(case, known=known), **register.check_account(account, known=used)}
    if refusals:
        return refusals
    register_cases(tx, court_id=court_id, cases={case_id: case}, actor=actor, at=at)
    _name_account(tx, case_id=case_id, court_id=court_id, account=account, actor=actor, at=at)
    return {}


def register_cases(
    tx: Session, *, court_id: str, cases: Mapping[str, NewCase], actor: str = "", at: datetime
) -> None:
    """Register checked cases by their ids, as an import finds them: their accounts are named later."""
    rows: list[dict[str, object]] = [
        {"id": case_id, "court_id": court_id, "registered_at": at, **vars(case)}
        for case_id, case in cases.items()
    ]
    store.insert_cases(tx, rows)
    log.append(
        tx,
        [
            _case_entry(case_id, case, court_id=court_id, actor=actor, at=at)
            for case_id, case in cases.items()
        ],
    )


def name_account(
    tx: Session,
    *,
    case_id: str,
    court_id: str,
    account_number: str,
    holder: str,
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Name the account of a case that has none yet; once named it never changes (R-90)."""
    account = register.compact_account(register.tidy(NewAccount(account_number, holder)))
    store.lock_register(tx)
    refusals = register.check_account(
        account,
        known=store.is_account_used(tx, account.account_number),
        named=store.case_account(tx, case_id) is not None,
    )
    if refusals:
        return refusals
    _name_account(tx, case_id=case_id, court_id=court_id, account=account, actor=actor, at=at)
    return {}


def add_party(
    tx: Session,
    *,
    party_id: str,
    case_id: str,
    court_id: str,
    party: NewParty,
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Add a party to a case; the record keeps the role, never the name."""
    wish = register.tidy(party)
    refusals = register.check_party(wish)
    if refusals:
        return refusals
    if store.insert_party(tx, Party(id=party_id, case_id=case_id, **vars(wish))):
        facts = {
            "case_id": case_id,
            "party_id": party_id,
            "role": wish.role,
            "consumption_restricted": wish.consumption_restricted,
            "actor": actor,
        }
        log.append(tx, [_entry("party.registered", facts, court_id=court_id, case_id=case_id, at=at)])
    return {}


def add_party_by_form(
    tx: Session,
    *,
    party_id: str,
    case: Case,
    form: Mapping[str, str],
    digest: Callable[[str], str],
    actor: str,
    at: datetime,
) -> Refusals:
    """Add a party as its form says; the id number is kept as a digest only."""
    party, errors = read_party(form, digest=digest, today=at.date())
    if errors:
        return errors
    return add_party(
        tx, party_id=party_id, case_id=case.id, court_id=case.court_id, party=party, actor=actor, at=at
    )


def add_claim(
    tx: Session,
    *,
    claim_id: str,
    case_id: str,
    court_id: str,
    currency: str,
    claim: NewClaim,
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Add a claim, or a cost that is deducted before any claim (R-06, R-91)."""
    rules = rule_set(CURRENT)
    wish = register.borne(register.tidy(claim), rules)
    parties = frozenset(party.id for party in store.parties_of(tx, case_id))
    refusals = register.check_claim(wish, currency=currency, party_ids=parties, rules=rules)
    if refusals:
        return refusals
    row = Claim(id=claim_id, case_id=case_id, currency=currency, **_kept(wish))
    row.amount_minor = parse_plain(wish.amount, currency).minor
    if store.insert_claim(tx, row):
        log.append(tx, [_claim_entry(row, court_id=court_id, actor=actor, at=at)])
    return {}


def agree_to_sell_all(
    tx: Session,
    *,
    case_id: str,
    court_id: str,
    agreed: bool,
    document: str,
    actor: str = "",
    at: datetime,
) -> Refusals:
    """Note that the debtor agreed in writing to sell everything, or that this is not so (R-51)."""
    wish = register.tidy(Consent(agreed, document))
    refusals = register.check_consent(wish)
    if refusals:
        return refusals
    case = store.case_to_change(tx, case_id, court_id)
    case.sell_all_agreed, case.sell_all_document = wish.agreed, wish.document
    facts = {"case_id": case_id, "agreed": wish.agreed, "document": wish.document, "actor": actor}
    log.append(tx, [_entry("debtor.agreed", facts, court_id=court_id, case_id=case_id, at=at)])
    return {}


def choose_platform(
    tx: Session, *, case_id: str, court_id: str, platform: str, decision: str, actor: str = "", at: datetime
) -> Refusals:
    """Keep which platform sells, by the court's decision where the creditors differ (R-04)."""
    case = store.case_to_change(tx, case_id, court_id)
    wish = register.tidy(PlatformWish(platform, decision))
    refusals = register.check_platform(wish)
    if refusals:
        return refusals
    refusal = judge_choice(
        platform_choice(tx, case_id), wish.platform, wish.decision,
        is_published=case.platform_fixed_at is not None, rules=rule_set(CURRENT),
    )  # fmt: skip
    if refusal is not None:
        return {"decision" if refusal.reason == Reason.PLATFORM_UNDECIDED else "platform": refusal}
    case.platform, case.platform_decision = wish.platform, wish.decision
    facts = {"case_id": case_id, "platform": wish.platform.lower(), "decision": wish.decision, "actor": actor}
    log.append(tx, [_entry("platform.chosen", facts, court_id=court_id, case_id=case_id, at=at)])
    return {}


def fix_platform(tx: Session, *, case_id: str, court_id: str, at: datetime) -> None:
    """Fix at the first publication that a case is sold here; later creditors do not reopen it (R-04)."""
    if store.case(tx, case_id).platform_fixed_at is not None:
        return
    case = store.case_to_change(tx, case_id, court_id)
    case.platform, case.platform_fixed_at = Platform.HERE.value, case.platform_fixed_at or at


def platform_choice(tx: Session, case_id: str) -> Choice:
    """Return what the creditors of a case picked, and what was chosen."""
    case = store.case(tx, case_id)
    parties = store.parties_of(tx, case_id)
    picks = tuple(party.platform_pick for party in parties if party.role == PartyRole.CREDITOR)
    return Choice(picks, case.platform, case.platform_decision)


def outstanding(tx: Session, case_id: str, *, currency: str) -> Outstanding:
    """Return what a case is owed: all claims, those of them that are paid first, and the costs."""
    return sum_up(store.owed_lines(tx, case_id), currency)


def describe_court(tx: Session, *, court_id: str, contact: str, supervision: str, language: str) -> Refusals:
    """Say how to reach a court, where to complain and what it writes in, as its notices will (R-23)."""
    court = store.court_to_change(tx, court_id)
    wish = register.tidy(
        NewCourt(court.name, court.time_zone, court.currency, contact, supervision, language)
    )
    refusals = register.check_court(wish, known=False)
    if refusals:
        return refusals
    court.contact, court.supervision, court.language = wish.contact, wish.supervision, wish.language
    return {}


def _kept(wish: NewClaim) -> dict[str, object]:
    kept = {name: value for name, value in vars(wish).items() if name != "amount"}
    return kept | {"party_id": wish.party_id or None}


def _name_account(
    tx: Session, *, case_id: str, court_id: str, account: NewAccount, actor: str, at: datetime
) -> None:
    store.insert_account(tx, CaseAccount(case_id=case_id, **vars(account)))
    facts = {"case_id": case_id, "account_number": account.account_number, "actor": actor}
    log.append(tx, [_entry("case.account_named", facts, court_id=court_id, case_id=case_id, at=at)])


def _court_entry(court_id: str, court: NewCourt, actor: str, at: datetime) -> EntryDraft:
    facts = {"name": court.name, "time_zone": court.time_zone, "currency": court.currency, "actor": actor}
    return _entry("court.registered", facts, court_id=court_id, at=at)


def _case_entry(case_id: str, case: NewCase, *, court_id: str, actor: str, at: datetime) -> EntryDraft:
    facts = {"case_id": case_id, "case_number": case.case_number, "actor": actor}
    return _entry("case.registered", facts, court_id=court_id, case_id=case_id, at=at)


def _claim_entry(claim: Claim, *, court_id: str, actor: str, at: datetime) -> EntryDraft:
    facts = {
        "case_id": claim.case_id,
        "claim_id": claim.id,
        "kind": claim.kind,
        "amount_minor": str(claim.amount_minor),
        "currency": claim.currency,
        "secured": claim.secured,
        "work": claim.work,
        "payer": claim.payer,
        "actor": actor,
    }
    return _entry("claim.registered", facts, court_id=court_id, case_id=claim.case_id, at=at)


def _entry(
    kind: str, facts: Mapping[str, object], *, court_id: str, case_id: str | None = None, at: datetime
) -> EntryDraft:
    return EntryDraft(f"court:{court_id}", kind, at, facts, court_id=court_id, case_id=case_id)
