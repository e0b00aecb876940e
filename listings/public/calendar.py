"""The dates of a round as a calendar file (RFC 5545).

An entry keeps its name for as long as its round, so that taking a newer file in moves the old entry
instead of adding one; its sequence counts up with each notice and each change of the board.  In a
stay the dates are tentative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Judicial auction//Sales//EN"
# A moment shown as a line in a calendar that only knows spans.
SPAN = timedelta(minutes=15)


@dataclass(frozen=True)
class CalendarEntry:
    """One date: the name that it keeps, when, what it says, and how long before a calendar rings."""

    name: str
    at: datetime
    summary: str
    description: str
    alarms: tuple[timedelta, ...]


@dataclass(frozen=True)
class Sheet:
    """What all entries of a round share."""

    round_id: str
    host: str
    address: str
    place: str
    version: int
    published_at: datetime
    is_withdrawn: bool
    is_stopped: bool = False

    @property
    def status(self) -> str:
        """Return how sure the dates are, in the words of RFC 5545 §3.8.1.11."""
        if self.is_withdrawn:
            return "CANCELLED"
        return "TENTATIVE" if self.is_stopped else "CONFIRMED"


def compose(sheet: Sheet, entries: Sequence[CalendarEntry]) -> bytes:
    """Write the calendar file of a round."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(sheet, entry))
    written: bytes = calendar.to_ical()
    return written


def _event(sheet: Sheet, entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{sheet.round_id}-{entry.name}@{sheet.host}")
    event.add("sequence", sheet.version)
    event.add("dtstamp", sheet.published_at)
    event.add("dtstart", entry.at)
    event.add("dtend", entry.at + SPAN)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", sheet.place)
    event.add("url", sheet.address)
    event.add("status", sheet.status)
    event.add("transp", "TRANSPARENT")
    for before in () if sheet.is_withdrawn else entry.alarms:
        event.add_component(_alarm(entry, before))
    return event


def _alarm(entry: CalendarEntry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -before)
    return alarm
