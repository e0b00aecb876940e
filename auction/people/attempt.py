"""Which knocks at a shut door the record keeps: those of who runs or audits the platform (R-07).

Pure.  Behind the doors of bidders and courts stand identities, drafts and the acts on a live lot; neither an
operator nor an auditor has a way in, and that one of them tried is for the court to know.
"""

from __future__ import annotations

from auction.kernel.doors import Door, Role, Scope, Visitor

WATCHED = frozenset({Role.OPERATOR, Role.AUDITOR})
GUARDED = frozenset({Scope.OWN, Scope.COURT})


def is_noted(door: Door, who: Visitor) -> bool:
    """Say whether a visitor whom the door does not let in is recorded."""
    return who.role in WATCHED and who.role not in door.roles and door.scope in GUARDED
