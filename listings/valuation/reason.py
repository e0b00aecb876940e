"""Why the way to a price is refused; the sentences are in ``words.py``."""

from __future__ import annotations

import enum


class Reason(enum.StrEnum):
    """Why a price cannot be relied on."""

    METHOD_UNKNOWN = "price_method_unknown"
    METHOD_NOT_OFFERED = "price_method_not_offered"
    FIXED_LATER = "price_fixed_later"
    VALID_TOO_LONG = "price_valid_too_long"
    VALID_BEFORE_FIXED = "price_valid_before_fixed"
    EXPIRED = "price_expired"
    STALE = "price_stale"
