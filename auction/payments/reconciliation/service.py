"""Compares days of clearing accounts, keeps what was found, and takes explanations of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.reconciliation import days, store, wish
from auction.payments.reconciliation.clearing import Clearing, Compared, clearings_of
from auction.payments.reconciliation.difference import Difference, id_of
from auction.payments.reconciliation.line import Line, of_transfer, top_up_of
from auction.payments.reconciliation.matching import closing, in_order, match
from auction.payments.reconciliation.store import Kept

# Lines of one side of one account and day: the busiest evening of a platform.  Both sides are sorted in
# memory, some hundred bytes a line.
LINES_MAX = 200_000


def due(tx: Session, *, gateways: Collection[str], at: datetime) -> list[tuple[Clearing, date]]:
    """Return which days of which accounts are to be compared now."""
    since = at.date() - timedelta(days=days.DAYS_BACK_MAX + 2)
    done, open_days = store.done_since(tx, since), store.open_days(tx)
    return [
        (clearing, day)
        for clearing in clearings_of(gateways, store.court_monies(tx))
        for day in _days_of(tx, clearing, done.get(clearing.account_id, {}), open_days, at=at)
    ]


def clearings_for(tx: Session, *, gateways: Collection[str], court_id: str) -> list[Clearing]:
    """Return the accounts of a court, its own and those it shares at gateways, or the platform's own."""
    courts = store.court_monies(tx)
    own = {court.currency for court in courts if court.court_id == court_id or not court_id}
    found = clearings_of(gateways, courts)
    return [each for each in found if each.court_id in ("", court_id) and each.currency in own]


def note_top_ups(tx: Session, clearing: Clearing, theirs: Iterable[Line], *, at: datetime) -> int:
    """Post what the operator paid in at a gateway, once; no message tells of it, only the gateway's book."""
    account = accounts.parse(clearing.account_id)
    return len(ledger.post(tx, [top_up_of(line, account, at=at) for line in theirs]))


def compare(
    tx: Session, clearing: Clearing, day: date, *, theirs: Sequence[Line], at_gateway: Money | None
) -> Compared:
    """Lay the ledger's lines of a day beside the gateway's; nothing is written."""
    span = days.span_of(day, clearing.time_zone)
    account_id = clearing.account_id
    found = store.transfers_in(tx, account_id, span, limit=LINES_MAX)
    keys = {line.key for line in theirs if line.at < span.until}
    found += store.transfers_of_keys(tx, account_id, keys - {each.id for each in found})
    assert max(len(found), len(theirs)) < LINES_MAX, "a day of an account has so many lines at most"
    ours = {each.id: of_transfer(each, account_id) for each in found}
    matched = match(in_order(ours.values()), in_order(theirs), span=span, currency=clearing.currency)
    # An account of the debit side: what lies there is what it is debited with.
    balance = ledger.balance(tx, account_id, at=span.until)
    return Compared(clearing, day, matched, Money(-balance.minor, balance.currency), at_gateway)


def is_apart(tx: Session, compared: Compared) -> bool:
    """Say whether anything differs that differences of earlier days, still open, do not explain."""
    return bool(_found(compared, store.open_of(tx, compared.clearing.account_id)))


def late_keys(tx: Session, compared: Compared, lines: Sequence[Line], *, since: datetime) -> set[str]:
    """Return the keys of those lines that came back, or that the ledger has only from a moment on."""
    account_id = compared.clearing.account_id
    known = store.transfers_of_keys(tx, account_id, {line.key for line in lines})
    late = {of_transfer(each, account_id).key for each in known if each.posted_at >= since}
    return late | {line.key for line in lines if line.came_back}


def keep(tx: Session, compared: Compared, *, comparison_id: str, by: str = "", at: datetime) -> int:
    """Keep a comparison: new differences, those that are no more, and an entry; return how many are open."""
    clearing, day = compared.clearing, compared.day
    open_before = store.open_of(tx, clearing.account_id)
    found = _found(compared, open_before)
    of_court = [each.of_court(clearing.court_id) for each in found]
    rows = [
        store.row_of(each, clearing, day, difference_id=id_of(clearing.account_id, each.key, at), at=at)
        for each in of_court
    ]
    store.mend(tx, _gone(compared, found, open_before), by=by, at=at)
    store.add_differences(tx, rows)
    store.add_comparison(tx, _row(compared, comparison_id, len(found), by=by, at=at))
    log.append(tx, [_entry(compared, len(found), by=by, at=at)])
    return len(found)


def explain(
    tx: Session, *, difference_id: str, court_id: str, words: str, by: str, at: datetime
) -> Refusal | None:
    """Keep what a person found out about a difference; it stays open until it is mended."""
    found = store.lock(tx, difference_id, court_id)
    refusal = wish.judge_explanation(words, is_open=found is not None and found.mended_at is None)
    if refusal is None:
        store.explain(tx, difference_id, words=words, by=by, at=at)
        facts = {"difference_id": difference_id, "explained_by": by}
        log.append(tx, [_draft(court_id, "difference.explained", at, facts)])
    return refusal


def ask_again(tx: Session, *, difference_id: str, court_id: str, at: datetime) -> Refusal | None:
    """Note that a difference is asked about again; its day is compared anew some seconds later."""
    found = store.lock(tx, difference_id, court_id)
    refusal = wish.judge_asking(
        is_open=found is not None and found.mended_at is None,
        asked_at=found.asked_at if found else None,
        at=at,
    )
    if refusal is None:
        store.mark_asked(tx, difference_id, at=at)
    return refusal


def _days_of(
    tx: Session,
    clearing: Clearing,
    done: dict[date, datetime],
    open_days: dict[str, dict[date, datetime | None]],
    *,
    at: datetime,
) -> list[date]:
    first = store.first_at(tx, clearing.account_id)
    return days.days_to_do(
        at,
        clearing.time_zone,
        first=days.local_day(first, clearing.time_zone),
        done=done,
        open_days=open_days.get(clearing.account_id, {}),
    )


def _found(compared: Compared, open_before: Sequence[Kept]) -> list[Difference]:
    return [*compared.matched.differences, *_of_balances(compared, open_before)]


def _of_balances(compared: Compared, open_before: Iterable[Kept]) -> list[Difference]:
    known = [
        each.difference.amount.minor
        for each in open_before
        if each.day < compared.day and each.difference.key not in compared.matched.keys
    ]
    return closing(
        compared.matched,
        in_ledger=compared.in_ledger,
        at_gateway=compared.at_gateway,
        known_minor=sum(known),
        at=compared.matched.span.until,
    )


def _gone(compared: Compared, found: Iterable[Difference], open_before: Iterable[Kept]) -> list[str]:
    """Return the differences that this comparison looked at and found no more, or found to be others."""
    now = {each.key: (each.kind, each.amount) for each in found}
    return [
        each.id
        for each in open_before
        if (each.day == compared.day or each.difference.key in compared.matched.keys)
        and now.get(each.difference.key) != (each.difference.kind, each.difference.amount)
    ]


def _row(compared: Compared, comparison_id: str, count: int, *, by: str, at: datetime) -> dict[str, object]:
    clearing = compared.clearing
    return {
        "id": comparison_id,
        "account_id": clearing.account_id,
        "gateway": clearing.gateway,
        "court_id": clearing.court_id,
        "currency": clearing.currency,
        "day": compared.day.isoformat(),
        "line_count": compared.matched.count,
        "difference_count": count,
        "ledger_minor": compared.in_ledger.minor,
        "gateway_minor": compared.at_gateway.minor if compared.at_gateway else None,
        "done_at": at,
        "done_by": by,
    }


def _entry(compared: Compared, count: int, *, by: str, at: datetime) -> EntryDraft:
    clearing = compared.clearing
    facts: dict[str, object] = {
        "gateway": clearing.gateway,
        "currency": clearing.currency,
        "day": compared.day.isoformat(),
        "lines": compared.matched.count,
        "differences": count,
    }
    return _draft(clearing.court_id, "reconciliation.done", at, {**facts, **({"actor": by} if by else {})})


def _draft(court_id: str, kind: str, at: datetime, facts: Mapping[str, object]) -> EntryDraft:
    return EntryDraft(chain_of(court_id or None), kind, at, facts, court_id=court_id or None)
