"""What the ledger and the record learn when a payout has left, was refused, or came back.

Pure.  What left once may come back and leave again, so each time has its own transfer: the first
``sent:<transfer>``, the next ``sent:<transfer>:2``; each that came back is reversed by a correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from auction.audit.entry import EntryDraft
from auction.ledger.accounts import PLATFORM
from auction.ledger.telling import entry_of
from auction.ledger.transfer import Purpose, Transfer, correction_id, correction_of, sent_id, sent_of
from auction.payments.clearing import clearing_of
from auction.payments.fact import Moved
from auction.payments.outbox.course import Change
from auction.payments.payout import Payout, PayoutState

# A payout that came back more often than this is no accident; an assertion stops it.
TIMES_MAX = 9
TYPES = {PayoutState.SENT: "payout.posted", PayoutState.REFUSED: "payout.refused"}


def ids_of(transfer_id: str) -> list[str]:
    """Return the ids of all transfers by which a payout may have left or come back."""
    sent = [_sent_id(transfer_id, number) for number in range(1, TIMES_MAX + 1)]
    return [*sent, *(correction_id(each) for each in sent)]


def left(owed: Transfer, payout: Payout, *, earlier: Sequence[Transfer], at: datetime) -> Transfer:
    """Return the transfer by which a payout leaves, however often it came back before."""
    currency = payout.amount.currency
    # What is no court's leaves from the operator's own bank, if at a bank.
    through = clearing_of(payout.gateway, court_id=payout.court_id or PLATFORM, currency=currency)
    number = 1 + len([each for each in earlier if each.purpose is not Purpose.CORRECTION])
    assert number <= TIMES_MAX, "a payout leaves a few times at most"
    # What a lost dispute took of it since does not leave.
    sent = sent_of(owed, through=through, at=at)
    return replace(sent, id=_sent_id(owed.id, number), amount=payout.amount)


def came_back(earlier: Sequence[Transfer], *, at: datetime) -> list[Transfer]:
    """Return the transfer by which what left last is owed again."""
    reversed_ids = {each.reverses for each in earlier if each.purpose is Purpose.CORRECTION}
    standing = [
        each for each in earlier if each.purpose is not Purpose.CORRECTION and each.id not in reversed_ids
    ]
    assert len(standing) == 1, "what came back had left"
    return [correction_of(standing[0], at=at)]


def entries_of(
    owed: Transfer, payout: Payout, changed: Change, *, moved: Moved, at: datetime
) -> list[EntryDraft]:
    """Return the entry of the record about news of a payout; that it is under way is none."""
    if changed.state not in TYPES:
        return []
    facts = {
        "gateway": payout.gateway,
        "receipt": moved.receipt,
        "reason": moved.reason,
        "came_back": changed.came_back,
    }
    return [entry_of(TYPES[changed.state], replace(owed, amount=payout.amount), facts, at=at)]


def _sent_id(transfer_id: str, number: int) -> str:
    first = sent_id(transfer_id)
    return first if number == 1 else f"{first}:{number}"
