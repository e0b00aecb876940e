"""An act of two people for tests, which notes what it was told."""

from __future__ import annotations

from dataclasses import dataclass, field

from auction.approvals.act import Act
from auction.kernel.doors import Role


@dataclass
class Noted:
    """What was carried out, and what the next check or act shall refuse."""

    done: list = field(default_factory=list)
    refusals: tuple = ()

    @property
    def act(self) -> Act:
        """Return the act that notes here."""
        return Act(
            name="tests.note",
            title="Write a note",
            rule="R-05",
            proposers=frozenset({Role.CLERK}),
            approvers=frozenset({Role.JUDGE}),
            check=lambda _tx, _subject, _content, _at: self.refusals,
            carry_out=self._carry_out,
            tell=lambda content: [("Words", content["words"])],
        )

    def _carry_out(self, _tx, proposal, by, at) -> tuple:
        if not self.refusals:
            self.done.append((proposal.content["words"], by, at))
        return self.refusals
