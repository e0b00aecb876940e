"""The steps in which a clerk prepares a lot, and to which step each refusal of a notice belongs."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auction.kernel.refusal import Refusal
from auction.rounds import enough, terms
from listings.diligence import reason as diligence
from listings.parties.reason import PartyReason
from listings.reason import Reason
from listings.valuation.reason import MISSING, PanelReason, WayReason
from listings.valuation.reason import Reason as PriceReason


class Step(enum.StrEnum):
    """One page of the flow, in its order; the last one proposes and publishes."""

    PROPERTY = "property"
    PRICE = "price"
    TIMES = "times"
    NOTICE = "notice"
    PICTURES = "pictures"
    PUBLICATION = "publication"


# What each page asks for, in the order of the page.
FIELDS_OF: Mapping[Step, tuple[str, ...]] = {
    Step.PROPERTY: (
        "title", "asset_class", "place", "description", "known_defects", "occupation", "enforcement_basis",
        "channel", "channel_basis",
    ),
    Step.PRICE: (
        "reference_price", "price_method", "price_fixed_on", "price_valid_until", "pricing_basis",
        "starting_price", "increment", "deposit", "panel_decision",
    ),
    Step.TIMES: ("opens_at", "closes_at", "balance_due_at", "parties_notified_on"),
    Step.NOTICE: (
        "bidder_conditions", "priority_holders", "parties_notified", "payment_method", "taxes",
        "rights_and_duties", "legal_liability", "warranty", "viewing", "remarks",
    ),
    Step.PICTURES: ("enforcement_shown",),
    Step.PUBLICATION: (),
}  # fmt: skip

# The field that a refusal of amounts and times speaks of.
_FIELDS: Mapping[str, str] = {
    terms.Reason.NOT_POSITIVE: "starting_price",
    terms.Reason.PRICE_BEYOND_BOUND: "starting_price",
    terms.Reason.PRICE_BELOW_FLOOR: "starting_price",
    terms.Reason.PRICE_CUT_TOO_DEEP: "starting_price",
    terms.Reason.INCREMENT_ABOVE_PRICE: "increment",
    terms.Reason.DEPOSIT_TOO_SMALL: "deposit",
    terms.Reason.DEPOSIT_TOO_LARGE: "deposit",
    terms.Reason.NOTICE_TOO_SHORT: "opens_at",
    terms.Reason.SECOND_TOO_LATE: "opens_at",
    terms.Reason.BIDDING_TOO_SHORT: "closes_at",
    enough.Reason.CLOSES_TOGETHER: "closes_at",
    terms.Reason.BALANCE_DUE_TOO_EARLY: "balance_due_at",
    Reason.PARTIES_NOTIFIED_LATE: "parties_notified_on",
    Reason.SHARES_ONLINE_ONLY: "channel",
    Reason.SOLD_ANOTHER_WAY: "channel",
    PartyReason.NOT_NOTIFIED: "parties_notified",
    PartyReason.NOTIFIED_LATE: "parties_notified",
    PartyReason.TENANT_NOTIFIED_LATE: "opens_at",
    PartyReason.SHAREHOLDER_TIME_RUNS: "closes_at",
    WayReason.NO_SURPLUS: "starting_price",
    WayReason.RESERVE_TOO_LOW: "starting_price",
    WayReason.CREDITOR_DECLINED: "starting_price",
    PriceReason.METHOD_UNKNOWN: "price_method",
    PriceReason.METHOD_NOT_OFFERED: "price_method",
    PriceReason.FIXED_LATER: "price_fixed_on",
    PriceReason.EXPIRED: "price_fixed_on",
    PriceReason.STALE: "price_fixed_on",
    PriceReason.VALID_TOO_LONG: "price_valid_until",
    PriceReason.VALID_BEFORE_FIXED: "price_valid_until",
}
# What is asked of each asset has a page of its own, which the page of the property leads to.
_OF_ASSETS = frozenset({*diligence.Reason, *diligence.Unanswered})
# A decision is recorded by a form of its own, below the amounts.
_OF_PANEL = frozenset({*MISSING.values(), PanelReason.NO_DECISION})
_STEP_OF = {field: step for step, fields in FIELDS_OF.items() for field in fields}


@dataclass(frozen=True)
class Place:
    """Where a refusal is mended: a step, and the field it speaks of if there is one."""

    step: Step
    field: str = ""


def place_of(refusal: Refusal) -> Place:
    """Return where a refusal is mended; what no form can mend stands at the publication."""
    reason = str(refusal.reason)
    if reason in _OF_PANEL:
        return Place(Step.PRICE, "panel")
    if reason == Reason.PHOTO_WITHOUT_WORDS:
        return Place(Step.PICTURES)
    if reason in _OF_ASSETS:
        return Place(Step.PROPERTY)
    field = _FIELDS.get(reason, reason.removeprefix("notice_lacks_"))
    step = _STEP_OF.get(field)
    return Place(step, field) if step else Place(Step.PUBLICATION)


def by_step(findings: Iterable[Refusal]) -> dict[Step, list[Refusal]]:
    """Return what stands in the way of each step, in the order of the steps."""
    found: dict[Step, list[Refusal]] = {step: [] for step in Step}
    for refusal in findings:
        found[place_of(refusal).step].append(refusal)
    return found


def first_open(findings: Iterable[Refusal]) -> Step:
    """Return the first step that lacks something, or the last one if none does."""
    found = by_step(findings)
    return next((step for step in Step if found[step]), Step.PUBLICATION)


def after(step: Step) -> Step:
    """Return the step that follows."""
    order = list(Step)
    return order[min(order.index(step) + 1, len(order) - 1)]


def before(step: Step) -> Step:
    """Return the step that goes before."""
    order = list(Step)
    return order[max(order.index(step) - 1, 0)]


def first_asking(fields: Iterable[str]) -> Step:
    """Return the first page that asks for one of these fields."""
    asking = {_STEP_OF.get(field, Step.PUBLICATION) for field in fields}
    return next((step for step in Step if step in asking), Step.PUBLICATION)


def step_of(name: str) -> Step | None:
    """Return the step of that name; None when there is none."""
    return Step(name) if name in set(Step) else None
