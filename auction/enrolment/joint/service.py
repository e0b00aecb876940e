"""Names those who buy together with a bidder, before the deposit is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.enrolment import eligibility
from auction.enrolment import store as enrolments
from auction.enrolment.enrolled import Enrolled
from auction.enrolment.joint import partner, store
from auction.enrolment.joint.partner import JointReason, PartnerWish
from auction.enrolment.joint.tables import JointBidder
from auction.kernel.refusal import Refusal
from auction.people import service as people
from auction.people.vault import Vault
from auction.rounds import store as rounds_store


@dataclass(frozen=True)
class ShownPartner:
    """A joint bidder as the bidder who named them sees them, and nobody else before the end."""

    id: str
    name: str
    share: str


def add(
    tx: Session,
    vault: Vault,
    *,
    partner_id: str,
    round_id: str,
    account_id: str,
    wish: PartnerWish,
    at: datetime,
) -> tuple[Refusal, ...]:
    """Name somebody who buys together with the bidder; sent twice, it is one."""
    enrolled = _begun(tx, round_id, account_id, at)
    if isinstance(enrolled, Refusal):
        return (enrolled,)
    tidy = partner.tidy(wish)
    if refusals := partner.check(tidy, today=at.date()):
        return refusals
    own = people.identity_of(tx, account_id)
    assert own is not None, "whoever enrols has an identity"
    digest, listed = vault.digest(tidy.claim.number), store.partners_of(tx, enrolled.id)
    if partner_id in {each.id for each in listed}:
        return ()
    refusal = partner.judge(digest, own=own.digest, listed=[each.identity_digest for each in listed])
    if refusal is not None:
        return (refusal,)
    store.add(
        tx,
        JointBidder(
            id=partner_id,
            enrolment_id=enrolled.id,
            kind=tidy.claim.kind,
            sealed_name=vault.seal(_name_of(tidy)),
            sealed_number=vault.seal(tidy.claim.number),
            identity_digest=digest,
            share=tidy.share,
            added_at=at,
        ),
    )
    return ()


def drop(tx: Session, *, partner_id: str, round_id: str, account_id: str, at: datetime) -> Refusal | None:
    """Take somebody out who was named, before the deposit is asked for."""
    enrolled = _begun(tx, round_id, account_id, at)
    if isinstance(enrolled, Refusal):
        return enrolled
    found = store.drop(tx, partner_id, enrolment_id=enrolled.id)
    return None if found else Refusal(JointReason.NOT_LISTED, "")


def shown(tx: Session, vault: Vault, enrolment_id: str) -> list[ShownPartner]:
    """Return those who buy together with a bidder, for that bidder's eyes."""
    return [
        ShownPartner(each.id, vault.unseal(each.sealed_name), each.share)
        for each in store.partners_of(tx, enrolment_id)
    ]


def _name_of(wish: PartnerWish) -> str:
    """Return the name as it is sealed: a company's with the person who acts for it."""
    claim = wish.claim
    return f"{claim.name} ({claim.representative})" if claim.representative else claim.name


def _begun(tx: Session, round_id: str, account_id: str, at: datetime) -> Enrolled | Refusal:
    board = rounds_store.read_board(tx, round_id)
    assert board is not None, "the door has looked up the round"
    if refusal := eligibility.may_go_on(board.state, board.closes_at, at):
        return refusal
    enrolled = enrolments.enrolled(tx, round_id=round_id, account_id=account_id, lock=True)
    if enrolled is None:
        return Refusal(eligibility.Reason.NOT_BEGUN, "R-31")
    if enrolled.state != "BEGUN":
        return Refusal(JointReason.TOO_LATE, "R-31")
    return enrolled
