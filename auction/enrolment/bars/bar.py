"""Says who must not bid in a round, and why (R-35 to R-38).

Pure: what the court's lists say of one sealed identity goes in, the first bar that applies comes out.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet


class Relation(enum.StrEnum):
    """Whose act a person is near to: the enforcing court's, the platform's, an auxiliary agency's."""

    COURT = "COURT"
    PROVIDER = "PROVIDER"
    AUX = "AUX"


class Nearness(enum.StrEnum):
    """How near: it itself, one of its staff, or a near relative of its staff."""

    SELF = "SELF"
    STAFF = "STAFF"
    NEAR_RELATIVE = "NEAR_RELATIVE"


class Extent(enum.StrEnum):
    """For which sales somebody is blocked: this lot, every lot of the case, every lot of the court."""

    LOT = "LOT"
    CASE = "CASE"
    COURT = "COURT"


class Failure(enum.StrEnum):
    """How an earlier buyer of the same property failed: no payment, or no approval for shares."""

    DEFAULT = "DEFAULT"
    NO_APPROVAL = "NO_APPROVAL"


class BarReason(enum.StrEnum):
    """Why somebody must not bid.  The order is the order of judging."""

    BLOCKED = "bar_blocked"
    DEFAULTED = "bar_defaulted"
    RESTRICTED = "bar_restricted"
    UNQUALIFIED = "bar_unqualified"


@dataclass(frozen=True)
class Block:
    """One place on the court's list that holds for this round."""

    relation: Relation
    nearness: Nearness


@dataclass(frozen=True)
class Failed:
    """A lot whose buyer this person was, and how that failed."""

    lot_id: str
    failure: Failure


@dataclass(frozen=True)
class Known:
    """What is known of one sealed identity, for one round."""

    blocks: tuple[Block, ...] = ()
    failures: tuple[Failed, ...] = ()
    is_restricted: bool = False
    is_qualified: bool = True


@dataclass(frozen=True)
class Property:
    """What is sold: the lot, and the classes and kinds of what it is made of."""

    lot_id: str
    kinds: Collection[str]


def judge(known: Known, sold: Property, *, rules: RuleSet, until: datetime) -> Refusal | None:
    """Say why this person must not bid for this property; None when they may.

    A debtor may bid like anybody, except, while under a consumption restriction, for what the rule
    set names (R-37).  ``until`` is when a court that was wrong must have mended its list.
    """
    if known.blocks:
        block = known.blocks[0]
        return Refusal(BarReason.BLOCKED, f"R-35/{block.relation}_{block.nearness}", {"until": until})
    failed = [each.failure for each in known.failures if _counts(each, sold, rules)]
    if failed and rules.choice("defaulter_banned"):
        return Refusal(BarReason.DEFAULTED, f"R-36/{failed[0]}", {"until": until})
    if known.is_restricted and _is_forbidden(sold, rules):
        return Refusal(BarReason.RESTRICTED, "R-37/RESTRICTED", {"until": until})
    if not known.is_qualified:
        return Refusal(BarReason.UNQUALIFIED, "R-38/NOT_QUALIFIED", {"until": until})
    return None


def _counts(failed: Failed, sold: Property, rules: RuleSet) -> bool:
    # All later rounds of a property are rounds of the same lot.
    assert rules.choice("exclude_scope") == "same_lot_lineage", "no other scope is known"
    return failed.lot_id == sold.lot_id


def _is_forbidden(sold: Property, rules: RuleSet) -> bool:
    named = rules.parameter("restricted_party_check").value
    assert isinstance(named, tuple), "what is forbidden to restricted debtors is a list"
    return any(kind.lower() in named for kind in sold.kinds)
