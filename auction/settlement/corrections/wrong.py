"""Whether a transfer may be taken back by its exact reverse (TRUST 5.2).

Pure.  Only what nothing else stands on is corrected: what was noted of a gateway or a bank.  What moves
with a sale (a deposit, a balance, a credit of a case) is undone by what follows in the sale, never here.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.ledger.accounts import CREDIT_SIDE, Kind
from auction.ledger.transfer import Purpose, Transfer, correction_id, sent_id

BECAUSE_LENGTH_MAX = 1_000
# What was noted of the world outside, and stands in no state of an enrolment, a payment or a round.
CORRECTABLE = frozenset(
    {
        Purpose.REFUND_SENT,
        Purpose.CASE_CREDIT_SENT,
        Purpose.FEE_CHARGED,
        Purpose.FEE_COVERED,
        Purpose.GATEWAY_PAID_OUT,
        Purpose.TRANSIT_ARRIVED,
        # A correction that was wrong itself is taken back once: what it undid stands again.
        Purpose.CORRECTION,
    }
)
OF_PLACES = frozenset({Kind.BANK, Kind.TRANSIT})


class CorrectionReason(enum.StrEnum):
    """Why a transfer is not corrected.  The order is the order of judging."""

    TRANSFER_UNKNOWN = "correction_transfer_unknown"
    WITHOUT_REASON = "correction_without_reason"
    REASON_TOO_LONG = "correction_reason_too_long"
    CORRECTED_TWICE = "correction_of_correction_again"
    PAYOUT_IS_TOLD = "correction_of_payout_told"
    REVERSED_ALREADY = "correction_made_already"
    BELOW_ZERO = "correction_below_zero"
    SALE_STANDS_ON_IT = "correction_of_a_sale"
    CASE_SETTLED = "correction_case_settled"


@dataclass(frozen=True)
class Standing:
    """How a transfer stands: whether it was taken back, what the account has that would give, its round."""

    wrong: Transfer
    is_reversed: bool
    held: Money
    is_settled: bool


def is_of_court(transfer: Transfer, court_id: str) -> bool:
    """Say whether a transfer is a court's: of its sale, or on its own account at a bank."""
    places = {end.subject for end in (transfer.debit, transfer.credit) if end.kind in OF_PLACES}
    return court_id in (transfer.sale.court_id, *places)


def judge_because(because: str) -> Refusal | None:
    """Say why these words are no reason, or None when they may be."""
    if not because:
        return Refusal(CorrectionReason.WITHOUT_REASON, "")
    if len(because) > BECAUSE_LENGTH_MAX:
        numbers = {"length": len(because), "length_max": BECAUSE_LENGTH_MAX}
        return Refusal(CorrectionReason.REASON_TOO_LONG, "", numbers)
    return None


def judge(found: Standing | None) -> Refusal | None:
    """Say why the transfer is not taken back, or None when it may be."""
    if found is None:
        return Refusal(CorrectionReason.TRANSFER_UNKNOWN, "")
    wrong = found.wrong
    if wrong.reverses is not None and wrong.reverses.startswith(correction_id("")):
        return Refusal(CorrectionReason.CORRECTED_TWICE, "")
    if wrong.reverses is not None and wrong.reverses.startswith(sent_id("")):
        return Refusal(CorrectionReason.PAYOUT_IS_TOLD, "")
    if found.is_reversed:
        return Refusal(CorrectionReason.REVERSED_ALREADY, "")
    if wrong.credit.kind in CREDIT_SIDE and found.held < wrong.amount:
        return Refusal(CorrectionReason.BELOW_ZERO, "", {"held": found.held, "amount": wrong.amount})
    if wrong.purpose not in CORRECTABLE:
        return Refusal(CorrectionReason.SALE_STANDS_ON_IT, "")
    if Kind.CASE_BANK in (wrong.debit.kind, wrong.credit.kind) and found.is_settled:
        return Refusal(CorrectionReason.CASE_SETTLED, "R-90")
    return None
