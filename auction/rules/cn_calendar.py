"""The working days of mainland China as the State Council announced them, year by year."""

from __future__ import annotations

from datetime import date

from auction.rules.calendar import Calendar, Year, spanned

_Days = tuple[tuple[str, str], ...]


def _year(source: str, holidays: _Days, made_up: tuple[str, ...]) -> Year:
    pairs = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in holidays]
    free = frozenset(day for first, last in pairs for day in spanned(first, last))
    return Year(source, free, frozenset(date.fromisoformat(day) for day in made_up))


CN_CALENDAR = Calendar(
    {
        2025: _year(
            "国务院办公厅 2024-11-12",
            (
                ("2025-01-01", "2025-01-01"),
                ("2025-01-28", "2025-02-04"),
                ("2025-04-04", "2025-04-06"),
                ("2025-05-01", "2025-05-05"),
                ("2025-05-31", "2025-06-02"),
                ("2025-10-01", "2025-10-08"),
            ),
            ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        ),
        2026: _year(
            "国务院办公厅 2025-11-04",
            (
                ("2026-01-01", "2026-01-03"),
                ("2026-02-15", "2026-02-23"),
                ("2026-04-04", "2026-04-06"),
                ("2026-05-01", "2026-05-05"),
                ("2026-06-19", "2026-06-21"),
                ("2026-09-25", "2026-09-27"),
                ("2026-10-01", "2026-10-07"),
            ),
            ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
        ),
    }
)
