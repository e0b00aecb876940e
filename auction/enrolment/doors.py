"""Who may enter the enrolment pages."""

from __future__ import annotations

from auction.kernel.doors import BIDDERS, SIGNED_IN, Door, Scope

DOORS: tuple[Door, ...] = (
    # Staff see how many and which codes there are, never whose.
    Door("enrolment.enrol", SIGNED_IN, Scope.OWN),
    Door("enrolment.begin", BIDDERS, Scope.OWN),
    Door("enrolment.acknowledge", BIDDERS, Scope.OWN),
    Door("enrolment.ask_deposit", BIDDERS, Scope.OWN),
    Door("enrolment.enter", BIDDERS, Scope.OWN),
    Door("enrolment.mine", BIDDERS, Scope.OWN),
)
