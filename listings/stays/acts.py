"""What a court does to a running sale by two people: stop it, let it go on, take it back."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES, WRITERS
from auction.kernel.words import N_
from listings.stays import service, telling

SUSPEND, RESUME, WITHDRAW = "round.suspend", "round.resume", "round.withdraw"

ACTS: tuple[Act, ...] = (
    Act(
        name=SUSPEND,
        title=N_("Stop a running round"),
        rule="R-53",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_stop,
        carry_out=service.stop,
        tell=telling.tell_stop,
    ),
    Act(
        name=RESUME,
        title=N_("Let a stopped round go on"),
        rule="R-55",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_resumption,
        carry_out=service.set_resumption,
        tell=telling.tell_resumption,
    ),
    Act(
        name=WITHDRAW,
        title=N_("Withdraw a round"),
        rule="R-56",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_withdrawal,
        carry_out=service.withdraw,
        tell=telling.tell_withdrawal,
    ),
)
