"""An order to the court's bank: pay so much from the court's account to one account, once.

Pure.  The bank carries a short key of ours through to the statement, by which we know the line again.
"""

from __future__ import annotations

import base64
import enum
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.payments.bank.statement import Party

# Some banks carry no more than this of the 35 characters that the standard allows.
END_TO_END_LENGTH = 20


class OrderState(enum.StrEnum):
    """Where an order stands: it waits for a file, it is in one, the statement shows it, or it came back."""

    WAITING = "WAITING"
    FILED = "FILED"
    SENT = "SENT"
    REFUSED = "REFUSED"


@dataclass(frozen=True)
class Order:
    """One payment from the court's account, by the id of its transfer in the ledger."""

    key: str
    end_to_end: str
    court_id: str
    kind: str
    amount: Money
    creditor: Party
    text: str
    state: OrderState = OrderState.WAITING
    receipt: str = ""
    reason: str = ""
    moved_at: datetime | None = None


def end_to_end_of(key: str) -> str:
    """Return the short key of an order, the same each time: capital letters and digits."""
    digest = hashlib.sha256(key.encode()).digest()
    return base64.b32encode(digest).decode()[:END_TO_END_LENGTH]


def format_origin(party: Party) -> str:
    """Write how money can be sent back to whoever it came from, as JSON of three texts."""
    return json.dumps([party.name, party.account, party.bank_code], ensure_ascii=False)


def parse_origin(text: str) -> Party | None:
    """Read what ``format_origin`` wrote; None when it names no account."""
    try:
        name, account, bank_code = json.loads(text) if text else ("", "", "")
    except (TypeError, ValueError):
        return None
    return Party(name, account, bank_code) if account else None


def plain_words(text: str, length_max: int) -> str:
    """Return a text as a bank's form takes it: one line, nothing that XML cannot carry, so long at most."""
    kept = "".join(letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in text)
    return " ".join(kept.split())[:length_max].strip()
