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


class WayReason(enum.StrEnum):
    """Why a step on the way to a price may not be noted, or a sale is pointless."""

    STEP_UNKNOWN = "way_step_unknown"
    DAY_MISSING = "way_day_missing"
    TEXT_TOO_LONG = "way_text_too_long"
    TOO_MANY_FACTS = "way_too_many_facts"
    NOT_YET = "way_not_yet"
    NOTED_BEFORE = "way_noted_before"
    NO_RESULT = "way_no_result"
    AMOUNT_MISSING = "way_amount_missing"
    GIVER_MISSING = "way_giver_missing"
    OUT_OF_ORDER = "way_out_of_order"
    EXTENDED_BEFORE = "inquiry_extended_before"
    SOME_DELIVERED = "inquiry_some_delivered"
    NO_AGENCY_LEFT = "appraisal_no_agency_left"
    NO_MORE_EXTENSIONS = "appraisal_no_more_extensions"
    EXTENSION_LATE = "appraisal_extension_late"
    REPORT_LATE = "appraisal_report_late"
    OTHER_AGENCY = "appraisal_other_agency"
    DEEMED_EARLY = "report_deemed_early"
    OBJECTION_LATE = "report_objection_late"
    ANSWER_LATE = "creditor_answer_late"
    NO_SURPLUS = "no_surplus"
    RESERVE_TOO_LOW = "no_surplus_reserve_too_low"
    CREDITOR_DECLINED = "no_surplus_creditor_declined"
