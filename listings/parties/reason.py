"""Why a notification is not noted, or does not carry a notice; the sentences are in ``words.py``."""

from __future__ import annotations

import enum


class PartyReason(enum.StrEnum):
    """Why parties and priority purchasers do not count as notified in time."""

    NOT_NOTIFIED = "party_not_notified"
    NOTIFIED_LATE = "party_notified_late"
    TENANT_NOTIFIED_LATE = "party_tenant_notified_late"
    SHAREHOLDER_TIME_RUNS = "party_shareholder_time_runs"
    PERSON_UNKNOWN = "party_person_unknown"
    MODE_UNKNOWN = "party_mode_unknown"
    DAY_MISSING = "party_day_missing"
    DAY_AHEAD = "party_day_ahead"
    SAID_FROM_TODAY = "party_said_from_today"
    REASON_MISSING = "party_reason_missing"
    REASON_TOO_LONG = "party_reason_too_long"
