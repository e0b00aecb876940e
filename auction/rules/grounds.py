"""The grounds on which the law lets a court stop a sale or take it back (R-53, R-56)."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from auction.kernel.words import N_


class StayKind(enum.StrEnum):
    """What kind of stop it is: the court's stay or suspension, a judge's in an emergency, the platform's."""

    STAY = "stay"
    SUSPENSION = "suspension"
    EMERGENCY = "emergency"
    PLATFORM = "platform"


class Ground(enum.StrEnum):
    """Why a round is stopped or withdrawn; which of them an act may name, STAYS and WITHDRAWALS say."""

    CREDITOR_AGREES = "creditor_agrees"
    THIRD_PARTY_CLAIM = "third_party_claim"
    PARTY_GONE = "party_gone"
    SECURITY_GIVEN = "security_given"
    OBJECTION_PENDING = "objection_pending"
    BIDDING_SUSPECT = "bidding_suspect"
    BASIS_CANCELLED = "basis_cancelled"
    CREDITORS_WITHDREW = "creditors_withdrew"
    DEBT_PAID = "debt_paid"
    SETTLED = "settled"
    THIRD_PARTY_RIGHT = "third_party_right"
    COLLUSION = "collusion"
    TERMINATED = "terminated"
    ENOUGH = "enough"
    OTHER = "other"


# Each ground with the article that it stands in, in the order in which a court is asked.
STAYS: Mapping[Ground, str] = {
    Ground.CREDITOR_AGREES: "L6 §267",
    Ground.THIRD_PARTY_CLAIM: "L6 §267",
    Ground.PARTY_GONE: "L6 §267",
    Ground.SECURITY_GIVEN: "L6 §242",
    Ground.OBJECTION_PENDING: "L1 §36",
    Ground.BIDDING_SUSPECT: "L1 §28",
    Ground.OTHER: "L1 §28",
}
WITHDRAWALS: Mapping[Ground, str] = {
    Ground.BASIS_CANCELLED: "L3 §17",
    Ground.CREDITORS_WITHDREW: "L3 §17",
    Ground.DEBT_PAID: "L3 §17",
    Ground.SETTLED: "L3 §17",
    Ground.THIRD_PARTY_RIGHT: "L3 §17",
    Ground.COLLUSION: "L3 §17",
    Ground.OTHER: "L3 §17",
}
# Once bidding began a round is not simply taken back: it is stopped, and then ended by a ruling.
TERMINATIONS: Mapping[Ground, str] = {Ground.TERMINATED: "L6 §268", **WITHDRAWALS}
# On which the platform itself takes a round back, by the court's own notices.
CALLED_OFF: Mapping[Ground, str] = {Ground.ENOUGH: "L3 §14"}
# What a court may order in its ordinary course; the other kinds have acts of their own.
COURT_STAYS = (StayKind.STAY, StayKind.SUSPENSION)
STAY_WORDS: Mapping[str, str] = {
    StayKind.STAY: N_("The court stays the bidding for a time."),
    StayKind.SUSPENSION: N_("The court has suspended the bidding by a ruling."),
    StayKind.EMERGENCY: N_("A judge stopped the bidding in an emergency."),
    StayKind.PLATFORM: N_("The platform stopped the bidding and told the court."),
}
GROUND_WORDS: Mapping[str, str] = {
    Ground.CREDITOR_AGREES: N_("The creditor agrees to wait."),
    Ground.THIRD_PARTY_CLAIM: N_("A third person claims the property and gives reasons."),
    Ground.PARTY_GONE: N_("A party died or was dissolved, and a successor is awaited."),
    Ground.SECURITY_GIVEN: N_("The debtor gave security and the creditor agrees."),
    Ground.OBJECTION_PENDING: N_("An objection or a review is pending."),
    Ground.BIDDING_SUSPECT: N_("Collusion or bids that are not meant are suspected."),
    Ground.BASIS_CANCELLED: N_("The decision that was enforced has been cancelled."),
    Ground.CREDITORS_WITHDREW: N_("All creditors have withdrawn."),
    Ground.DEBT_PAID: N_("The debt is fully paid."),
    Ground.SETTLED: N_("The parties have settled, and a sale is not needed."),
    Ground.THIRD_PARTY_RIGHT: N_("A third person's right to the property is well founded."),
    Ground.COLLUSION: N_("Bidders have colluded with each other or with others."),
    Ground.TERMINATED: N_("The court has ended the enforcement by a ruling."),
    Ground.ENOUGH: N_("Other lots of the case have brought enough for its claims and costs."),
    Ground.OTHER: N_("Another ground of the law."),
}
