"""What two operators do about money of no court that could not go back."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import OPERATORS
from auction.kernel.words import N_
from auction.payments.without_court import service, telling

WITHOUT_COURT = "refund.without_court"

ACTS: tuple[Act, ...] = (
    Act(
        name=WITHOUT_COURT,
        title=N_("Send back money of no court"),
        rule="R-61",
        proposers=OPERATORS,
        approvers=OPERATORS,
        check=service.check,
        carry_out=service.carry_out,
        tell=telling.tell,
        leads_to="without_court.index",
    ),
)
