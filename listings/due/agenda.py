"""What the page of deadlines is asked for, and how it lays them out: what is overdue, then day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from types import ModuleType

from auction.due import words
from auction.due.deadline import Deadline, State
from auction.rules.days import local_date
from auction.rules.sources import cited
from listings.listing import read_page

# What the address of the page may ask.
ASKED = ("kind", "late", "case")
# No id is longer.
ID_LENGTH_MAX = 32
MINUTE = timedelta(minutes=1)
# The page of a lot counts these down where it says how the round stands.
TOLD_BESIDE = frozenset({"opening", "closing", "goes_on"})
# How the component for deadlines calls the states.
SHOWN_AS = {State.DUE: "due", State.DONE: "done", State.OVERDUE: "late"}


@dataclass(frozen=True)
class Wish:
    """Which deadlines the page shows: all, or those of one kind or case, or what is overdue."""

    name: str = ""
    late: bool = False
    page: int = 1
    case_id: str = ""


def read_wish(asked: Mapping[str, str]) -> Wish:
    """Read the address; what names nothing is left out."""
    name, case_id = asked.get("kind", ""), asked.get("case", "")[:ID_LENGTH_MAX]
    page = read_page(asked.get("page", ""))
    return Wish(name if name in words.NAMES else "", "late" in asked, page, case_id)


def by_day(
    lines: Iterable[Deadline], *, time_zone: str, at: datetime
) -> Sequence[tuple[date | None, list[Deadline]]]:
    """Return what is overdue under no day, then the others under the last day that they leave (R-28)."""

    def day_of(line: Deadline) -> date | None:
        return None if line.state(at) is State.OVERDUE else last_day_of(line, time_zone)

    return [(day, list(found)) for day, found in groupby(lines, key=day_of)]


def shown_at(line: Deadline) -> datetime:
    """Return the moment to show: of what ends with a day its last minute, and not the next day's first."""
    return line.due_at - MINUTE if line.aimed_on is not None else line.due_at


def last_day_of(line: Deadline, time_zone: str) -> date:
    """Return the last day of a deadline."""
    return local_date(shown_at(line), time_zone)


def public_clocks(lines: Iterable[Deadline], *, round_id: str, at: datetime) -> list[Deadline]:
    """Return what the law makes public of a lot: of its current round, and of others what still runs."""
    shown = [line for line in lines if line.public and line.name not in TOLD_BESIDE]
    states = {line: line.state(at) for line in shown}
    return [
        line
        for line in shown
        if states[line] in (State.DUE, State.OVERDUE)
        or (line.round_id == round_id and states[line] is State.DONE)
    ]


@dataclass(frozen=True)
class DueTools:
    """What a template of a lot needs beside the lines: words, the moment to show, states, sources."""

    words: ModuleType
    shown_at: Callable[[Deadline], datetime]
    shown_as: Mapping[State, str]
    cited: Callable[[str], str]


DUE_TOOLS = DueTools(words, shown_at, SHOWN_AS, cited)
