"""The sentences of the refusals about stops."""

from __future__ import annotations

from auction.kernel.words import N_
from listings.stays.reason import StayReason

WORDS: dict[str, str] = {
    StayReason.KIND_NOT_NAMED: N_("Say whether it is a stay for a time or a suspension by a ruling."),
    StayReason.MOMENT_MISSING: N_("Say at which moment the round goes on."),
    StayReason.DAY_MISSING: N_("Write the day on which it happened, as 2026-03-30."),
    StayReason.DAY_AHEAD: N_("%(day)s has not come yet; today is %(today)s."),
    StayReason.FAULT_NOT_SAID: N_("Say what the fault is; it is published and told to the courts."),
    StayReason.NOTHING_RUNS: N_("None of these rounds runs now; nothing was stopped."),
}
