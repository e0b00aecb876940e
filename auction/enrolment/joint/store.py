"""Reads and writes who buys together with whom."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, delete, or_, select
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
    """Say whether one of those who buy with somebody has a seat of their own, or in another's name.

    That others named the bidder is no obstacle: anybody can name anybody.
    """
    digests = digests_in(tx, round_id=round_id, account_id=account_id)
    return tx.scalar(_seats(round_id, digests).where(Enrolment.account_id != account_id).limit(1)) is not None


def is_seated_twice(tx: Session, round_id: str) -> bool:
    """Say whether anybody has a seat alone and is named in another's, for the court to look at."""
    named = (
        select(JointBidder.identity_digest)
        .join(Enrolment, Enrolment.id == JointBidder.enrolment_id)
        .where(Enrolment.round_id == round_id, Enrolment.state == "ADMITTED")
    )
    alone = (
        select(Enrolment.id)
        .join(Identity, Identity.account_id == Enrolment.account_id)
        .where(Enrolment.round_id == round_id, Enrolment.state == "ADMITTED", Identity.digest.in_(named))
    )
    return tx.scalar(alone.limit(1)) is not None


def _seats(round_id: str, digests: Sequence[str]) -> Select[str]:
    alone = select(Identity.account_id).where(Identity.digest.in_(digests))
    together = select(JointBidder.enrolment_id).where(JointBidder.identity_digest.in_(digests))
    return select(Enrolment.id).where(
        Enrolment.round_id == round_id,
        Enrolment.state == "ADMITTED",
        or_(Enrolment.account_id.in_(alone), Enrolment.id.in_(together)),
    )
