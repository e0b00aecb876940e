"""What two people of a court do about its bank: name the account that everything is paid to (R-90)."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.kernel.doors import JUDGES
from auction.kernel.words import N_
from auction.payments.bank import doors, service, telling

NAME_ACCOUNT = "court.bank"

ACTS: tuple[Act, ...] = (
    Act(
        name=NAME_ACCOUNT,
        title=N_("Name the bank account of the court"),
        rule="R-90",
        proposers=doors.PROPOSERS,
        approvers=JUDGES,
        check=service.check_account,
        carry_out=service.name_account,
        tell=telling.tell_account,
    ),
)
