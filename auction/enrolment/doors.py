"""Who may enter the enrolment pages, and the court's page of bidders."""

from __future__ import annotations

from auction.kernel.doors import BIDDERS, OFFICERS, SIGNED_IN, WRITERS, Door, Scope

DOORS: tuple[Door, ...] = (
    # Staff see how many and which codes there are, never whose.
    Door("enrolment.enrol", SIGNED_IN, Scope.OWN),
    Door("enrolment.begin", BIDDERS, Scope.OWN),
    Door("enrolment.acknowledge", BIDDERS, Scope.OWN),
    Door("enrolment.name_partner", BIDDERS, Scope.OWN),
    Door("enrolment.drop_partner", BIDDERS, Scope.OWN),
    Door("enrolment.ask_deposit", BIDDERS, Scope.OWN),
    Door("enrolment.enter", BIDDERS, Scope.OWN),
    Door("enrolment.mine", BIDDERS, Scope.OWN),
    Door("bidders.index", OFFICERS, Scope.COURT),
    Door("bidders.block", WRITERS, Scope.COURT),
    Door("bidders.lift", WRITERS, Scope.COURT),
    Door("bidders.check", WRITERS, Scope.COURT),
    Door("bidders.priority", WRITERS, Scope.COURT),
    Door("bidders.creditor", WRITERS, Scope.COURT),
    Door("bidders.agent", WRITERS, Scope.COURT),
)
