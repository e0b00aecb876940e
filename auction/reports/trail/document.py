"""The trail as a file: JSON with everything that the page says, and CSV with its lines.

Amounts are text of minor units, as in the record.  A line of the JSON is::

    {"number":3,"at":"2026-03-01T10:00:00.000000Z","round":1,"purpose":"DEPOSIT_PAID","debit":"bank",
     "credit":"deposit:K7F3K","amount_minor":"2000","currency":"CNY","entry":17,"due_at":null,…}
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import datetime

import orjson

from auction.audit.entry import format_time
from auction.kernel.money import Money
from auction.reports.sheet import CONTENT_TYPE, format_sheet
from auction.reports.trail.page import TrailPage
from auction.reports.trail.proof import Proof
from auction.reports.trail.trail import EndedRound, Line

COLUMNS = (
    *("number", "at", "round", "purpose", "debit", "credit", "amount_minor", "currency"),
    *("reverses", "entry", "due_at", "sent_at", "clock"),
)


class Form(enum.StrEnum):
    """In which form the trail is taken out."""

    JSON = "json"
    CSV = "csv"


CONTENT_TYPES: Mapping[Form, str] = {Form.JSON: "application/json", Form.CSV: CONTENT_TYPE}


def format_trail(page: TrailPage, form: Form, *, at: datetime) -> Iterator[bytes]:
    """Write the trail in a form."""
    if form is Form.CSV:
        yield from format_sheet(COLUMNS, (row_of(line, at) for line in page.trail.lines))
    else:
        yield orjson.dumps(_told(page, at), option=orjson.OPT_INDENT_2)


def row_of(line: Line, at: datetime) -> dict[str, object]:
    """Return one line by the names of its columns."""
    payout = line.payout
    return {
        "number": line.number,
        "at": format_time(line.at),
        "round": line.round_number,
        "purpose": line.purpose.value,
        "debit": line.debit.name,
        "credit": line.credit.name,
        "amount_minor": str(line.amount.minor),
        "currency": line.amount.currency,
        "reverses": line.reverses,
        "entry": line.entry_number,
        "due_at": format_time(payout.due_at) if payout else None,
        "sent_at": format_time(payout.sent_at) if payout and payout.sent_at else None,
        "clock": payout.clock(at).value if payout else None,
    }


def _told(page: TrailPage, at: datetime) -> dict[str, object]:
    return {
        "lot_id": page.trail.lot_id,
        "at": format_time(at),
        "currency": page.trail.currency,
        "commission": "none",
        "rounds": [_round(each) for each in page.trail.rounds],
        "proof": _proof(page.proof),
        "ranks": [
            {"rank": line.rank.value, "owed_minor": _minor(line.owed), "reached_minor": _minor(line.reached)}
            for line in page.ranks
        ],
        "lines": [row_of(line, at) for line in page.trail.lines],
    }


def _round(ended: EndedRound) -> dict[str, object]:
    return {
        "number": ended.number,
        "round_id": ended.round_id,
        "kind": ended.kind,
        "state": ended.state,
        "ended_at": format_time(ended.ended_at),
        "hammer_price_minor": _minor(ended.hammer_price) if ended.hammer_price else None,
        "buyer_code": ended.buyer_code or None,
    }


def _proof(proof: Proof) -> dict[str, object]:
    sums = {
        "received": proof.received,
        "borne": proof.borne,
        "sent_back": proof.sent_back,
        "paid_over": proof.paid_over,
        "elsewhere": proof.elsewhere,
        "held": proof.held,
        "waiting_for_case": proof.waiting_for_case,
        "credited": proof.credited,
        "set_off": proof.set_off,
    }
    return {
        "holds": proof.holds,
        "is_done": proof.is_done,
        **{f"{name}_minor": _minor(money) for name, money in sums.items()},
        "findings": [str(refusal.reason) for refusal in proof.findings],
    }


def _minor(money: Money) -> str:
    return str(money.minor)
