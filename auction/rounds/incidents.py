"""Stops that cannot wait for two people: what the record says of them, and until when they are reported.

One cause that stops many rounds is one incident: every lot has its own entry, every court one report.
"""

from __future__ import annotations

import enum
import hashlib
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from auction.audit.entry import EntryDraft, format_time
from auction.kernel.refusal import Refusal
from auction.rounds import facts
from auction.rounds.standing import Board, RoundView
from auction.rules.grounds import StayKind

WHAT_LENGTH_MAX = 2_000
_ID_LENGTH = 32


class Reason(enum.StrEnum):
    """Why a report of an incident is not taken."""

    NOTHING_TO_REPORT = "incident_nothing_to_report"
    WHAT_MISSING = "incident_without_what_happened"
    WHAT_TOO_LONG = "incident_text_too_long"


def incident_id(reason: str, at: datetime) -> str:
    """Return the id that all rounds share which one cause stopped at one moment."""
    return hashlib.sha256(f"{reason}|{format_time(at)}".encode()).hexdigest()[:_ID_LENGTH]


def report_due_at(kind: str, window: timedelta, at: datetime) -> datetime | None:
    """Return until when a stop is to be reported; what the platform stops is reported in the same act."""
    return at + window if kind == StayKind.EMERGENCY else None


def of_stops(stopped: Sequence[Board], *, reason: str, actor: str, at: datetime) -> list[EntryDraft]:
    """Draft what the record says when the platform stops rounds: each of them, and a report to each court."""
    shared = {"incident_id": incident_id(reason, at)}
    grounds = {**facts.of_grounds(reason, "R-54", actor), "kind": StayKind.PLATFORM.value, **shared}
    courts: dict[str, list[str]] = {}
    for board in stopped:
        courts.setdefault(board.court_id, []).append(board.round_id)
    return [
        *(
            facts.draft(board, "lot.suspended", {**facts.of_board(board), **grounds}, at=at)
            for board in stopped
        ),
        *(_report(court_id, {**grounds, "rounds": rounds}, at) for court_id, rounds in courts.items()),
    ]


def judge_report(view: RoundView, what: str) -> Refusal | None:
    """Say why a report is not taken; None when it is: a stop is reported once, and says what happened."""
    if view.report_due_at is None:
        return Refusal(Reason.NOTHING_TO_REPORT, "R-54")
    if not what:
        return Refusal(Reason.WHAT_MISSING, "R-54")
    if len(what) > WHAT_LENGTH_MAX:
        return Refusal(Reason.WHAT_TOO_LONG, "R-54", {"length": len(what), "length_max": WHAT_LENGTH_MAX})
    return None


def of_report(view: RoundView, *, what: str, actor: str, at: datetime) -> EntryDraft:
    """Draft a court's own report of a stop in an emergency, and whether it came in time."""
    assert view.report_due_at is not None, "only what is to be reported is"
    told = {
        "incident_id": incident_id(view.round_id, view.report_due_at),
        "kind": view.stay_kind or StayKind.EMERGENCY.value,
        "reason": unicodedata.normalize("NFC", what),
        "actor": actor,
        "due_at": view.report_due_at,
        "in_time": at < view.report_due_at,
        "rounds": [view.round_id],
    }
    return facts.draft(view.board, "incident.reported", told, at=at)


def _report(court_id: str, told: facts.Facts, at: datetime) -> EntryDraft:
    return EntryDraft(f"court:{court_id}", "incident.reported", at, told, court_id=court_id)
