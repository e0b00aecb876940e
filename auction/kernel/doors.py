"""Doors as data: one row per endpoint and socket event says who may enter, and within what.

Every room with doors lists its rows in its own ``doors.py``; ``wsgi.py`` joins them, the guard in
``auction/people`` keeps them, and a test fails on any endpoint without a row (ARCHITECTURE 3).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Role(enum.StrEnum):
    """Who somebody is.  An account has exactly one role; without one, a visitor."""

    VISITOR = "visitor"
    BIDDER = "bidder"
    CLERK = "clerk"
    JUDGE = "judge"
    FINANCE = "finance"
    AUDITOR = "auditor"
    OPERATOR = "operator"


ANYONE = frozenset(Role)
SIGNED_IN = ANYONE - {Role.VISITOR}
BIDDERS = frozenset({Role.BIDDER})
OFFICERS = frozenset({Role.CLERK, Role.JUDGE, Role.FINANCE})
# Who prepares and proposes, and who decides on what another proposed.
WRITERS = frozenset({Role.CLERK, Role.JUDGE})
JUDGES = frozenset({Role.JUDGE})
FINANCE = frozenset({Role.FINANCE})
AUDITORS = frozenset({Role.AUDITOR})
OPERATORS = frozenset({Role.OPERATOR})


class Scope(enum.StrEnum):
    """Within what the door's queries are limited."""

    PUBLIC = "public"
    OWN = "own"
    COURT = "court"
    ALL = "all"


@dataclass(frozen=True)
class Door:
    """One endpoint or socket event: who may, within which scope, one person or two.

    What comes in is a form, unless a machine sends raw bytes that the door reads by itself.  Only a
    door that takes files reads more than a form of text.
    """

    name: str
    roles: frozenset[Role]
    scope: Scope = Scope.PUBLIC
    persons: int = 1
    is_form: bool = True
    takes_files: bool = False


@dataclass(frozen=True)
class Visitor:
    """Who came through the door: a role, and for an officer the court."""

    role: Role = Role.VISITOR
    account_id: str = ""
    court_id: str = ""
