"""Reads and writes who buys together with whom."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auction.enrolment.joint.partner import PARTNERS_MAX
from auction.enrolment.joint.tables import JointBidder
from auction.enrolment.tables import Enrolment
from auction.kernel.database import insert_once
from auction.kernel.tables import table_of
from auction.people.tables import Identity


def add(tx: Session, row: JointBidder) -> None:
    """Write one joint bidder, once."""
    table = table_of(JointBidder)
    insert_once(tx, table, {column.name: getattr(row, column.name) for column in table.columns})


def drop(tx: Session, partner_id: str, *, enrolment_id: str) -> bool:
    """Take a joint bidder out of an enrolment; say whether there was one."""
    query = delete(JointBidder).where(JointBidder.id == partner_id, JointBidder.enrolment_id == enrolment_id)
    return tx.scalar(query.returning(JointBidder.id)) is not None


def partners_of(tx: Session, enrolment_id: str) -> list[JointBidder]:
    """Return who buys together with the bidder of an enrolment, in the order of naming."""
    query = select(JointBidder).where(JointBidder.enrolment_id == enrolment_id)
    return list(tx.scalars(query.order_by(JointBidder.added_at, JointBidder.id).limit(PARTNERS_MAX)))


def digests_in(tx: Session, *, round_id: str, account_id: str) -> list[str]:
    """Return the sealed identities of those who buy together with somebody in a round."""
    query = (
        select(JointBidder.identity_digest)
        .join(Enrolment, Enrolment.id == JointBidder.enrolment_id)
        .where(Enrolment.round_id == round_id, Enrolment.account_id == account_id)
    )
    return list(tx.scalars(query.order_by(JointBidder.added_at, JointBidder.id).limit(PARTNERS_MAX)))


def bids_elsewhere(tx: Session, *, round_id: str, account_id: str) -> bool:
    """Say whether the bidder, or one of those who buy with them, is in another admitted enrolment."""
    own = select(Identity.digest).where(Identity.account_id == account_id)
    digests = {*tx.scalars(own), *digests_in(tx, round_id=round_id, account_id=account_id)}
    others = (
        Enrolment.round_id == round_id,
        Enrolment.account_id != account_id,
        Enrolment.state == "ADMITTED",
    )
    alone = (
        select(Enrolment.id)
        .join(Identity, Identity.account_id == Enrolment.account_id)
        .where(*others, Identity.digest.in_(digests))
    )
    together = (
        select(Enrolment.id)
        .join(JointBidder, JointBidder.enrolment_id == Enrolment.id)
        .where(*others, JointBidder.identity_digest.in_(digests))
    )
    return any(tx.scalar(query.limit(1)) is not None for query in (alone, together))
