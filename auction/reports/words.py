"""The sentences for what reports refuse, and for what the check of a chain finds wrong."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.reports import chain_check, export, filters

WORDS: dict[str, str] = {
    filters.Reason.FILTER_UNKNOWN: N_("There is no filter %(name)s."),
    filters.Reason.FILTER_TIME: N_(
        "%(name)s: “%(value)s” is not a time. Write a date like 2026-03-31 or a time like 2026-03-31T10:00."
    ),
    filters.Reason.FILTER_PERIOD: N_("The period from %(from_at)s to %(to_at)s is empty."),
    filters.Reason.FILTER_ID: N_("%(name)s: “%(value)s” is not an id of this house."),
    filters.Reason.FILTER_TEXT: N_("%(name)s: “%(value)s” is too long or has unreadable letters."),
    filters.Reason.FILTER_KIND: N_("There is no kind “%(value)s” here."),
    export.Reason.TRANSFERS_RESTRICTED: N_(
        "Movements of money are open to auditors, and to a court's finance office for its own cases."
    ),
    export.Reason.CHECKS_BUSY: N_("Other chains are being checked. Try again in a few seconds."),
    export.Reason.EXPORTS_BUSY: N_("Other exports are being written. Try again in a minute."),
    chain_check.Reason.ENTRY_MISSING: N_("Entry %(number)s is missing."),
    chain_check.Reason.HASH_DIFFERS: N_("The bytes of entry %(number)s do not have the hash stored for it."),
    chain_check.Reason.NOT_CANONICAL: N_("Entry %(number)s is not in canonical form."),
    chain_check.Reason.FRAME_DIFFERS: N_("Entry %(number)s says it stands elsewhere."),
    chain_check.Reason.PREVIOUS_DIFFERS: N_("Entry %(number)s does not name the entry before it."),
    chain_check.Reason.HEAD_DIFFERS: N_(
        "The chain ends elsewhere than its head says; entry %(number)s should be the last."
    ),
}
