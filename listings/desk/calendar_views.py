"""What the page of times is given for its calendar: months, names of days, and the day that was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from babel.dates import format_date, format_skeleton, get_day_names
from flask import request
from flask_babel import get_locale

from listings.desk.month import leads_of, marks_of, month_before, months_of, next_month, read_day
from listings.desk.proposals import shown_times, times_on
from listings.notice import Proposal

WEEK = range(7)


def calendar_of(proposal: Proposal, at: datetime) -> dict[str, object]:
    """Return the months to draw, and between which days bidding may open."""
    leads = leads_of(proposal, at)
    months = months_of(proposal, leads, read_day(request.args.get("month", "")))
    return {
        "leads": leads,
        "months": months,
        "marked": sorted(marks_of(proposal, leads).items()),
        "month_before": month_before(months[0].first),
        "month_after": next_month(months[0].first),
        "day_names": [(day_name(day, "wide"), day_name(day, "abbreviated")) for day in WEEK],
        "show_whole_day": show_whole_day,
        "show_month": show_month,
    }


def with_chosen_day(proposal: Proposal) -> tuple[Proposal, dict[str, str]]:
    """Return the proposal with the times of the day that the address chooses, and these as form fields."""
    day = read_day(request.args.get("open", ""))
    if day is None:
        return proposal, {}
    zone = proposal.court.time_zone
    times = times_on(day, draft=proposal.draft, rules=proposal.rules, time_zone=zone)
    draft = replace(
        proposal.draft,
        opens_at=times["opens_at"],
        closes_at=times["closes_at"],
        balance_due_at=times["balance_due_at"],
    )
    return replace(proposal, draft=draft), shown_times(times, zone)


def day_name(day: int, width: Literal["wide", "abbreviated"]) -> str:
    """Return the name of a day of the week, Monday being 0, in the language of the page."""
    name: str = get_day_names(width, locale=get_locale())[day]
    return name


def show_whole_day(day: date) -> str:
    """Write a day with its weekday, in the language of the page."""
    return format_date(day, "full", locale=get_locale())


def show_month(day: date) -> str:
    """Write the month of a day, in the language of the page."""
    shown: str = format_skeleton("yMMMM", day, locale=get_locale())
    return shown
