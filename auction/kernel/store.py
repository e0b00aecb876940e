"""Reads and writes the leases and the heartbeats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.tables import Heartbeat, Lease


def take_over(tx: Session, *, name: str, holder: str, at: datetime) -> int:
    """Make the holder the one who has the lease, and return the new epoch."""
    lease = tx.scalars(select(Lease).where(Lease.name == name).with_for_update()).one_or_none()
    if lease is None:
        lease = Lease(name=name, epoch=0, recorded_epoch=0)
        tx.add(lease)
    lease.epoch, lease.holder, lease.taken_at = lease.epoch + 1, holder, at
    tx.flush()
    return lease.epoch


def lease_epoch(tx: Session, *, name: str) -> int:
    """Return the epoch of a lease; 0 before anybody ever took it."""
    return tx.scalar(select(Lease.epoch).where(Lease.name == name)) or 0


def unrecorded_leases(tx: Session) -> Sequence[Lease]:
    """Return the leases whose last take-over is not in the record yet, and lock them."""
    return tx.scalars(select(Lease).where(Lease.epoch > Lease.recorded_epoch).with_for_update()).all()


def mark_recorded(tx: Session, *, name: str, epoch: int) -> None:
    """Remember that the take-overs of a lease stand in the record up to an epoch."""
    tx.execute(update(Lease).where(Lease.name == name).values(recorded_epoch=epoch))


def beat(tx: Session, *, name: str, at: datetime) -> datetime | None:
    """Note that something is awake, and return when it was last seen awake before."""
    row = select(Heartbeat.seen_at).where(Heartbeat.name == name).with_for_update()
    seen_at = tx.scalar(row)
    if seen_at is None:
        # Two processes may say so for the first time at once; one of the two is enough.
        insert = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
        tx.execute(insert(Heartbeat).values(name=name, seen_at=at).on_conflict_do_nothing())
    else:
        tx.execute(update(Heartbeat).where(Heartbeat.name == name).values(seen_at=at))
    return seen_at


def last_beat(tx: Session, *, name: str) -> datetime | None:
    """Return when something was last seen awake; none before the first time."""
    return tx.scalar(select(Heartbeat.seen_at).where(Heartbeat.name == name))
