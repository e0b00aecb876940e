"""Registers courts, cases, case accounts, parties and claims.

Every act returns its refusals by field name; an empty answer means that it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.cases import register, store
from auction.cases.register import NewAccount, NewCase, NewClaim, NewCourt, NewParty, Refusals
from auction.cases.tables import CaseAccount, Claim, Court, Party
from auction.kernel.money import parse_plain


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


def add_party(tx: Session, *, party_id: str, case_id: str, role: str, name: str) -> Refusals:
    """Add a party to a case."""
    wish = register.tidy(NewParty(role, name))
    refusals = register.check_party(wish)
    if refusals:
        return refusals
    store.insert_party(tx, Party(id=party_id, case_id=case_id, role=wish.role, name=wish.name))
    return {}


def add_claim(
    tx: Session,
    *,
    claim_id: str,
    case_id: str,
    currency: str,
    kind: str,
    subject: str,
    amount: str,
    party_id: str = "",
) -> Refusals:
    """Add a claim, or a cost that is deducted before any claim (R-91)."""
    wish = register.tidy(NewClaim(kind, subject, amount, party_id))
    parties = frozenset(party.id for party in store.parties_of(tx, case_id))
    refusals = register.check_claim(wish, currency=currency, party_ids=parties)
    if refusals:
        return refusals
    claim = Claim(id=claim_id, case_id=case_id, kind=wish.kind, subject=wish.subject, currency=currency)
    claim.amount_minor = parse_plain(wish.amount, currency).minor
    claim.party_id = wish.party_id or None
    store.insert_claim(tx, claim)
    return {}


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


def _entry(
    kind: str, facts: Mapping[str, object], *, court_id: str, case_id: str | None = None, at: datetime
) -> EntryDraft:
    return EntryDraft(f"court:{court_id}", kind, at, facts, court_id=court_id, case_id=case_id)
