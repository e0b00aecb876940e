"""Reads and writes accounts, sealed identities and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, column, delete, func, select, table, text, update
from sqlalchemy.orm import Session

from auction.people.limits import STAFF_ROWS_MAX
from auction.people.tables import Account, Identity, SignedInSession

# Courts belong to a room beside this one: only the two columns that name them are read.
_courts = table("courts", column("id"), column("name"))
# Any number of our own: who holds it alone decides whose an id number is.
_IDENTITIES_LOCK = 7_002
# And whoever holds this one, whose an address is.
_ACCOUNTS_LOCK = 7_003


def lock_accounts(tx: Session) -> None:
    """Let nobody else make or remove an account before this transaction ends.

    On SQLite a writer is alone from its first moment.
    """
    _lock(tx, _ACCOUNTS_LOCK)


def account(tx: Session, account_id: str) -> Account | None:
    """Return an account."""
    return tx.get(Account, account_id)


def account_of_email(tx: Session, email: str) -> Account | None:
    """Return the account of an address, in any mixture of capitals."""
    return tx.scalar(select(Account).where(func.lower(Account.email) == email.lower()))


def account_of_uniquifier(tx: Session, uniquifier: str) -> Account | None:
    """Return the account that a browser signed in to."""
    return tx.scalar(select(Account).where(Account.fs_uniquifier == uniquifier))


def add(tx: Session, row: Account | Identity | SignedInSession) -> None:
    """Write a new row, at once, so that its constraints speak now."""
    tx.add(row)
    tx.flush()


def close_account(tx: Session, account_id: str, *, uniquifier: str, at: datetime) -> None:
    """Let nobody sign in to an account any more."""
    tx.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(active=False, removed_at=at, fs_uniquifier=uniquifier)
    )


def courts(tx: Session) -> Sequence[tuple[str, str]]:
    """Return id and name of every court."""
    rows = tx.execute(select(_courts.c.id, _courts.c.name).order_by(_courts.c.name))
    return [(row.id, row.name) for row in rows]


def court_name(tx: Session, court_id: str | None) -> str | None:
    """Return the name of a court, or nothing when there is none."""
    return tx.scalar(select(_courts.c.name).where(_courts.c.id == court_id)) if court_id else None


def staff(tx: Session, roles: Sequence[str]) -> Sequence[tuple[Account, str | None]]:
    """Return the staff with the names of their courts: who works here first, then who left."""
    query = (
        select(Account, _courts.c.name)
        .outerjoin(_courts, _courts.c.id == Account.court_id)
        .where(Account.role.in_(roles))
        .order_by(Account.removed_at.is_not(None), Account.role, Account.email)
        .limit(STAFF_ROWS_MAX)
    )
    return [(row[0], row[1]) for row in tx.execute(query)]


def identity(tx: Session, account_id: str) -> Identity | None:
    """Return the sealed identity of an account."""
    return tx.get(Identity, account_id)


def lock_identities(tx: Session) -> None:
    """Let nobody else register or correct an identity before this transaction ends.

    On SQLite a writer is alone from its first moment.
    """
    _lock(tx, _IDENTITIES_LOCK)


def lock_identity(tx: Session, account_id: str) -> Identity | None:
    """Return the sealed identity of an account as it stands now, locked against being fixed."""
    query = select(Identity).where(Identity.account_id == account_id).with_for_update()
    return tx.scalar(query.execution_options(populate_existing=True))


def identity_of_digest(tx: Session, digest: str) -> Identity | None:
    """Return the sealed identity of a person found by the keyed hash of the number."""
    return tx.scalar(select(Identity).where(Identity.digest == digest))


def put_identity(tx: Session, row: Identity) -> None:
    """Write the sealed identity of an account in place of the one it had, if it had one."""
    tx.merge(row)
    tx.flush()


def fix_identity(tx: Session, account_id: str, at: datetime) -> None:
    """Note from when on an identity stays as it is; the first time counts."""
    tx.execute(
        update(Identity)
        .where(Identity.account_id == account_id, Identity.fixed_at.is_(None))
        .values(fixed_at=at),
        execution_options={"synchronize_session": False},
    )


def session(tx: Session, token_hash: str) -> tuple[SignedInSession, Account] | None:
    """Return a signed-in session and its account."""
    query = (
        select(SignedInSession, Account)
        .join(Account, Account.id == SignedInSession.account_id)
        .where(SignedInSession.token_hash == token_hash)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def sessions(tx: Session, account_id: str, at: datetime) -> Sequence[SignedInSession]:
    """Return the sessions of an account that have not reached their end, latest first."""
    query = (
        select(SignedInSession)
        .where(SignedInSession.account_id == account_id, SignedInSession.ends_at > at)
        .order_by(SignedInSession.last_seen_at.desc())
    )
    return tx.scalars(query).all()


def note_sign_in(tx: Session, account_id: str, at: datetime) -> None:
    """Write down when somebody signed in last."""
    tx.execute(update(Account).where(Account.id == account_id).values(signed_in_at=at))


def keep_session(tx: Session, token_hash: str, content: str, at: datetime) -> None:
    """Write down what a session holds and that its browser was here."""
    tx.execute(
        update(SignedInSession)
        .where(SignedInSession.token_hash == token_hash)
        .values(content=content, last_seen_at=at)
    )


def end_session(tx: Session, token_hash: str, account_id: str) -> int:
    """Delete one session of an account; return how many that were."""
    return _delete(
        tx,
        SignedInSession.token_hash == token_hash,
        SignedInSession.account_id == account_id,
    )


def end_sessions(tx: Session, account_id: str, *, but: str = "") -> int:
    """Delete the sessions of an account, all but one perhaps; return how many that were."""
    return _delete(tx, SignedInSession.account_id == account_id, SignedInSession.token_hash != but)


def forget_ended_sessions(tx: Session, at: datetime) -> None:
    """Delete what has reached its end."""
    _delete(tx, SignedInSession.ends_at <= at)


def _lock(tx: Session, key: int) -> None:
    if tx.get_bind().dialect.name != "sqlite":
        tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _delete(tx: Session, *conditions: ColumnElement[bool]) -> int:
    result = tx.execute(delete(SignedInSession).where(*conditions))
    assert isinstance(result, CursorResult), "a deletion counts its rows"
    return result.rowcount
