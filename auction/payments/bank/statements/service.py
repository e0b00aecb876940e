"""Takes a statement in: each line once, each known order moved, each fact into the inbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.refusal import Refusal
from auction.payments import service as payments
from auction.payments.bank import placing, reference
from auction.payments.bank import store as orders_store
from auction.payments.bank.account import AccountVersion
from auction.payments.bank.placing import GATEWAY, KeptLine
from auction.payments.bank.statement import Line, Party, Statement, arrived_at, keys_of
from auction.payments.bank.statements import chain, file, store
from auction.payments.bank.statements.chain import Planned
from auction.payments.bank.statements.file import TakenStatement
from auction.payments.bank.statements.store import KeptRow
from auction.people.vault import Vault

# A court changes its bank now and then; money still comes to the accounts that it had lately.
VERSIONS_MAX = 20


@dataclass(frozen=True)
class Upload:
    """A file as it was uploaded: what it holds, its hash, of which court, in whose hands."""

    found: tuple[Statement, ...] | Refusal
    digest: str
    court_id: str
    time_zone: str
    by: str


def take_file(tx: Session, upload: Upload, *, vault: Vault, at: datetime) -> tuple[str, ...] | Refusal:
    """Take in all statements of a file, or none; return their ids.  The same file again changes nothing."""
    orders_store.lock_account_of(tx, upload.court_id)
    versions = orders_store.versions(tx, upload.court_id, limit=VERSIONS_MAX)
    statements = file.judge_file(upload.found, versions)
    if isinstance(statements, Refusal):
        return statements
    known = store.known_lines(tx, [key for each in statements for key, _ in keys_of(each)])
    before = partial(store.before, tx, court_id=upload.court_id)
    planned = chain.plan(statements, known=known, before=before)
    if isinstance(planned, Refusal):
        return planned
    return tuple(
        _take(tx, each, file.version_of(each.statement, versions), upload=upload, vault=vault, at=at)
        for each in planned
    )


def open_line(row: KeptRow, vault: Vault) -> KeptLine:
    """Return a line with the words that the bank told of it."""
    name, account, bank_code, text = json.loads(vault.unseal(row.sealed_words))
    return KeptLine(
        id=row.id,
        court_id=row.court_id,
        position=row.position,
        place=row.place,
        subject=row.subject,
        amount=row.amount,
        arrived_at=row.arrived_at,
        party=Party(name, account, bank_code),
        text=text,
        reason=row.reason,
    )


def _take(
    tx: Session, planned: Planned, version: AccountVersion, *, upload: Upload, vault: Vault, at: datetime
) -> str:
    taken = _taken(planned, upload, at)
    if not store.add_statement(
        tx, taken, court_id=upload.court_id, account_id=version.id, digest=upload.digest, by=upload.by
    ):
        return taken.id
    rows = _rows(tx, planned.new, taken, upload=upload, vault=vault)
    store.add_lines(tx, rows)
    bodies = {row.id: row.id.encode() for row in rows}
    payments.keep_messages(tx, vault=vault, gateway=GATEWAY, bodies=bodies, at=at)
    log.append(tx, [_entry(taken, upload)])
    return taken.id


def _taken(planned: Planned, upload: Upload, at: datetime) -> TakenStatement:
    found = planned.statement
    return TakenStatement(
        id=file.statement_id(upload.court_id, upload.digest, found.number),
        number=found.number,
        opening=found.opening,
        closing=found.closing,
        closed_on=found.closed_on,
        lines_new=len(planned.new),
        lines_known=planned.known_count,
        gap=planned.gap,
        taken_at=at,
    )


def _rows(
    tx: Session, new: Sequence[tuple[str, Line]], taken: TakenStatement, *, upload: Upload, vault: Vault
) -> list[KeptRow]:
    lines = [line for _, line in new]
    keys = {line.end_to_end for line in lines if line.end_to_end}
    named = {each for line in lines for each in reference.candidates(placing.words_of(line))}
    moment = partial(arrived_at, time_zone=upload.time_zone, at=taken.taken_at)
    placed = placing.place_all(
        new,
        orders=orders_store.orders_by_end_to_end(tx, upload.court_id, keys),
        known=store.known_references(tx, upload.court_id, named),
        arrived_at=moment,
        on_its_way=store.on_its_way(tx),
    )
    for each in placed:
        orders_store.move_orders(tx, [each.moved] if each.moved else [])
    return [
        KeptRow(
            id=each.key,
            statement_id=taken.id,
            court_id=upload.court_id,
            number=number,
            position=each.line.position,
            place=each.place,
            subject=each.subject,
            amount=each.line.amount,
            arrived_at=moment(each.line),
            reason=each.line.return_reason,
            sealed_words=vault.seal(
                json.dumps([*vars(each.line.party).values(), each.line.text], ensure_ascii=False)
            ),
        )
        for number, each in enumerate(placed, 1)
    ]


def _entry(taken: TakenStatement, upload: Upload) -> EntryDraft:
    facts = {
        "statement_id": taken.id,
        "file_hash": upload.digest,
        "lines_new": taken.lines_new,
        "lines_known": taken.lines_known,
        "actor": upload.by,
    }
    chain = chain_of(upload.court_id)
    return EntryDraft(chain, "statement.taken", taken.taken_at, facts, court_id=upload.court_id)
