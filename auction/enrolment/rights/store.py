"""Reads and writes the rights that a court confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, insert, or_, select
from sqlalchemy.orm import Session

from auction.enrolment.rights.agent import AgentFacts
from auction.enrolment.rights.tables import AgentRight, CreditorRight
from auction.enrolment.tables import Enrolment
from auction.kernel.money import Money
from auction.people.tables import Identity


def add_creditor(
    tx: Session, *, round_id: str, identity_digest: str, claim: Money, proposal_id: str, at: datetime
) -> None:
    """Write that somebody is an enforcing creditor in a round."""
    values = {
        "round_id": round_id,
        "identity_digest": identity_digest,
        "claim_minor": claim.minor,
        "proposal_id": proposal_id,
        "confirmed_at": at,
    }
    tx.execute(insert(CreditorRight).values(values))


def claim_of(tx: Session, *, round_id: str, identity_digest: str, currency: str) -> Money | None:
    """Return what is owed to an enforcing creditor; None to everybody else."""
    query = select(CreditorRight.claim_minor).where(
        CreditorRight.round_id == round_id, CreditorRight.identity_digest == identity_digest
    )
    minor = tx.scalars(query).one_or_none()
    return None if minor is None else Money(minor, currency)


def creditor_count(tx: Session, round_id: str) -> int:
    """Return how many enforcing creditors are confirmed in a round."""
    query = select(func.count()).select_from(CreditorRight).where(CreditorRight.round_id == round_id)
    return tx.execute(query).scalar_one()


def add_agent(
    tx: Session, *, round_id: str, principal: str, agent: str, power: str, proposal_id: str, at: datetime
) -> None:
    """Write that somebody may bid for another in a round; both by digest."""
    values = {
        "round_id": round_id,
        "principal_digest": principal,
        "agent_digest": agent,
        "power": power,
        "proposal_id": proposal_id,
        "confirmed_at": at,
    }
    tx.execute(insert(AgentRight).values(values))


def agent_facts(tx: Session, *, round_id: str, principal: str, agent: str, is_barred: bool) -> AgentFacts:
    """Return what is known of a bidder and the agent, both by digest."""
    here = AgentRight.round_id == round_id
    acting = or_(AgentRight.agent_digest.in_((agent, principal)), AgentRight.principal_digest == agent)
    enrolled = (
        select(Enrolment.id)
        .join(Identity, Identity.account_id == Enrolment.account_id)
        .where(Enrolment.round_id == round_id, Identity.digest == agent)
    )
    return AgentFacts(
        is_same_person=principal == agent,
        has_an_agent=bool(tx.scalar(select(exists().where(here, AgentRight.principal_digest == principal)))),
        takes_part_already=bool(tx.scalar(select(or_(exists().where(here, acting), enrolled.exists())))),
        is_barred=is_barred,
    )


def is_agent(tx: Session, *, round_id: str, digest: str) -> bool:
    """Say whether somebody may bid for another in a round."""
    held = exists().where(AgentRight.round_id == round_id, AgentRight.agent_digest == digest)
    return bool(tx.scalar(select(held)))


def principal_account(tx: Session, *, round_id: str, agent: str) -> str | None:
    """Return the account for which an agent bids in a round, once it is there."""
    query = (
        select(Identity.account_id)
        .join(AgentRight, AgentRight.principal_digest == Identity.digest)
        .where(AgentRight.round_id == round_id, AgentRight.agent_digest == agent)
    )
    return tx.scalars(query).one_or_none()


def rounds_of_agent(tx: Session, account_id: str, *, limit: int) -> list[str]:
    """Return the rounds in which somebody may bid for another, the newest first."""
    query = (
        select(AgentRight.round_id)
        .join(Identity, Identity.digest == AgentRight.agent_digest)
        .where(Identity.account_id == account_id)
        .order_by(AgentRight.confirmed_at.desc())
    )
    return list(tx.scalars(query.limit(limit)))


def agent_count(tx: Session, round_id: str) -> int:
    """Return how many agents are confirmed in a round."""
    query = select(func.count()).select_from(AgentRight).where(AgentRight.round_id == round_id)
    return tx.execute(query).scalar_one()
