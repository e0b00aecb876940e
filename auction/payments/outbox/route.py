"""Which way a payout leaves.

Pure.  A refund goes back the way the money came.  What belongs to a case leaves from where it lies
if that gateway reaches the case, else by the bank of the court; else it waits with its reason.  Whatever
was tried one way may have left, so no other way is tried before that is known.
"""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.refusal import Refusal
from auction.payments.payout import Payout, PayoutKind, PayoutState
from auction.payments.received import BANK
from auction.payments.words import Reason

# Gateways that credit an account of the court itself; all others need the account of the case.
REACHES_COURTS = frozenset({"stripe"})


def candidates(payout: Payout) -> tuple[str, ...]:
    """Return the names of the gateways to try for a payout, the best first."""
    was_tried = payout.state is not PayoutState.PENDING
    if was_tried or payout.kind is PayoutKind.REFUND or payout.gateway == BANK:
        return (payout.gateway,)
    return (payout.gateway, BANK)


def choose(payout: Payout, answers: Mapping[str, Refusal | None]) -> str | Refusal:
    """Return the first way that takes the payout, or say why it waits.

    ``answers`` has what each gateway that is turned on said; a gateway that is missing is turned off.
    """
    asked = [name for name in candidates(payout) if name in answers]
    if not asked:
        return Refusal(Reason.NO_GATEWAY, "")
    refusals = [(name, answers[name]) for name in asked]
    ways = [name for name, refusal in refusals if refusal is None]
    return ways[0] if ways else next(refusal for _, refusal in refusals if refusal is not None)
