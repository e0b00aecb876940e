"""Why an act about deadlines and alarms is refused."""

from __future__ import annotations

import enum


class DueReason(enum.StrEnum):
    """Why it is refused."""

    ALARM_UNKNOWN = "alarm_unknown"
