"""What finance and a judge do about a wrong transfer."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES
from auction.kernel.words import N_
from auction.settlement.corrections import doors, service, telling

CORRECT = "ledger.correct"

ACTS: tuple[Act, ...] = (
    Act(
        name=CORRECT,
        title=N_("Take a wrong transfer back"),
        rule="R-05",
        proposers=doors.PROPOSERS,
        approvers=JUDGES,
        check=service.check_correction,
        carry_out=service.correct,
        tell=telling.tell_correction,
    ),
)
