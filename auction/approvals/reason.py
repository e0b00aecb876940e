"""Why a proposal is not made, or not decided."""

from __future__ import annotations

import enum


class ApprovalReason(enum.StrEnum):
    """Why a proposal is refused."""

    OPEN_ALREADY = "approval_open_already"
    NOT_PROPOSED = "approval_not_proposed"
    NOT_OPEN = "approval_not_open"
    EXPIRED = "approval_expired"
    SAME_PERSON = "approval_same_person"
    NOT_YOUR_ROLE = "approval_not_your_role"
    READ_SOMETHING_ELSE = "approval_read_something_else"
    WITHOUT_REASON = "approval_without_reason"
    REASON_TOO_LONG = "approval_reason_too_long"
    NOT_YOURS = "approval_not_yours"
