"""The sentences about notifications: modes, roles and refusals."""

from __future__ import annotations

from auction.cases.words import ROLES as CASE_ROLES
from auction.kernel.words import N_
from listings.parties.notified import PRIORITY, Mode
from listings.parties.reason import PartyReason

MODES: dict[str, str] = {
    Mode.SERVED: N_("Notified in a way that can be confirmed"),
    Mode.WAIVED: N_("Waived in writing"),
    Mode.UNREACHABLE: N_("Cannot be reached: said here from today"),
}
MODES_SAID: dict[str, str] = {
    Mode.SERVED: N_("Notified"),
    Mode.WAIVED: N_("Waived notification in writing"),
    Mode.UNREACHABLE: N_("Could not be reached"),
}
ROLES: dict[str, str] = {**CASE_ROLES, PRIORITY: N_("Priority purchaser")}

WORDS: dict[str, str] = {
    PartyReason.NOT_NOTIFIED: N_(
        "Parties and priority purchasers of whom nothing says yet that they were notified: %(count)s."
    ),
    PartyReason.NOTIFIED_LATE: N_(
        "After the last notification the notice may go up on %(earliest)s; it would go up on %(planned)s."
    ),
    PartyReason.TENANT_NOTIFIED_LATE: N_(
        "After the tenant's notification bidding may open on %(earliest)s; it would open on %(planned)s."
    ),
    PartyReason.SHAREHOLDER_TIME_RUNS: N_(
        "The shareholders' time runs: bidding may close on %(earliest)s; it would close on %(planned)s."
    ),
    PartyReason.PERSON_UNKNOWN: N_("Choose one of those who have to be notified."),
    PartyReason.MODE_UNKNOWN: N_("Say whether the person was notified, waived it or cannot be reached."),
    PartyReason.DAY_MISSING: N_("Write the day, as 2026-03-30."),
    PartyReason.DAY_AHEAD: N_("%(on)s has not come yet; today is %(today)s."),
    PartyReason.SAID_FROM_TODAY: N_(
        "The platform says it from today, %(today)s, and five full days run from then; write that day."
    ),
    PartyReason.REASON_MISSING: N_("Say why the person cannot be reached, or name the written waiver."),
    PartyReason.REASON_TOO_LONG: N_("This has %(length)s characters; at most %(longest)s are allowed."),
}
