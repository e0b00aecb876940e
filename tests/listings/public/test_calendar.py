"""The dates of a round as a calendar file, read back by the library that calendars use."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar, Event

from listings.public.calendar import CalendarEntry, Sheet, compose
from tests.support.rounds import CLOSES_AT, OPENS_AT, PUBLISHED_AT

SHEET = Sheet(
    round_id="r1",
    host="sales.court.example",
    address="https://sales.court.example/lots/l1",
    place="湖滨区; East, 7",
    version=3,
    published_at=PUBLISHED_AT,
    is_withdrawn=False,
)
ENTRIES = (
    CalendarEntry("opens", OPENS_AT, "Bidding opens: a flat", "Room 12", (timedelta(days=1),)),
    CalendarEntry(
        "closes",
        CLOSES_AT,
        "Bidding closes: 一套住宅, with a garden",
        "Late bids\nmove the end",
        (timedelta(days=1), timedelta(minutes=15)),
    ),
)


def events(sheet: Sheet = SHEET) -> list[Event]:
    return list(Calendar.from_ical(compose(sheet, ENTRIES)).events)


def test_each_date_is_one_entry_at_its_very_moment() -> None:
    assert [(event.start, str(event["summary"])) for event in events()] == [
        (OPENS_AT, "Bidding opens: a flat"),
        (CLOSES_AT, "Bidding closes: 一套住宅, with a garden"),
    ]
    assert events()[1]["description"] == "Late bids\nmove the end"
    assert events()[1]["location"] == "湖滨区; East, 7"


def test_an_entry_keeps_its_name_and_counts_up_with_the_notice() -> None:
    before, after = events(), events(replace(SHEET, version=4))

    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert len({event["uid"] for event in before}) == 2
    assert [event["sequence"] for event in (before[0], after[0])] == [3, 4]


def test_a_calendar_rings_before_each_date() -> None:
    closing = events()[1]

    assert [alarm["trigger"].dt for alarm in closing.walk("VALARM")] == [
        -timedelta(days=1),
        -timedelta(minutes=15),
    ]


def test_what_is_withdrawn_is_cancelled_and_rings_no_more() -> None:
    withdrawn = events(replace(SHEET, is_withdrawn=True))

    assert {str(event["status"]) for event in withdrawn} == {"CANCELLED"}
    assert not [alarm for event in withdrawn for alarm in event.walk("VALARM")]


def test_in_a_stay_the_dates_are_tentative() -> None:
    assert {str(event["status"]) for event in events(replace(SHEET, is_stopped=True))} == {"TENTATIVE"}
    assert {str(event["status"]) for event in events()} == {"CONFIRMED"}


def test_the_file_is_the_same_each_time() -> None:
    assert compose(SHEET, ENTRIES) == compose(SHEET, ENTRIES)


@pytest.mark.parametrize("line", compose(SHEET, ENTRIES).split(b"\r\n"))
def test_no_line_is_longer_than_a_calendar_reads(line: bytes) -> None:
    assert len(line) <= 75
