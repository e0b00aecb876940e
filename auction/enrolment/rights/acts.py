"""What a court confirms to somebody who bids, by two people."""

from __future__ import annotations

from auction.approvals.act import Act
from auction.enrolment.rights import service, telling
from auction.kernel.doors import JUDGES, WRITERS
from auction.kernel.words import N_

PRIORITY, CREDITOR, AGENT = "priority.confirm", "creditor.confirm", "agent.confirm"

ACTS: tuple[Act, ...] = (
    Act(
        name=PRIORITY,
        title=N_("Confirm a priority right"),
        rule="R-34",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_priority,
        carry_out=service.confirm_priority,
        tell=telling.tell_priority,
    ),
    Act(
        name=CREDITOR,
        title=N_("Confirm an enforcing creditor who bids"),
        rule="R-32",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_creditor,
        carry_out=service.confirm_creditor,
        tell=telling.tell_creditor,
    ),
    Act(
        name=AGENT,
        title=N_("Confirm an agent who bids for somebody"),
        rule="R-39",
        proposers=WRITERS,
        approvers=JUDGES,
        check=service.check_agent,
        carry_out=service.confirm_agent,
        tell=telling.tell_agent,
    ),
)
