"""What must be shown on the day of publication, and by which rule (R-20, R-22, R-23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from auction.kernel.refusal import Refusal
from auction.rules.days import local_date
from auction.rules.rule_set import RuleSet
from listings.asset import Asset, reference_of
from listings.bundle import missing
from listings.lot import Draft
from listings.reason import Missing, Reason

# In the order of the form; R-22 names ten things, R-23 eleven, and they overlap.
WORDS_NEEDED: tuple[tuple[str, Missing, str], ...] = (
    ("bidder_conditions", Missing.BIDDER_CONDITIONS, "R-22"),
    ("rights_and_duties", Missing.RIGHTS_AND_DUTIES, "R-22"),
    ("legal_liability", Missing.LEGAL_LIABILITY, "R-22"),
    ("payment_method", Missing.PAYMENT_METHOD, missing("payment_method")),
    ("pricing_basis", Missing.PRICING_BASIS, "R-20"),
    ("enforcement_basis", Missing.ENFORCEMENT_BASIS, missing("enforcement_basis")),
    ("occupation", Missing.OCCUPATION, missing("occupation")),
    ("priority_holders", Missing.PRIORITY_HOLDERS, missing("priority_holders")),
    ("parties_notified", Missing.PARTIES_NOTIFIED, "R-26"),
    ("taxes", Missing.TAXES, missing("taxes")),
    ("panel_decision", Missing.PANEL_DECISION, "R-08"),
)
TERMS_NEEDED: tuple[tuple[str, Missing, str], ...] = (
    ("starting_price", Missing.STARTING_PRICE, "R-22"),
    ("increment", Missing.INCREMENT, "R-22"),
    ("deposit", Missing.DEPOSIT, "R-22"),
    ("opens_at", Missing.OPENS_AT, "R-22"),
    ("closes_at", Missing.CLOSES_AT, "R-22"),
    ("balance_due_at", Missing.BALANCE_DUE_AT, "R-22"),
)


def lacking_property(draft: Draft) -> tuple[Refusal, ...]:
    """Return what the notice does not say about the property; "none known" is a saying (R-22)."""
    found = [] if draft.title else [Missing.TITLE]
    for asset in draft.assets:
        found += [reason for reason in _lacking_asset(asset) if reason not in found]
    refusals = [Refusal(reason, "R-22") for reason in found]
    if reference_of(draft.assets) is None:
        refusals.append(Refusal(Missing.REFERENCE_PRICE, "R-18"))
    return tuple(refusals)


def lacking_terms(draft: Draft) -> tuple[Refusal, ...]:
    """Return which amounts and times are not yet fixed."""
    return tuple(Refusal(reason, rule) for name, reason, rule in TERMS_NEEDED if getattr(draft, name) is None)


def lacking_words(draft: Draft) -> tuple[Refusal, ...]:
    """Return which explanations are not yet written."""
    return tuple(Refusal(reason, rule) for name, reason, rule in WORDS_NEEDED if not draft.words.get(name))


def check_notified(
    notified_on: date | None, *, rules: RuleSet, published_at: datetime, time_zone: str
) -> tuple[Refusal, ...]:
    """R-26: who was notified was notified so many days before publication at the latest.

    Without a date nobody was: waived or not to be reached, which the notice then says in words.
    """
    latest = local_date(published_at, time_zone) - timedelta(days=rules.days("party_notice_lead"))
    if notified_on is None or notified_on <= latest:
        return ()
    numbers = {"notified_on": notified_on.isoformat(), "latest": latest.isoformat()}
    return (Refusal(Reason.PARTIES_NOTIFIED_LATE, "R-26", numbers),)


def _lacking_asset(asset: Asset) -> Sequence[Missing]:
    needed = (
        (asset.description, Missing.DESCRIPTION),
        (asset.place, Missing.PLACE),
        (asset.known_defects, Missing.KNOWN_DEFECTS),
    )
    return [reason for text, reason in needed if not text]
