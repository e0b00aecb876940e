"""Judges a set-off: how much of the price an enforcing creditor need not pay, because it is owed to them.

Pure.  Only the part that the creditor would receive in the distribution anyway is set off (R-91); which part
that is, the court decides and names its document.  Here it is only kept within what nobody may pass: the
confirmed claim, and what is still to be paid.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.enrolment.one_line import clean
from auction.kernel.money import Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer, set_off_id
from auction.rounds.lifecycle import State

DOCUMENT_LENGTH_MAX = 200


class SetOffReason(enum.StrEnum):
    """Why nothing is set off.  The order is the order of judging."""

    AMOUNT_UNREADABLE = "set_off_amount_unreadable"
    DOCUMENT_MISSING = "set_off_document_missing"
    ROUND_UNKNOWN = "set_off_round_unknown"
    NOTHING_TO_PAY = "set_off_nothing_to_pay"
    NO_CREDITOR = "set_off_no_creditor"
    ADMITTED_ALREADY = "set_off_admitted_already"
    MONEY_UNDER_WAY = "set_off_money_under_way"
    ABOVE_CLAIM = "set_off_above_claim"
    ABOVE_REST = "set_off_above_rest"


@dataclass(frozen=True)
class Purchase:
    """What a buyer owes and has paid; the claim only where two people confirmed it for this round.

    Money is under way while the deposit is not with the case yet, or a payment waits to be judged.
    """

    state: State
    hammer_price: Money
    deposit: Money
    paid: Money
    set_off: Money
    claim: Money | None
    is_under_way: bool

    @property
    def rest(self) -> Money:
        """Return what is still to be paid."""
        return self.hammer_price - self.deposit - self.paid - self.set_off


@dataclass(frozen=True)
class SetOffWish:
    """What somebody proposes to set off, and the court's document for it."""

    amount: Money
    document: str

    @property
    def content(self) -> dict[str, object]:
        """Return it as it is proposed; one a round waits at a time."""
        amount = {"amount_minor": str(self.amount.minor), "currency": self.amount.currency}
        return {"key": "", **amount, "document": self.document}


def read(form: Mapping[str, str], currency: str) -> SetOffWish | tuple[Refusal, ...]:
    """Return the wish, or everything that cannot be read of the form."""
    refusals = []
    amount, document = _amount(form.get("amount", ""), currency), clean(form.get("document", ""))
    if amount is None:
        refusals.append(Refusal(SetOffReason.AMOUNT_UNREADABLE, "R-62", {"currency": currency}))
    if not document:
        refusals.append(Refusal(SetOffReason.DOCUMENT_MISSING, "R-62"))
    if amount is None or refusals:
        return tuple(refusals)
    return SetOffWish(amount, document[:DOCUMENT_LENGTH_MAX])


def judge(purchase: Purchase | None, amount: Money) -> Refusal | None:
    """Say why so much is not set off now, or None when two people may admit it."""
    if purchase is None:
        return Refusal(SetOffReason.ROUND_UNKNOWN, "")
    if purchase.state is not State.SOLD:
        return Refusal(SetOffReason.NOTHING_TO_PAY, "R-62")
    if purchase.claim is None:
        return Refusal(SetOffReason.NO_CREDITOR, "R-32")
    if purchase.set_off.minor:
        return Refusal(SetOffReason.ADMITTED_ALREADY, "R-62", {"set_off": purchase.set_off})
    if purchase.is_under_way:
        return Refusal(SetOffReason.MONEY_UNDER_WAY, "R-62")
    if amount > purchase.claim:
        return Refusal(SetOffReason.ABOVE_CLAIM, "R-32", {"claim": purchase.claim})
    if amount > purchase.rest:
        return Refusal(SetOffReason.ABOVE_REST, "R-62", {"rest": purchase.rest})
    return None


def transfer_of(amount: Money, sale: Sale, *, at: datetime) -> Transfer:
    """Return the one transfer that credits the case with what the buyer need not pay."""
    assert sale.case_id is not None, "a sold round belongs to a case"
    assert sale.round_id is not None, "a price is of a round"
    return Transfer(
        id=set_off_id(sale.round_id),
        debit=accounts.set_off(sale.round_id, amount.currency),
        credit=accounts.case(sale.case_id, amount.currency),
        amount=amount,
        purpose=Purpose.SET_OFF_ADMITTED,
        posted_at=at,
        sale=sale,
    )


def _amount(text: str, currency: str) -> Money | None:
    try:
        return parse_plain(text, currency)
    except NotAnAmount:
        return None
