"""Names a court's time zone by its distance from UTC: abbreviations such as CST mean several zones."""

from __future__ import annotations

from datetime import datetime, timedelta


def offset_name(local: datetime) -> str:
    """Return ``UTC+8``, ``UTC-3:30`` or ``UTC`` for an aware local time."""
    offset = local.utcoffset()
    assert offset is not None, "times are aware"
    if not offset:
        return "UTC"
    minutes = abs(offset) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"
