"""What a court sets off against a price, by two people."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES, OFFICERS
from auction.kernel.words import N_
from auction.settlement.set_off import service, telling

SET_OFF = "setoff.admit"

ACTS: tuple[Act, ...] = (
    Act(
        name=SET_OFF,
        title=N_("Set a creditor's claim off against the price"),
        rule="R-62",
        proposers=OFFICERS,
        approvers=JUDGES,
        check=service.check_set_off,
        carry_out=service.admit_set_off,
        tell=telling.tell_set_off,
    ),
)
