"""Reads the sums of a trial balance, the accounts of a kind, and what the subjects of accounts are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
from sqlalchemy import (
    ColumnElement,
    Executable,
    Subquery,
    and_,
    func,
    or_,
    select,
    text,
    true,
    tuple_,
    union,
    union_all,
)
from sqlalchemy import case as choose
from sqlalchemy.orm import Session

from auction.cases.tables import Case, Court
from auction.enrolment.tables import Enrolment
from auction.kernel.money import Money
from auction.ledger import store as ledger
from auction.ledger.accounts import Account, Kind, bank, is_debit_side, parse
from auction.ledger.statement import Cursor, Line, Scope, StatementPage, page_of
from auction.ledger.tables import COMES_OR_GOES, Transfer
from auction.ledger.transfer import Purpose, stage
from auction.ledger.transfer import Transfer as LedgerTransfer
from auction.payments.tables import Payment, PaymentRequest
from auction.reports.money.asked import KnownCourt, Reader
from auction.reports.money.label import Labels
from auction.reports.money.moment import Period
from auction.reports.money.statement import Of, Subject
from auction.reports.money.trial import TrialRow
from auction.rounds.store import NEWEST_SNAPSHOT
from auction.rounds.tables import Board, Round
from auction.settlement.store import in_court

# Accounts on one page of a list, and payments of one bidder in one round: far more than anybody makes.
ACCOUNTS_SHOWN_MAX = 50
PAYMENTS_MAX = 40
# Within an instant nothing stands before what brought it.
_STAGE = choose({purpose.value: stage(purpose) for purpose in Purpose}, value=Transfer.purpose)


@dataclass(frozen=True)
class Books:
    """Whose books are read: in one currency, of one court or of all, as they stood before a moment."""

    currency: str
    court_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class AccountLine:
    """One account and its balance: credits less debits."""

    account: Account
    balance: Money

    @property
    def told(self) -> Money:
        """Return the balance as people are told it: what lies in a place is no debt."""
        is_debit = is_debit_side(self.account.kind)
        return Money(-self.balance.minor, self.balance.currency) if is_debit else self.balance


def trial_rows(tx: Session, books: Books) -> list[TrialRow]:
    """Return what the accounts of each kind hold on either side."""
    held = _balances(books)
    debit = func.sum(choose((held.c.minor < 0, -held.c.minor), else_=0))
    credit = func.sum(choose((held.c.minor > 0, held.c.minor), else_=0))
    query = select(held.c.kind, func.sum(choose((held.c.minor != 0, 1), else_=0)), debit, credit)
    return [
        TrialRow(
            Kind(row[0]), int(row[1]), Money(int(row[2]), books.currency), Money(int(row[3]), books.currency)
        )
        for row in tx.execute(query.group_by(held.c.kind))
    ]


def accounts_of(tx: Session, books: Books, kind: Kind, *, after: str = "") -> list[AccountLine]:
    """Return accounts of a kind that are not empty, by their ids, one more than a page shows."""
    held = _balances(books, kind)
    query = select(held.c.account, held.c.minor).where(held.c.minor != 0, held.c.account > after)
    found = tx.execute(query.order_by(held.c.account).limit(ACCOUNTS_SHOWN_MAX + 1))
    return [AccountLine(parse(row[0]), Money(int(row[1]), books.currency)) for row in found]


def reader(tx: Session, court_id: str) -> Reader:
    """Return who reads: an officer of a court, or somebody who reads the books of all."""
    return Reader(court_id, known_courts(tx))


def known_courts(tx: Session) -> list[KnownCourt]:
    """Return all courts by name."""
    query = select(Court.id, Court.name, Court.time_zone, Court.currency).order_by(Court.name)
    return [KnownCourt(*row) for row in tx.execute(query)]


def zone_of(tx: Session, subject: Subject) -> str:
    """Return the time zone of the court of which a statement is, or UTC for what is of no one court."""
    scope = subject.scope
    of_round = select(Round.court_id).where(Round.id == scope.round_id)
    of_bidder = select(Round.court_id).join(Enrolment, Enrolment.round_id == Round.id)
    court_id = scope.court_id or tx.scalar(of_round) or tx.scalar(of_bidder.where(Enrolment.id == subject.id))
    return tx.scalar(select(Court.time_zone).where(Court.id == court_id)) or "UTC"


def is_used(tx: Session, account_id: str, court_id: str | None) -> bool:
    """Say whether an account ever moved, within the court if one is named."""
    own = [] if court_id is None else [_of_court(court_id, parse(account_id).currency)]
    sides = (Transfer.debit_account, Transfer.credit_account)
    return any(
        tx.scalar(select(Transfer.id).where(side == account_id, *own).limit(1)) is not None for side in sides
    )


def case_of(tx: Session, case_id: str, court_id: str | None) -> tuple[Case, str] | None:
    """Return the case, within the court if one is named, and the currency of its court."""
    query = select(Case, Court.currency).join(Court, Court.id == Case.court_id).where(Case.id == case_id)
    row = tx.execute(query if court_id is None else query.where(Case.court_id == court_id)).one_or_none()
    return None if row is None else (row[0], row[1])


def name_of(tx: Session, of: Of, subject_id: str) -> str:
    """Return the name of a court, the number of a case, a round's lot, or a bidder's code and lot."""
    if of is Of.ROUND:
        return titles_of(tx, [subject_id]).get(subject_id, subject_id)
    if of is Of.BIDDER:
        enrolment = tx.get_one(Enrolment, subject_id)
        titles = titles_of(tx, [enrolment.round_id])
        return " · ".join(filter(None, (enrolment.bidder_code, titles.get(enrolment.round_id))))
    name, key = (Court.name, Court.id) if of is Of.COURT else (Case.case_number, Case.id)
    return str(tx.scalar(select(name).where(key == subject_id)) or subject_id)


def enrolled(tx: Session, enrolment_id: str) -> Enrolment | None:
    """Return the enrolment."""
    return tx.get(Enrolment, enrolment_id)


def enrolment_of(tx: Session, *, round_id: str, account_id: str) -> Enrolment | None:
    """Return the enrolment of a person in a round."""
    query = select(Enrolment).where(Enrolment.round_id == round_id, Enrolment.account_id == account_id)
    return tx.scalars(query).one_or_none()


def has_bought(tx: Session, enrolment: Enrolment) -> bool:
    """Say whether the round was sold to whom the enrolment is of."""
    query = select(Board.buyer_code).where(Board.round_id == enrolment.round_id)
    return enrolment.bidder_code is not None and tx.scalar(query) == enrolment.bidder_code


def payment_ids(tx: Session, enrolment: Enrolment) -> list[str]:
    """Return the payments that came for what the person was asked to pay in that round."""
    query = (
        select(Payment.id)
        .join(PaymentRequest, PaymentRequest.id == Payment.request_id)
        .where(PaymentRequest.account_id == enrolment.account_id)
        .where(PaymentRequest.round_id == enrolment.round_id)
        .order_by(Payment.received_at, Payment.id)
        .limit(PAYMENTS_MAX)
    )
    return list(tx.scalars(query))


def labels_of(tx: Session, accounts: Iterable[Account]) -> Labels:
    """Return what the subjects of these accounts are called; the accounts of one page."""
    subjects = {account.subject for account in accounts}
    codes = select(Enrolment.id, Enrolment.bidder_code).where(
        Enrolment.id.in_(subjects), Enrolment.bidder_code.is_not(None)
    )
    cases = select(Case.id, Case.case_number).where(Case.id.in_(subjects))
    courts = select(Court.id, Court.name).where(Court.id.in_(subjects))
    return Labels(
        codes=_pairs(tx, codes),
        cases=_pairs(tx, cases),
        lots=titles_of(tx, subjects),
        courts=_pairs(tx, courts),
    )


def titles_of(tx: Session, round_ids: Collection[str]) -> dict[str, str]:
    """Return the title of the lot of each of these rounds."""
    query = select(Round.id, NEWEST_SNAPSHOT).join(Board, Board.round_id == Round.id)
    found = tx.execute(query.where(Round.id.in_(round_ids)))
    return {round_id: str(orjson.loads(text).get("title", "")) for round_id, text in found}


def statement_page(tx: Session, scope: Scope, period: Period, *, limit: int) -> StatementPage:
    """Return one page of a statement, with the balance before it."""
    found = _transfers(tx, scope, period, limit + 1)
    return page_of(scope, opening(tx, scope, period), found, limit=limit)


def statement_lines(tx: Session, scope: Scope, period: Period, *, at_once: int) -> Iterator[Line]:
    """Stream all lines of a period; so many are in memory at once."""
    balance, after = opening(tx, scope, period), period.after
    while True:
        found = _transfers(tx, scope, replace(period, after=after), at_once + 1)
        page = page_of(scope, balance, found, limit=at_once)
        yield from page.lines
        if page.after is None:
            return
        balance, after = page.closing, page.after


def opening(tx: Session, scope: Scope, period: Period) -> Money:
    """Return the balance before the first line of a page: before its cursor, or before the period."""
    row, zero = Transfer, Money(0, scope.currency)
    if period.after is not None:
        before = and_(row.posted_at <= period.after.posted_at, ~_comes_after(period.after))
    elif period.since is not None:
        before = row.posted_at < period.since
    else:
        return zero
    sums = (
        tx.scalar(select(func.coalesce(func.sum(row.amount_minor), 0)).where(side, before, *_of(scope)))
        for side in _sides(scope)
    )
    came, went = (int(minor or 0) for minor in sums)
    return Money(came - went, scope.currency)


def _transfers(tx: Session, scope: Scope, period: Period, limit: int) -> list[LedgerTransfer]:
    """Return transfers of a statement in their order; each side is looked up by its own index."""
    row = Transfer
    within = _of(scope)
    if period.since is not None:
        within.append(row.posted_at >= period.since)
    if period.until is not None:
        within.append(row.posted_at < period.until)
    if period.after is not None:
        within += [row.posted_at >= period.after.posted_at, _comes_after(period.after)]
    found = [_first(part, within, limit) for part in _parts(scope)]
    all_of_them = union(*(select(each) for each in found)).subquery()
    order = (all_of_them.c.posted_at, all_of_them.c.stage, all_of_them.c.id)
    ids = tx.scalars(select(all_of_them.c.id).order_by(*order).limit(limit)).all()
    by_id = {moved.id: moved for moved in ledger.transfers_by_id(tx, ids)}
    return [by_id[transfer_id] for transfer_id in ids]


def _first(side: ColumnElement[bool], within: Sequence[ColumnElement[bool]], limit: int) -> Subquery:
    order = (Transfer.posted_at, _STAGE.label("stage"), Transfer.id)
    return select(*order).where(side, *within).order_by(*order).limit(limit).subquery()


def _comes_after(cursor: Cursor) -> ColumnElement[bool]:
    return tuple_(Transfer.posted_at, _STAGE, Transfer.id) > (cursor.posted_at, cursor.stage, cursor.id)


def _parts(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Return the parts of a statement, each of which has an index of its own in the order of the lines."""
    if scope.account_ids:
        return _sides(scope)
    if scope.case_id or scope.round_id:
        return (true(),)
    return _told_to_court(scope.court_id, scope.currency)


def _sides(scope: Scope) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return of which transfers the balance of a statement grows, and of which it shrinks."""
    if scope.account_ids:
        return Transfer.credit_account.in_(scope.account_ids), Transfer.debit_account.in_(scope.account_ids)
    places = [f"{kind.value}:" for kind in sorted(scope.outside)]
    return (
        or_(*(Transfer.debit_account.startswith(name) for name in places)),
        or_(*(Transfer.credit_account.startswith(name) for name in places)),
    )


def _of(scope: Scope) -> list[ColumnElement[bool]]:
    row = Transfer
    within = [row.round_id == scope.round_id] if scope.round_id else []
    if scope.case_id:
        # By the rounds of the case: transfers have no index by case, and belong to one only with a round.
        of_case = select(Round.id).where(Round.case_id == scope.case_id)
        within += [row.case_id == scope.case_id, row.round_id.in_(of_case)]
    if scope.court_id and (within or scope.account_ids):
        within.append(_of_court(scope.court_id, scope.currency))
    elif scope.court_id:
        within.append(or_(*_told_to_court(scope.court_id, scope.currency)))
    return [row.currency == scope.currency, *within]


def _of_court(court_id: str, currency: str) -> ColumnElement[bool]:
    """Say that a transfer is in the books of a court; for what is found by an index of something else."""
    own = bank(court_id, currency).id
    return or_(Transfer.court_id == court_id, Transfer.debit_account == own, Transfer.credit_account == own)


def _told_to_court(court_id: str, currency: str) -> tuple[ColumnElement[bool], ...]:
    """Return what the statement of a court tells: what came and went, and all on its own bank account."""
    own = bank(court_id, currency).id
    came_or_went = and_(Transfer.court_id == court_id, text(COMES_OR_GOES))
    return came_or_went, Transfer.debit_account == own, Transfer.credit_account == own


def _books_of(court_id: str, currency: str) -> tuple[ColumnElement[bool], ...]:
    """Return the parts of a court's books, no transfer in two: its sales, its own, its bank account."""
    row, own = Transfer, bank(court_id, currency).id
    others = or_(row.court_id.is_(None), row.court_id != court_id)
    return (
        *in_court(court_id),
        and_(row.debit_account == own, others),
        and_(row.credit_account == own, row.debit_account != own, others),
    )


def _balances(books: Books, kind: Kind | None = None) -> Subquery:
    """Return the balance of each account with its kind, as a table to ask."""
    books_of = [true()] if books.court_id is None else _books_of(books.court_id, books.currency)
    legs = union_all(
        *(
            select(side.label("account"), (sign * Transfer.amount_minor).label("minor")).where(
                part, *_within(books), *([] if kind is None else [side.startswith(f"{kind.value}:")])
            )
            for side, sign in ((Transfer.credit_account, 1), (Transfer.debit_account, -1))
            for part in books_of
        )
    ).subquery()
    kinds = choose(*((legs.c.account.startswith(f"{each.value}:"), each.value) for each in Kind))
    query = select(legs.c.account, kinds.label("kind"), func.sum(legs.c.minor).label("minor"))
    return query.group_by(legs.c.account).subquery()


def _within(books: Books) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = [Transfer.currency == books.currency]
    if books.at is not None:
        clauses.append(Transfer.posted_at < books.at)
    return clauses


def _pairs(tx: Session, query: Executable) -> dict[str, str]:
    return {row[0]: str(row[1]) for row in tx.execute(query)}
