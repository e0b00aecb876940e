"""Appends to the record, in the transaction of the act that is recorded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.audit.entry import FIRST_PREVIOUS, EntryDraft, entry_body, entry_hash
from auction.audit.tables import Chain, Entry
from auction.kernel.database import insert_rows
from auction.kernel.tables import table_of

_CHAINS, _ENTRIES = table_of(Chain), table_of(Entry)
_LOCK = (
    select(_CHAINS.c.chain, _CHAINS.c.number, _CHAINS.c.head_hash, _CHAINS.c.head_at)
    .where(_CHAINS.c.chain.in_(bindparam("chains", expanding=True)))
    .order_by(_CHAINS.c.chain)
    .with_for_update()
)
_MOVE = (
    update(_CHAINS)
    .where(_CHAINS.c.chain == bindparam("of_chain"))
    .values(number=bindparam("to_number"), head_hash=bindparam("to_hash"), head_at=bindparam("to_at"))
)


class Head(NamedTuple):
    """Where a chain ends: the number, hash and time of its last entry."""

    number: int
    hash: str
    at: datetime | None


def append(tx: Session, drafts: Sequence[EntryDraft]) -> list[str]:
    """Append the drafts in their order and return their hashes.

    The chains concerned are locked in a fixed order, so two appenders never wait for each other
    in a circle.  Within a chain time never runs back: an act whose time was read before it waited
    for another is dated by the other.
    """
    if not drafts:
        return []
    heads = lock(tx, {draft.chain for draft in drafts})
    rows = []
    for given in drafts:
        head = heads[given.chain]
        draft = given if head.at is None or given.at >= head.at else replace(given, at=head.at)
        number = head.number + 1
        body = entry_body(draft, number=number, previous_hash=head.hash)
        heads[draft.chain] = Head(number, entry_hash(body), draft.at)
        rows.append(_row(draft, number=number, body=body, entry_hash=heads[draft.chain].hash))
    insert_rows(tx, _ENTRIES, rows)
    _move_heads(tx, heads)
    return [str(row[-1]) for row in rows]


def lock(tx: Session, chains: Collection[str]) -> dict[str, Head]:
    """Lock chains in the order in which everybody does, and return where they end.

    Whoever appends to several chains, one after the other, locks them all first.
    """
    heads = _locked(tx, sorted(chains))
    if len(heads) < len(chains):
        _begin_chains(tx, sorted(set(chains) - set(heads)))
        heads = _locked(tx, sorted(chains))
    return heads


def _locked(tx: Session, chains: Sequence[str]) -> dict[str, Head]:
    rows = tx.connection().execute(_LOCK, {"chains": chains})
    return {chain: Head(*head) for chain, *head in rows}


def _begin_chains(tx: Session, chains: Sequence[str]) -> None:
    # Two transactions may begin the same chain at once; the second finds the first's row.
    dialect: Any = sqlite if tx.connection().dialect.name == "sqlite" else postgresql
    rows = [{"chain": chain, "number": 0, "head_hash": FIRST_PREVIOUS} for chain in chains]
    tx.connection().execute(dialect.insert(_CHAINS).on_conflict_do_nothing(), rows)


def _move_heads(tx: Session, heads: dict[str, Head]) -> None:
    moves = [
        {"of_chain": chain, "to_number": head.number, "to_hash": head.hash, "to_at": head.at}
        for chain, head in heads.items()
    ]
    tx.connection().execute(_MOVE, moves)


def _row(draft: EntryDraft, *, number: int, body: bytes, entry_hash: str) -> tuple[object, ...]:
    # In the order of the table's columns, without the position, which the database counts.
    return (
        draft.chain,
        number,
        draft.type,
        draft.at,
        draft.court_id,
        draft.case_id,
        draft.lot_id,
        draft.round_id,
        body,
        entry_hash,
    )
