"""What the refusals of this room say to people."""

from __future__ import annotations

from auction.approvals.reason import ApprovalReason
from auction.kernel.words import N_

WORDS: dict[str, str] = {
    ApprovalReason.OPEN_ALREADY: N_("The same was proposed already and waits for a second person."),
    ApprovalReason.NOT_PROPOSED: N_("There is no such proposal."),
    ApprovalReason.NOT_OPEN: N_("This proposal has been decided already."),
    ApprovalReason.EXPIRED: N_(
        "This proposal expired at %(expired_at)s; it has to be made again, and read again."
    ),
    ApprovalReason.SAME_PERSON: N_("You proposed this; only another person may decide on it."),
    ApprovalReason.NOT_YOUR_ROLE: N_("Your role may not do this."),
    ApprovalReason.READ_SOMETHING_ELSE: N_(
        "What you read is not what is proposed. Read it again; nothing has been done."
    ),
    ApprovalReason.WITHOUT_REASON: N_("Say why you give it back, so that it can be mended."),
    ApprovalReason.REASON_TOO_LONG: N_(
        "The reason has %(length)s characters; at most %(longest)s are allowed."
    ),
    ApprovalReason.NOT_YOURS: N_("Only who proposed it can take it back; give it back with a reason."),
}
