"""Why the findings about an asset are not enough, or cannot be written; the sentences are in ``words.py``."""

from __future__ import annotations

import enum


class Reason(enum.StrEnum):
    """Why a kind or an answer was refused."""

    KIND_UNSAID = "asset_kind_unsaid"
    KIND_UNKNOWN = "asset_kind_unknown"
    KIND_OF_OTHER_CLASS = "asset_kind_of_other_class"


class Unanswered(enum.StrEnum):
    """A question of the law that has neither an answer nor the steps taken to find one."""

    REGISTRY = "unanswered_registry"
    SITE_VISIT = "unanswered_site_visit"
    INDOOR_VISIT = "unanswered_indoor_visit"
    FLOOR_PLAN = "unanswered_floor_plan"
    LEASE_TEST = "unanswered_lease_test"
    CONSTRUCTION_PRIORITY = "unanswered_construction_priority"
    REGISTRATION = "unanswered_registration"
    TRAFFIC_VIOLATIONS = "unanswered_traffic_violations"
    EMISSION_STANDARD = "unanswered_emission_standard"
    MILEAGE = "unanswered_mileage"
    EXPIRY = "unanswered_expiry"
    SPOILAGE = "unanswered_spoilage"
    PROHIBITED = "unanswered_prohibited"
    SHARE_RATIO = "unanswered_share_ratio"
    SUBSCRIBED = "unanswered_subscribed"
    PAID_IN = "unanswered_paid_in"
    CONTRIBUTION_DEADLINES = "unanswered_contribution_deadlines"
    COMPANY_ACCOUNTS = "unanswered_company_accounts"
    DIVIDENDS = "unanswered_dividends"


def unanswered(question: str) -> Unanswered:
    """Return the reason that names this question."""
    return Unanswered(f"unanswered_{question}")
