"""Where money that is owed back is to go instead, and whether it may.

Pure.  Only what a way back refused, or does not know, is sent another way; all of it, to an account of the
same payer, from the bank account of the court.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.account import NAME_LENGTH_MAX, is_bank_code, is_number
from auction.payments.bank.order import plain_words
from auction.payments.bank.statement import Party, plain_account
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.reconciliation.wish import clean

BECAUSE_LENGTH_MAX = 1_000
SHOWN_DIGITS = 4
FIELDS = ("holder", "number", "code", "because")


class ByHandReason(enum.StrEnum):
    """Why money does not go another way.  The order is the order of judging."""

    HOLDER_MISSING = "by_hand_holder_missing"
    NUMBER_WRONG = "by_hand_number_wrong"
    CODE_WRONG = "by_hand_code_wrong"
    WITHOUT_REASON = "by_hand_without_reason"
    NOT_OWED = "by_hand_not_owed"
    ON_ITS_WAY = "by_hand_on_its_way"
    NOT_HELD = "by_hand_not_held"
    NO_BANK = "by_hand_no_bank"


FIELD_OF: dict[str, str] = {
    ByHandReason.HOLDER_MISSING: "holder",
    ByHandReason.NUMBER_WRONG: "number",
    ByHandReason.CODE_WRONG: "code",
    ByHandReason.WITHOUT_REASON: "because",
}


@dataclass(frozen=True)
class Wish:
    """The account that is named, and why; a bank's code only where its country asks for one."""

    creditor: Party
    because: str

    @property
    def number_shown(self) -> str:
        """Return the last digits, by which two people know the account again."""
        return f"…{self.creditor.account[-SHOWN_DIGITS:]}"


@dataclass(frozen=True)
class Owed:
    """What is owed back: the payout that did not leave, what lies there for it, and the court's bank."""

    transfer_id: str
    kind: PayoutKind
    state: PayoutState
    reason: str
    attempts: int
    amount: Money
    held: Money
    bank_currency: str


def read(form: Mapping[str, str]) -> Wish | tuple[Refusal, ...]:
    """Return what a form names, or everything that is wrong with it."""
    typed = {name: clean(form.get(name, "")) for name in FIELDS}
    holder = plain_words(typed["holder"], NAME_LENGTH_MAX + 1)
    creditor = Party(holder, plain_account(typed["number"]), plain_account(typed["code"]))
    length, longest = {"length_max": NAME_LENGTH_MAX}, {"length_max": BECAUSE_LENGTH_MAX}
    found = (
        (not 0 < len(holder) <= NAME_LENGTH_MAX, Refusal(ByHandReason.HOLDER_MISSING, "R-61", length)),
        (not is_number(creditor.account), Refusal(ByHandReason.NUMBER_WRONG, "R-61")),
        (
            bool(creditor.bank_code) and not is_bank_code(creditor.bank_code),
            Refusal(ByHandReason.CODE_WRONG, "R-61"),
        ),
        (
            not 0 < len(typed["because"]) <= BECAUSE_LENGTH_MAX,
            Refusal(ByHandReason.WITHOUT_REASON, "R-61", longest),
        ),
    )
    wrong = tuple(refusal for is_wrong, refusal in found if is_wrong)
    return wrong or Wish(creditor, typed["because"])


def judge(owed: Owed | None) -> Refusal | None:
    """Say why this money may not be sent another way, or None when it may."""
    if owed is None or owed.kind is not PayoutKind.REFUND:
        return Refusal(ByHandReason.NOT_OWED, "R-61")
    waits = owed.state is PayoutState.PENDING and owed.attempts == 0 and owed.reason != ""
    if owed.state is not PayoutState.REFUSED and not waits:
        return Refusal(ByHandReason.ON_ITS_WAY, "R-61")
    if owed.held < owed.amount:
        return Refusal(ByHandReason.NOT_HELD, "R-61", {"held": owed.held, "amount": owed.amount})
    if owed.bank_currency != owed.amount.currency:
        return Refusal(ByHandReason.NO_BANK, "R-61", {"currency": owed.amount.currency})
    return None


def judge_proposed(owed: Owed | None, amount: Money) -> Refusal | None:
    """Say why this money may not be sent as it was proposed: a lost dispute may have taken some of it."""
    refusal = judge(owed)
    if owed is None or refusal is not None or owed.amount == amount:
        return refusal
    return Refusal(ByHandReason.NOT_HELD, "R-61", {"held": owed.amount, "amount": amount})
