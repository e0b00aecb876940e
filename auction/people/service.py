"""Registers identities, makes and removes staff, keeps and ends sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.doors import Role, Visitor
from auction.kernel.refusal import Refusal
from auction.people import identity, staff, store
from auction.people.identity import IdentityClaim, IdentityKind
from auction.people.limits import SESSION_WINDOW
from auction.people.staff import StaffReason, StaffWish
from auction.people.tables import Account, Identity, SignedInSession
from auction.people.vault import Vault


@dataclass(frozen=True)
class SealedIdentity:
    """Who an account is, unread: its kind, its sealed fields, and the keyed hash of the number."""

    account_id: str
    kind: IdentityKind
    sealed_name: bytes
    sealed_number: bytes
    sealed_representative: bytes | None
    digest: str
    is_fixed: bool


def make_account(
    tx: Session,
    *,
    account_id: str,
    email: str,
    role: Role,
    uniquifier: str,
    at: datetime,
    court_id: str = "",
    password_hash: str | None = None,
    confirmed_at: datetime | None = None,
) -> None:
    """Write an account that somebody may sign in to."""
    store.add(
        tx,
        Account(
            id=account_id,
            email=staff.tidy_email(email),
            password=password_hash,
            role=str(role),
            court_id=court_id or None,
            active=True,
            fs_uniquifier=uniquifier,
            confirmed_at=confirmed_at,
            created_at=at,
        ),
    )


def check_making(tx: Session, wish: StaffWish) -> tuple[Refusal, ...]:
    """Say everything that stands against making an account of the staff."""
    return staff.check_making(
        wish,
        is_taken=store.account_of_email(tx, staff.tidy_email(wish.email)) is not None,
        court_exists=store.court_name(tx, wish.court_id) is not None,
    )


def court_name(tx: Session, court_id: str) -> str:
    """Return the name of a court, or nothing where there is none."""
    return store.court_name(tx, court_id) or ""


def make_staff(
    tx: Session, wish: StaffWish, *, account_id: str, uniquifier: str, by: str, at: datetime
) -> tuple[Refusal, ...]:
    """Make an account of the staff; its password is set through a link in a letter."""
    store.lock_accounts(tx)
    refusals = check_making(tx, wish)
    if refusals:
        return refusals
    make_account(
        tx,
        account_id=account_id,
        email=wish.email,
        role=Role(wish.role),
        uniquifier=uniquifier,
        at=at,
        court_id=wish.court_id,
        confirmed_at=at,
    )
    facts = {"actor": by, "account": account_id, "role": wish.role}
    log.append(tx, [_entry("account.made", wish.court_id, at, facts)])
    return ()


def staff_account(tx: Session, account_id: str) -> Account | None:
    """Return a working account of the staff, and no other."""
    found = store.account(tx, account_id)
    is_staff = found is not None and found.role in staff.STAFF_ROLES and found.removed_at is None
    return found if is_staff else None


def staff_accounts(tx: Session) -> Sequence[tuple[Account, str | None]]:
    """Return everybody who works or worked here, with the name of the court."""
    return store.staff(tx, [str(role) for role in staff.STAFF_ROLES])


def courts(tx: Session) -> Sequence[tuple[str, str]]:
    """Return id and name of every court that an officer may belong to."""
    return store.courts(tx)


def email_of(tx: Session, account_id: str) -> str:
    """Return the address of an account."""
    found = store.account(tx, account_id)
    return "" if found is None else found.email


def remove_staff(tx: Session, *, account_id: str, uniquifier: str, by: str, at: datetime) -> Refusal | None:
    """Close an account of the staff at once: no sign-in, no session, no link works any more."""
    store.lock_accounts(tx)
    found = store.account(tx, account_id)
    if found is None:
        return Refusal(StaffReason.NOT_FOUND, "")
    refusal = staff.check_removal(account_id, role=found.role, is_removed=found.removed_at is not None, by=by)
    if refusal is not None:
        return refusal
    store.close_account(tx, account_id, uniquifier=uniquifier, at=at)
    store.end_sessions(tx, account_id)
    facts = {"actor": by, "account": account_id, "role": found.role}
    log.append(tx, [_entry("account.removed", found.court_id or "", at, facts)])
    return None


def register_identity(
    tx: Session, vault: Vault, claim: IdentityClaim, *, account_id: str, at: datetime
) -> tuple[Refusal, ...]:
    """Seal who an account is: one account for one person (R-31, R-33).

    Registered again, it is a correction; the number of before is free for its real owner.
    """
    tidy = identity.tidy(claim)
    refusals = identity.check(tidy, today=at.date())
    if refusals:
        return refusals
    store.lock_identities(tx)
    digest, earlier = vault.digest(tidy.number), store.lock_identity(tx, account_id)
    holder = store.identity_of_digest(tx, digest)
    refusal = identity.check_keeping(
        is_fixed=earlier is not None and earlier.fixed_at is not None,
        is_taken=holder is not None and holder.account_id != account_id,
    )
    if refusal is not None:
        return (refusal,)
    store.put_identity(tx, _seal(vault, tidy, account_id=account_id, digest=digest, at=at))
    return ()


def fix_identity(tx: Session, *, account_id: str, at: datetime) -> None:
    """Let an identity stand from now on: somebody has begun to enrol under it."""
    store.fix_identity(tx, account_id, at)


def identity_of(tx: Session, account_id: str) -> SealedIdentity | None:
    """Return who an account is, unread, or nothing before it was registered."""
    row = store.identity(tx, account_id)
    if row is None:
        return None
    return SealedIdentity(
        account_id=row.account_id,
        kind=IdentityKind(row.kind),
        sealed_name=row.sealed_name,
        sealed_number=row.sealed_number,
        sealed_representative=row.sealed_representative,
        digest=row.digest,
        is_fixed=row.fixed_at is not None,
    )


def verified(tx: Session, account_id: str) -> bool:
    """Say whether the account has an identity and may enrol."""
    return store.identity(tx, account_id) is not None


def real_name(tx: Session, vault: Vault, account_id: str) -> str:
    """Return the name, to be compared by the machine with a payer's; never for a page."""
    sealed = identity_of(tx, account_id)
    return "" if sealed is None else vault.unseal(sealed.sealed_name)


def own_identity(tx: Session, vault: Vault, account_id: str) -> IdentityClaim | None:
    """Return the identity to its owner, and to nobody else."""
    sealed = identity_of(tx, account_id)
    return None if sealed is None else _open(vault, sealed)


def is_identity_fixed(tx: Session, account_id: str) -> bool:
    """Say whether the owner can no longer correct the identity."""
    sealed = identity_of(tx, account_id)
    return sealed is not None and sealed.is_fixed


def open_identity(
    tx: Session, vault: Vault, account_id: str, *, by: str, reason: str, at: datetime
) -> IdentityClaim | None:
    """Return the identity to somebody else after the end, and record who looked and why (R-33)."""
    sealed = identity_of(tx, account_id)
    if sealed is None:
        return None
    facts = {"actor": by, "account": account_id, "reason": reason}
    log.append(tx, [_entry("access.identity", "", at, facts)])
    return _open(vault, sealed)


def note_attempt(tx: Session, *, by: Visitor, door: str, at: datetime) -> None:
    """Record that somebody who runs or audits the platform tried a door of bidders or courts (R-07)."""
    facts = {"actor": by.account_id, "role": by.role.value, "door": door, "refused": True}
    log.append(tx, [_entry("access.identity", "", at, facts)])


def note_names(
    tx: Session, *, by: Visitor, door: str, subject: str, shown: Sequence[str], at: datetime
) -> None:
    """Record that an officer was shown who paid, and of which payments: their ids and no name (R-33)."""
    facts = {"actor": by.account_id, "role": by.role.value, "door": door, "subject": subject}
    log.append(tx, [_entry("access.identity", by.court_id, at, {**facts, "shown": list(shown)})])


def begin_session(
    tx: Session, *, account_id: str, token_hash: str, content: str, device: str, at: datetime
) -> None:
    """Remember a browser that has just signed in."""
    store.forget_ended_sessions(tx, at)
    row = SignedInSession(
        token_hash=token_hash,
        account_id=account_id,
        content=content,
        device=device,
        created_at=at,
        last_seen_at=at,
        ends_at=at + SESSION_WINDOW,
    )
    store.add(tx, row)
    store.note_sign_in(tx, account_id, at)


def sessions_of(tx: Session, account_id: str, *, at: datetime) -> Sequence[SignedInSession]:
    """Return the browsers that are signed in to an account."""
    return store.sessions(tx, account_id, at)


def end_session(tx: Session, *, account_id: str, token_hash: str) -> bool:
    """Sign one browser of an account out; say whether there was one."""
    return store.end_session(tx, token_hash, account_id) == 1


def end_sessions(tx: Session, account_id: str, *, but: str = "") -> int:
    """Sign all browsers of an account out, but one perhaps; say how many."""
    return store.end_sessions(tx, account_id, but=but)


def _seal(vault: Vault, tidy: IdentityClaim, *, account_id: str, digest: str, at: datetime) -> Identity:
    return Identity(
        account_id=account_id,
        kind=str(tidy.kind),
        sealed_name=vault.seal(tidy.name),
        sealed_number=vault.seal(tidy.number),
        sealed_representative=vault.seal(tidy.representative) if tidy.representative else None,
        digest=digest,
        registered_at=at,
    )


def _open(vault: Vault, sealed: SealedIdentity) -> IdentityClaim:
    representative = sealed.sealed_representative
    return IdentityClaim(
        kind=sealed.kind,
        name=vault.unseal(sealed.sealed_name),
        number=vault.unseal(sealed.sealed_number),
        representative=vault.unseal(representative) if representative else "",
    )


def _entry(kind: str, court_id: str, at: datetime, facts: Mapping[str, object]) -> EntryDraft:
    chain = chain_of(court_id)
    return EntryDraft(chain=chain, type=kind, at=at, facts=facts, court_id=court_id or None)
