"""Why the way to a price is refused; the sentences are in ``words.py``."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Reason(enum.StrEnum):
    """Why a price cannot be relied on."""

    METHOD_UNKNOWN = "price_method_unknown"
    METHOD_NOT_OFFERED = "price_method_not_offered"
    FIXED_LATER = "price_fixed_later"
    VALID_TOO_LONG = "price_valid_too_long"
    VALID_BEFORE_FIXED = "price_valid_before_fixed"
    EXPIRED = "price_expired"
    STALE = "price_stale"


class PanelReason(enum.StrEnum):
    """Why a decision of a panel cannot be recorded, or does not carry a notice."""

    NO_DOCUMENT = "panel_no_document"
    DOCUMENT_TOO_LONG = "panel_document_too_long"
    DAY_MISSING = "panel_day_missing"
    MEMBERS_UNREADABLE = "panel_members_unreadable"
    DECIDED_LATER = "panel_decided_later"
    TOO_FEW_MEMBERS = "panel_too_few_members"
    NOTHING_DECIDED = "panel_nothing_decided"
    NO_DECISION = "missing_decision"
    START_PRICE = "missing_decision_start_price"
    CUT = "missing_decision_cut"
    INCREMENT = "missing_decision_increment"
    DEPOSIT = "missing_decision_deposit"
    PRIORITY_LIST = "missing_decision_priority_list"


# Which decision is missing, by the name of its field in the rule set.
MISSING: Mapping[str, PanelReason] = {
    reason.removeprefix("missing_decision_"): reason
    for reason in PanelReason
    if reason.startswith("missing_decision_")
}
