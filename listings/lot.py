"""A lot on the court's desk: what may be done with it, and by whom.

One person proposes, a second publishes (R-08, TRUST 5.2).  A lot is a draft, then submitted, then
published; a published lot becomes a draft again for a correction or for its next round, while the
public goes on seeing its newest notice.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.terms import RoundKind
from listings.asset import ASSETS_MAX, Asset
from listings.reason import Reason
from listings.valuation.price import NO_PRICE, Price

# A longer list is an annex for the court, not a choice for a bidder.
PRIORITIES_MAX = 100


class LotState(enum.StrEnum):
    """Where a lot lies on the desk."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    PUBLISHED = "PUBLISHED"


class Purpose(enum.StrEnum):
    """What publishing the draft would do."""

    FIRST = "FIRST"
    SECOND = "SECOND"
    CORRECTION = "CORRECTION"


@dataclass(frozen=True)
class Lot:
    """One lot as it lies on the desk."""

    id: str
    court_id: str
    case_id: str
    state: LotState
    purpose: Purpose
    version: int
    title: str
    rule_set: str
    created_at: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    violations: tuple[Refusal, ...] = ()
    submitted_by: str | None = None
    submitted_at: datetime | None = None
    returned_because: str = ""


@dataclass(frozen=True)
class PriorityPlace:
    """One place on the priority list of the next notice: a keyed digest, a rank, a basis (R-34).

    ``round_id`` names the round for which the place has already been published.
    """

    identity_digest: str
    rank: int
    basis: str
    round_id: str | None = None


@dataclass(frozen=True)
class Draft:
    """The notice to come, as far as it is written."""

    title: str
    currency: str
    assets: tuple[Asset, ...]
    words: Mapping[str, str]
    starting_price: Money | None = None
    increment: Money | None = None
    deposit: Money | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    balance_due_at: datetime | None = None
    parties_notified_on: date | None = None
    priorities: tuple[PriorityPlace, ...] = ()
    enforcement_shown: str = ""
    warranty_disclaimer: bool = False
    channel: str = ""
    price: Price = NO_PRICE


def judge_edit(lot: Lot, version: int) -> Refusal | None:
    """Say why the draft may not be changed; None when it may."""
    if lot.state is not LotState.DRAFT:
        return Refusal(Reason.NOT_A_DRAFT, "R-22")
    return _stale(lot, version)


def judge_submit(lot: Lot, version: int) -> Refusal | None:
    """Say why the draft may not be proposed; None when it may."""
    return judge_edit(lot, version)


def judge_return(lot: Lot, version: int, because: str) -> Refusal | None:
    """Say why the proposal may not be given back; None when it may."""
    if lot.state is not LotState.SUBMITTED:
        return Refusal(Reason.NOT_SUBMITTED, "R-08")
    if not because:
        return Refusal(Reason.RETURN_WITHOUT_REASON, "R-08")
    return _stale(lot, version)


def judge_publish(lot: Lot, version: int, actor: str) -> Refusal | None:
    """Say why this person may not publish this proposal; None when they may."""
    if lot.state is not LotState.SUBMITTED:
        return Refusal(Reason.NOT_SUBMITTED, "R-08")
    if actor == lot.submitted_by:
        return Refusal(Reason.SAME_PERSON, "R-08")
    return _stale(lot, version)


def judge_terms(lot: Lot, version: int) -> Refusal | None:
    """Say why what is sold and on which terms may not be changed; a correction leaves it as it stands."""
    if lot.purpose is Purpose.CORRECTION:
        return Refusal(Reason.TERMS_STAND, "R-22")
    return judge_edit(lot, version)


def judge_assets(lot: Lot, *, count: int) -> Refusal | None:
    """Say why an asset may not come or go; a correction never changes what is sold."""
    if lot.purpose is Purpose.CORRECTION:
        return Refusal(Reason.TERMS_STAND, "R-22")
    if count >= ASSETS_MAX:
        return Refusal(Reason.TOO_MANY_ASSETS, "R-22", {"assets_max": ASSETS_MAX})
    return judge_edit(lot, lot.version)


def judge_other_asset(position: int, positions: Collection[int]) -> Refusal | None:
    """Say why this is no asset beside the first one, which gives the lot its name and stays."""
    if position not in positions or position == 1:
        return Refusal(Reason.ASSET_NOT_IN_LOT, "")
    return None


def judge_drop_asset(lot: Lot, position: int, positions: Collection[int]) -> Refusal | None:
    """Say why an asset may not be taken out."""
    return judge_assets(lot, count=0) or judge_other_asset(position, positions)


def kept_asset(lot: Lot, stored: Asset, asset: Asset) -> Asset:
    """Return the asset as it may be saved: a correction never moves class and reference price."""
    if lot.purpose is not Purpose.CORRECTION:
        return asset
    return replace(asset, asset_class=stored.asset_class, reference_price=stored.reference_price)


def judge_new_priority(lot: Lot, place: PriorityPlace, listed: Collection[PriorityPlace]) -> Refusal | None:
    """Say why a place may not be put on the priority list; None when it may."""
    refusal = judge_edit(lot, lot.version)
    if refusal is not None:
        return refusal
    if len(listed) >= PRIORITIES_MAX:
        return Refusal(Reason.TOO_MANY_PRIORITIES, "R-34", {"places_max": PRIORITIES_MAX})
    if any(place.identity_digest == known.identity_digest for known in listed):
        return Refusal(Reason.PRIORITY_LISTED, "R-34")
    return None


def judge_old_priority(lot: Lot, identity_digest: str, listed: Collection[PriorityPlace]) -> Refusal | None:
    """Say why a place may not be taken off; one that a running notice published stands."""
    found = [place for place in listed if place.identity_digest == identity_digest]
    if not found:
        return Refusal(Reason.PRIORITY_NOT_LISTED, "R-34")
    if found[0].round_id is not None and lot.purpose is Purpose.CORRECTION:
        return Refusal(Reason.PRIORITY_STANDS, "R-34")
    return judge_edit(lot, lot.version)


def judge_reopen(lot: Lot, version: int, is_published: bool) -> Refusal | None:
    """Say why a lot may not become a draft again; None when it may.

    A draft may, too: a correction that was never proposed must not stand in the way of the next round.
    """
    if lot.state is LotState.SUBMITTED or not is_published:
        return Refusal(Reason.NOT_PUBLISHED, "R-22")
    return _stale(lot, version)


def next_purpose(state: State, kind: RoundKind) -> Purpose | Refusal:
    """Return what the next round would be, or why there is none.

    After a failed first round comes the second (R-69); a withdrawn round is published anew, with
    its full lead time; what follows a failed second round is no auction (R-71).
    """
    if state is State.WITHDRAWN:
        return Purpose(kind.value)
    if state is not State.UNSOLD:
        return Refusal(Reason.NO_NEXT_ROUND, "R-69", {"state": state.value})
    if kind is not RoundKind.FIRST:
        return Refusal(Reason.NO_THIRD_ROUND, "R-71")
    return Purpose.SECOND


def published_before(lot: Lot, rounds: Sequence[datetime]) -> datetime | None:
    """Return when the round before the one at hand was published; None for a first round.

    A draft prepares a round to come, unless it corrects the newest one.
    """
    is_at_hand = lot.state is LotState.PUBLISHED or lot.purpose is Purpose.CORRECTION
    earlier = rounds[:-1] if is_at_hand else rounds
    return earlier[-1] if earlier else None


def judge_correction(state: State, *, before_opening: bool) -> Refusal | None:
    """Say why the notice may no longer be corrected: after the opening nothing changes (TRUST 5.2)."""
    if state is not State.SCHEDULED or not before_opening:
        return Refusal(Reason.NO_LONGER_CORRECTABLE, "R-22")
    return None


def _stale(lot: Lot, version: int) -> Refusal | None:
    if lot.version != version:
        return Refusal(Reason.DRAFT_STALE, "", {"seen": version, "stored": lot.version})
    return None
