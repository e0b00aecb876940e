"""Appends to the record, in the transaction of the act that is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from auction.audit.entry import FIRST_PREVIOUS, EntryDraft, entry_body, entry_hash
from auction.audit.tables import Chain, Entry


def append(tx: Session, drafts: Sequence[EntryDraft]) -> list[str]:
    """Append the drafts in their order and return their hashes.

    The chains concerned are locked in a fixed order, so two appenders never wait for each other
    in a circle.
    """
    heads = _lock_heads(tx, sorted({draft.chain for draft in drafts}))
    rows = []
    for draft in drafts:
        number, previous_hash = heads[draft.chain]
        body = entry_body(draft, number=number + 1, previous_hash=previous_hash)
        heads[draft.chain] = (number + 1, entry_hash(body))
        rows.append(_row(draft, number=number + 1, body=body, entry_hash=heads[draft.chain][1]))
    if rows:
        tx.execute(insert(Entry), rows)
    for chain, (number, head_hash) in heads.items():
        tx.execute(
            update(Chain).where(Chain.chain == chain).values(number=number, head_hash=head_hash),
            execution_options={"synchronize_session": False},
        )
    return [row["hash"] for row in rows]


def _lock_heads(tx: Session, chains: Sequence[str]) -> dict[str, tuple[int, str]]:
    heads = {}
    for chain in chains:
        lock = (
            select(Chain.number, Chain.head_hash).where(Chain.chain == chain).with_for_update()
        )
        row = tx.execute(lock).one_or_none()
        if row is None:
            _begin_chain(tx, chain)
            row = tx.execute(lock).one()
        heads[chain] = (row.number, row.head_hash)
    return heads


def _begin_chain(tx: Session, chain: str) -> None:
    # Two transactions may begin the same chain at once; the second finds the first's row.
    if tx.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_or_leave
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_or_leave
    values = {"chain": chain, "number": 0, "head_hash": FIRST_PREVIOUS}
    tx.execute(insert_or_leave(Chain).values(values).on_conflict_do_nothing())


def _row(draft: EntryDraft, *, number: int, body: bytes, entry_hash: str) -> dict[str, object]:
    return {
        "chain": draft.chain,
        "number": number,
        "kind": draft.type,
        "at": draft.at,
        "court_id": draft.court_id,
        "case_id": draft.case_id,
        "lot_id": draft.lot_id,
        "round_id": draft.round_id,
        "body": body,
        "hash": entry_hash,
    }
