"""Collects trial balances and statements, for officers of the own court, and records what is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.cases import store as cases
from auction.kernel.doors import Visitor
from auction.kernel.money import Money
from auction.ledger.statement import Cursor, Scope
from auction.reports.money import store
from auction.reports.money.label import Labels
from auction.reports.money.moment import Period
from auction.reports.money.statement import (
    Of,
    ShownLine,
    Subject,
    accounts_of_bidder,
    read_account,
    shown,
)
from auction.reports.money.store import Books
from auction.reports.money.trial import TrialBalance, trial_of
from auction.rounds import store as rounds_store

# Lines read at once for a sheet, which are written before the next are read.
SHEET_LINES = 500


@dataclass(frozen=True)
class StatementPage:
    """One page of a statement as it is shown."""

    subject: Subject
    title: str
    opening: Money
    closing: Money
    lines: Sequence[ShownLine]
    after: Cursor | None
    labels: Labels


def trial_balance(tx: Session, books: Books) -> TrialBalance:
    """Add up the accounts of every kind."""
    return trial_of(store.trial_rows(tx, books), books.currency)


def subject_of(tx: Session, of: Of, subject_id: str, *, court_id: str | None) -> Subject | None:
    """Return of what a statement is asked; nothing when there is none, or it is of another court."""
    return _FINDERS[of](tx, subject_id, court_id)


def own_subject(tx: Session, *, round_id: str, account_id: str) -> Subject | None:
    """Return a bidder's own accounts in a round; nothing when the person never enrolled there."""
    enrolment = store.enrolment_of(tx, round_id=round_id, account_id=account_id)
    return None if enrolment is None else _bidder(tx, enrolment.id, None)


def statement_page(tx: Session, subject: Subject, period: Period, *, limit: int) -> StatementPage:
    """Collect one page of a statement, with what its accounts are called."""
    found = store.statement_page(tx, subject.scope, period, limit=limit)
    lines = [shown(subject, line) for line in found.lines]
    touched = [side for line in found.lines for side in (line.transfer.debit, line.transfer.credit)]
    labels = store.labels_of(tx, [*touched, *([subject.account] if subject.account else [])])
    return StatementPage(
        subject=subject,
        title=_title(tx, subject, labels),
        opening=subject.told(found.opening),
        closing=subject.told(found.closing),
        lines=lines,
        after=found.after,
        labels=labels,
    )


def statement_lines(tx: Session, subject: Subject, period: Period) -> tuple[Money, Iterator[ShownLine]]:
    """Return the balance before a period, and all its lines, some hundred in memory at once."""
    lines = store.statement_lines(tx, subject.scope, period, at_once=SHEET_LINES)
    opening = store.opening(tx, subject.scope, period)
    return subject.told(opening), (shown(subject, line) for line in lines)


def record_sheet(tx: Session, *, by: Visitor, what: str, asked: Mapping[str, str], at: datetime) -> None:
    """Record that somebody of the staff took a sheet out, on the chain of the court or the platform."""
    facts = {
        "actor": by.account_id,
        "role": by.role.value,
        "what": what,
        "form": "csv",
        "filters": dict(asked),
    }
    draft = EntryDraft(chain_of(by.court_id), "export.made", at, facts, court_id=by.court_id or None)
    log.append(tx, [draft])


def _court(tx: Session, subject_id: str, court_id: str | None) -> Subject | None:
    court = cases.court(tx, subject_id)
    if court is None or court_id not in (None, court.id):
        return None
    return Subject(Of.COURT, court.id, Scope(court.currency, court_id=court.id))


def _case(tx: Session, subject_id: str, court_id: str | None) -> Subject | None:
    found = store.case_of(tx, subject_id, court_id)
    if found is None:
        return None
    case, currency = found
    return Subject(Of.CASE, case.id, Scope(currency, case_id=case.id, court_id=case.court_id))


def _round(tx: Session, subject_id: str, court_id: str | None) -> Subject | None:
    board = rounds_store.read_board(tx, subject_id)
    if board is None or court_id not in (None, board.court_id):
        return None
    return Subject(Of.ROUND, board.round_id, Scope(board.currency, round_id=board.round_id))


def _bidder(tx: Session, subject_id: str, court_id: str | None) -> Subject | None:
    enrolment = store.enrolled(tx, subject_id)
    board = None if enrolment is None else rounds_store.read_board(tx, enrolment.round_id)
    if enrolment is None or board is None or court_id not in (None, board.court_id):
        return None
    accounts = accounts_of_bidder(
        enrolment.id,
        board.currency,
        round_id=board.round_id if store.has_bought(tx, enrolment) else "",
        payment_ids=store.payment_ids(tx, enrolment),
    )
    return Subject(Of.BIDDER, enrolment.id, Scope(board.currency, accounts))


def _account(tx: Session, subject_id: str, court_id: str | None) -> Subject | None:
    account = read_account(subject_id)
    if account is None or not store.is_used(tx, account.id, court_id):
        return None
    return Subject(Of.ACCOUNT, account.id, Scope(account.currency, (account.id,), court_id=court_id or ""))


_FINDERS: Mapping[Of, Callable[[Session, str, str | None], Subject | None]] = {
    Of.COURT: _court,
    Of.CASE: _case,
    Of.ROUND: _round,
    Of.BIDDER: _bidder,
    Of.ACCOUNT: _account,
}


def _title(tx: Session, subject: Subject, labels: Labels) -> str:
    if subject.account is not None:
        return labels.of(subject.account)
    return store.name_of(tx, subject.of, subject.id)
