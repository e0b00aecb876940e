"""Whether what was refused on its way to a case may go out once more, and which way.

Pure.  Only what is known to be refused, never what may have left; to the one account of the case, or to the
account of its court at the payment service, and to no other (R-90).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.outbox.route import REACHES_COURTS
from auction.payments.payout import TIMES_MAX, PayoutKind, PayoutState
from auction.payments.received import BANK
from auction.payments.reconciliation.wish import clean

BECAUSE_LENGTH_MAX = 1_000
SHOWN_DIGITS = 4


class Way(enum.StrEnum):
    """How it goes out: as it was tried before, or by the bank of the court."""

    SAME = "same"
    BANK = "bank"


class AgainReason(enum.StrEnum):
    """Why it does not go out again.  The order is the order of judging."""

    WAY_MISSING = "again_way_missing"
    WITHOUT_REASON = "again_without_reason"
    NOT_OF_A_CASE = "again_not_of_a_case"
    NOT_REFUSED = "again_not_refused"
    TOO_OFTEN = "again_too_often"
    NO_BANK = "again_no_bank"
    NO_ACCOUNT = "again_no_account"
    NO_CONNECTED_ACCOUNT = "again_no_connected_account"
    OTHER_END = "again_other_end"


FIELD_OF: dict[str, str] = {AgainReason.WAY_MISSING: "way", AgainReason.WITHOUT_REASON: "because"}


@dataclass(frozen=True)
class Refused:
    """A payout that did not leave, how often it went out, and the accounts that it may go to."""

    transfer_id: str
    case_number: str
    kind: PayoutKind
    state: PayoutState
    gateway: str
    reason: str
    amount: Money
    times: int
    holder: str
    account_number: str
    stripe_account: str
    bank_currency: str

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return the ways to choose from; at a bank both are the same."""
        return (Way.BANK,) if self.gateway == BANK else (Way.SAME, Way.BANK)

    def gateway_of(self, way: Way) -> str:
        """Return the gateway by which it goes out on a way."""
        return BANK if way is Way.BANK else self.gateway

    def end_of(self, way: Way) -> str:
        """Return where it arrives on a way, as two people know it again."""
        if self.gateway_of(way) in REACHES_COURTS:
            return self.stripe_account
        return f"{self.holder} …{self.account_number[-SHOWN_DIGITS:]}" if self.account_number else ""


@dataclass(frozen=True)
class Wish:
    """Which way it is to go, and what was mended since it was refused."""

    way: Way
    because: str


def read(form: Mapping[str, str]) -> Wish | tuple[Refusal, ...]:
    """Return what a form asks for, or everything that is wrong with it."""
    way, because = form.get("way", ""), clean(form.get("because", ""))
    longest = {"length_max": BECAUSE_LENGTH_MAX}
    found = (
        (way not in tuple(Way), Refusal(AgainReason.WAY_MISSING, "R-62")),
        (
            not 0 < len(because) <= BECAUSE_LENGTH_MAX,
            Refusal(AgainReason.WITHOUT_REASON, "R-62", longest),
        ),
    )
    wrong = tuple(refusal for is_wrong, refusal in found if is_wrong)
    return wrong or Wish(Way(way), because)


def judge(refused: Refused | None) -> Refusal | None:
    """Say why this may not go out again on any way, or None when it may."""
    if refused is None or refused.kind is not PayoutKind.CASE_ACCOUNT:
        return Refusal(AgainReason.NOT_OF_A_CASE, "R-62")
    if refused.state is not PayoutState.REFUSED:
        return Refusal(AgainReason.NOT_REFUSED, "R-62")
    if refused.times >= TIMES_MAX:
        return Refusal(AgainReason.TOO_OFTEN, "R-62", {"times": refused.times})
    return None


def judge_way(refused: Refused, way: Way) -> Refusal | None:
    """Say why what may go out again may not go this way, or None when it may."""
    gateway = refused.gateway_of(way)
    if gateway == BANK and refused.bank_currency != refused.amount.currency:
        return Refusal(AgainReason.NO_BANK, "R-62", {"currency": refused.amount.currency})
    if refused.end_of(way):
        return None
    missing = AgainReason.NO_CONNECTED_ACCOUNT if gateway in REACHES_COURTS else AgainReason.NO_ACCOUNT
    return Refusal(missing, "R-90")


def judge_proposed(refused: Refused | None, *, way: Way, end: str, times: int) -> Refusal | None:
    """Say why it may not go out as it was proposed, or None when it still may."""
    refusal = judge(refused)
    if refused is None or refusal is not None:
        return refusal
    if refused.times != times:
        return Refusal(AgainReason.NOT_REFUSED, "R-62")
    return judge_way(refused, way) or _judge_end(refused, way, end)


def _judge_end(refused: Refused, way: Way, end: str) -> Refusal | None:
    return None if refused.end_of(way) == end else Refusal(AgainReason.OTHER_END, "R-90")
