"""Finds for each transfer of a lot the entry of the record that tells of it.

Pure.  Most entries name their transfer; the one of a deposit that came in names the round and the code,
and the one of a payout that left names what it carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose, Transfer, money_back_id, sent_id, taken_id

CONFIRMED, POSTED = "deposit.confirmed", "payout.posted"


@dataclass(frozen=True)
class Entry:
    """One entry of the lot's chain: its number, its kind and what it says."""

    number: int
    kind: str
    facts: Mapping[str, object]

    def said(self, name: str) -> str:
        """Return what it says under a name, or nothing."""
        return str(self.facts.get(name, ""))


def entry_numbers(
    entries: Iterable[Entry], transfers: Sequence[Transfer], codes: Mapping[str, str]
) -> dict[str, int]:
    """Return the number of the first entry about each transfer, by the transfer's id."""
    deposits = _deposits(transfers, codes)
    found: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        transfer_id = entry.said("transfer_id")
        if entry.kind == CONFIRMED:
            transfer_id = deposits.get((entry.said("round_id"), entry.said("bidder_code")), "")
        elif entry.kind == POSTED and not transfer_id.startswith("sent:"):
            transfer_id = sent_id(transfer_id)
        found.setdefault(transfer_id, entry.number)
    for moved in transfers:
        # What came in only to be taken in part or sent back is told with what became of it.
        later = [found[each] for each in _after(moved) if each in found]
        found.setdefault(moved.id, min(later, default=0))
    return {moved.id: found[moved.id] for moved in transfers if found[moved.id]}


def _after(moved: Transfer) -> list[str]:
    if moved.purpose is not Purpose.UNMATCHED_PAID:
        return []
    payment_id = moved.credit.subject
    return [taken_id(payment_id), money_back_id(payment_id)]


def _deposits(transfers: Iterable[Transfer], codes: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {
        (moved.sale.round_id or "", codes.get(moved.credit.subject, "")): moved.id
        for moved in transfers
        if moved.credit.kind is Kind.DEPOSIT and moved.purpose is not Purpose.CORRECTION
    }
