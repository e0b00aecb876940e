"""What a line of a statement is called for people, and what became of the payment that it is."""

from __future__ import annotations

import enum

from auction.kernel.words import N_
from auction.payments.bank.placing import Place


class Fate(enum.StrEnum):
    """What became of a payment that came in."""

    UNREAD = "unread"
    JUDGED_SOON = "judged_soon"
    TAKEN = "taken"
    HELD = "held"
    RETURNED = "returned"


PLACE_WORDS: dict[str, str] = {
    Place.PAYMENT: N_("Payment"),
    Place.PAID_OUT: N_("Payout carried out"),
    Place.RETURNED: N_("Payout that came back"),
    Place.FEE: N_("Fee of the bank"),
    Place.FROM_GATEWAY: N_("From the payment service"),
    Place.OTHER: N_("Not ordered here"),
}
FATE_WORDS: dict[str, str] = {
    Fate.UNREAD: N_("read within seconds"),
    Fate.JUDGED_SOON: N_("judged within seconds"),
    Fate.TAKEN: N_("taken"),
    Fate.HELD: N_("waits for you"),
    Fate.RETURNED: N_("goes back"),
}


def fate_of(*, is_waiting: bool, is_held: bool, is_returned: bool) -> Fate:
    """Say what became of a payment that is kept."""
    if is_held:
        return Fate.HELD
    if is_returned:
        return Fate.RETURNED
    return Fate.JUDGED_SOON if is_waiting else Fate.TAKEN
