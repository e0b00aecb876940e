"""An alarm of a court: what is overdue, or strange, since when; the same thing never twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from auction.due.deadline import Deadline

ID_DIGITS = 32


@dataclass(frozen=True)
class Alarm:
    """What a court is told: a name, the rule behind it, what it is about, and since when."""

    name: str
    rule: str
    court_id: str
    case_id: str
    lot_id: str
    round_id: str
    since_at: datetime
    key: str = ""

    @property
    def id(self) -> str:
        """Return its id, the same whenever and by whomever it is raised."""
        parts = (self.name, self.court_id, self.lot_id, self.round_id, self.key, self.since_at.isoformat())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_DIGITS]


def of_deadline(line: Deadline) -> Alarm:
    """Return the alarm that a deadline is overdue; it is raised anew if the deadline gets another end."""
    ids = {name: getattr(line, name) for name in ("court_id", "case_id", "lot_id", "round_id")}
    return Alarm(line.name, line.rule, **ids, since_at=line.due_at, key=line.key)
