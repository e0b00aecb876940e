"""The court's account as two people name it, the orders to its bank, and the files that carry them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.refusal import Refusal, noes
from auction.payments.bank import account as rules
from auction.payments.bank import store
from auction.payments.bank.account import AccountVersion
from auction.payments.bank.order import Order, format_origin, parse_origin
from auction.payments.bank.pain import ORDERS_MAX, control_sum, write_pain
from auction.payments.bank.statement import Party
from auction.payments.bank.store import FileLine, KeptOrder
from auction.people.vault import Vault
from auction.rules.days import local_date

Content = Mapping[str, Any]


def check_account(tx: Session, subject: Subject, content: Content, _at: datetime) -> tuple[Refusal, ...]:
    """Say what stands against naming this account now: it is in force already, or another court's."""
    known, account = store.account_of(tx, subject.court_id), rules.account_of(content)
    owner = store.court_of_number(tx, account.number)
    no = rules.judge_change(known, account) or rules.judge_number(owner, court_id=subject.court_id)
    return noes(no)


def name_account(tx: Session, proposal: Proposal, by: str, at: datetime) -> tuple[Refusal, ...]:
    """Put a court's account into force; the earlier ones stay, and the record knows its hash only."""
    subject = proposal.subject
    if refusals := check_account(tx, subject, proposal.content, at):
        return refusals
    account = rules.account_of(proposal.content)
    # Another court may have named it since it was asked: then its row is there, and nothing was written.
    owner = store.claim_number(tx, account.number, subject.court_id)
    if no := rules.judge_number(owner, court_id=subject.court_id):
        return noes(no)
    store.add_account(tx, AccountVersion(proposal.id, subject.court_id, account, at))
    facts = {"proposal_id": proposal.id, "account_hash": account.digest, "actor": by}
    log.append(tx, [_entry("bank.account_named", subject.court_id, facts, at)])
    return ()


def order_payment(tx: Session, order: Order, *, vault: Vault, at: datetime) -> KeptOrder:
    """Order a payment, once per key; return the order as it stands."""
    store.add_order(tx, order, sealed_creditor=vault.seal(format_origin(order.creditor)), at=at)
    kept = store.order(tx, order.key)
    assert kept is not None, "an order is there after it was kept"
    assert (kept.order.amount, kept.order.court_id) == (order.amount, order.court_id), "one key, one payment"
    return kept


def write_file(
    tx: Session, *, court_id: str, time_zone: str, file_id: str, vault: Vault, at: datetime
) -> int:
    """Write the orders of a court that wait into one file; return how many they are."""
    version = store.account_of(tx, court_id)
    assert version is not None, "nothing is ordered of a court without an account"
    kept = store.waiting_orders(tx, court_id, version.account.currency, limit=ORDERS_MAX)
    orders = [opened(each, vault) for each in kept]
    if not orders:
        return 0
    day = local_date(at, time_zone).isoformat()
    body = write_pain(orders, message_id=file_id, account=version.account, day=day, at=at)
    digest = hashlib.sha256(body).hexdigest()
    line = FileLine(file_id, digest, len(orders), control_sum(orders), at)
    keys = [order.key for order in orders]
    store.add_file(
        tx, line, court_id=court_id, account_id=version.id, sealed_body=vault.seal(body), keys=keys
    )
    facts = {
        "file_id": file_id,
        "file_hash": digest,
        "orders": len(orders),
        "amount_minor": str(line.total.minor),
        "currency": line.total.currency,
    }
    log.append(tx, [_entry("payment_file.written", court_id, facts, at)])
    return len(orders)


def file_body(tx: Session, *, court_id: str, file_id: str, vault: Vault) -> bytes | None:
    """Return a payment file as it was written, the same bytes each time; None when it is not the court's."""
    sealed = store.file_body(tx, court_id, file_id)
    return None if sealed is None else vault.unseal(sealed).encode()


def opened(kept: KeptOrder, vault: Vault) -> Order:
    """Return an order with its creditor, opened for the file that orders it."""
    return replace(kept.order, creditor=parse_origin(vault.unseal(kept.sealed_creditor)) or Party())


def _entry(kind: str, court_id: str, facts: Mapping[str, object], at: datetime) -> EntryDraft:
    return EntryDraft(chain_of(court_id), kind, at, facts, court_id=court_id)
