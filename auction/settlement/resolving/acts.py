"""What two people do about a payment that is not plain: take it for a request (R-31, R-63)."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES
from auction.kernel.words import N_
from auction.settlement.resolving import doors, service, wish

TAKE = "payment.take"

ACTS: tuple[Act, ...] = (
    Act(
        name=TAKE,
        title=N_("Take a payment for a request"),
        rule="R-31",
        proposers=doors.PROPOSERS,
        approvers=JUDGES,
        check=service.check_take,
        carry_out=service.take,
        tell=wish.tell_take,
    ),
)
