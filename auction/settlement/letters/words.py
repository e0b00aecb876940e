"""The subjects of letters about money."""

from __future__ import annotations

from auction.kernel.words import N_
from auction.settlement.letters.letter import Kind

WORDS: dict[str, str] = {}
SUBJECTS: dict[str, str] = {
    Kind.ASKED: N_("You bought: please pay the balance of %(title)s"),
    Kind.IN_DAYS: N_("Three days are left to pay the balance: %(title)s"),
    Kind.IN_A_DAY: N_("One day is left to pay the balance: %(title)s"),
    Kind.OVERDUE: N_("The date to pay the balance has passed: %(title)s"),
    Kind.PART_PAID: N_("A part of the balance has arrived: %(title)s"),
    Kind.SET_OFF: N_("Your claim was set off against the price: %(title)s"),
    Kind.PAID: N_("The price is paid: %(title)s"),
    Kind.DEPOSIT_BACK: N_("Your deposit is on its way back: %(title)s"),
    Kind.SENT_BACK: N_("A payment of yours goes back: %(title)s"),
}
