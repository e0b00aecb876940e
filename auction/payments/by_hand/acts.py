"""What finance and a judge do about money that could not go back the way it came."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES
from auction.kernel.words import N_
from auction.payments.by_hand import doors, service, telling

BY_HAND = "refund.by_hand"

ACTS: tuple[Act, ...] = (
    Act(
        name=BY_HAND,
        title=N_("Send money back to another account"),
        rule="R-61",
        proposers=doors.PROPOSERS,
        approvers=JUDGES,
        check=service.check_refund,
        carry_out=service.send_by_hand,
        tell=telling.tell_refund,
        names_payer=True,
    ),
)
