"""What finance and a judge do about money of a case that was refused on its way."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES
from auction.kernel.words import N_
from auction.payments.again import doors, service, telling

AGAIN = "payout.again"

ACTS: tuple[Act, ...] = (
    Act(
        name=AGAIN,
        title=N_("Send money of a case again"),
        rule="R-62",
        proposers=doors.PROPOSERS,
        approvers=JUDGES,
        check=service.check_again,
        carry_out=service.send_again,
        tell=telling.tell_again,
    ),
)
