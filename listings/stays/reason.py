"""Why what a court writes of a stop is not enough."""

from __future__ import annotations

import enum


class StayReason(enum.StrEnum):
    """Why a stop, its end or a withdrawal is not proposed."""

    KIND_NOT_NAMED = "stay_kind_not_named"
    MOMENT_MISSING = "stay_moment_missing"
    DAY_MISSING = "stay_day_missing"
    DAY_AHEAD = "stay_day_ahead"
    FAULT_NOT_SAID = "stay_fault_not_said"
    NOTHING_RUNS = "stay_nothing_runs"
