"""The eleven things that are shown on the day of publication, and what each of them waits for (R-23).

A document that the law keeps from the public is not shown; its reason is, by one of a few codes.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from auction.kernel.refusal import Refusal
from listings.reason import Missing, Reason


class Withheld(enum.StrEnum):
    """Why the law keeps a document from the public."""

    STATE_SECRET = "STATE_SECRET"
    TRADE_SECRET = "TRADE_SECRET"
    PRIVACY = "PRIVACY"
    MINORS = "MINORS"
    OTHER_LAW = "OTHER_LAW"


# What each of the eleven waits for, in the order of the law.  What is left to the court waits for nothing.
ITEMS: dict[str, tuple[str, ...]] = {
    "notice": (
        Missing.TITLE,
        Missing.DESCRIPTION,
        Missing.PLACE,
        Missing.KNOWN_DEFECTS,
        Missing.PLATFORM,
        Missing.LEGAL_LIABILITY,
    ),
    "enforcement_basis": (Missing.ENFORCEMENT_BASIS, Missing.ENFORCEMENT_SHOWN),
    "pricing_basis": (
        Missing.REFERENCE_PRICE,
        Missing.PRICE_METHOD,
        Missing.PRICE_FIXED_ON,
        Missing.PRICING_BASIS,
    ),
    "rules": (
        Missing.STARTING_PRICE,
        Missing.INCREMENT,
        Missing.DEPOSIT,
        Missing.OPENS_AT,
        Missing.CLOSES_AT,
        Missing.BALANCE_DUE_AT,
        Missing.BIDDER_CONDITIONS,
        Missing.RIGHTS_AND_DUTIES,
        Missing.PANEL_DECISION,
    ),
    "occupation": (Missing.OCCUPATION, Reason.PHOTO_WITHOUT_WORDS),
    "priority_holders": (Missing.PRIORITY_HOLDERS,),
    "parties_notified": (Missing.PARTIES_NOTIFIED,),
    "payment_method": (Missing.PAYMENT_METHOD, Missing.CASE_ACCOUNT),
    "taxes": (Missing.TAXES,),
    "court": (Missing.COURT_CONTACT, Missing.SUPERVISION),
    "other": (),
}


@dataclass(frozen=True)
class Line:
    """One of the eleven: its number and name, and what it still waits for."""

    number: int
    name: str
    lacking: tuple[Refusal, ...]


def missing(item: str) -> str:
    """Return the rule as it is cited when this one of the eleven is incomplete."""
    assert item in ITEMS, "the eleven are named above"
    return f"R-23/MISSING({item})"


def checklist(findings: Iterable[Refusal]) -> tuple[Line, ...]:
    """Return the eleven with what stands in the way of each."""
    found = tuple(findings)
    return tuple(
        Line(number, name, tuple(no for no in found if str(no.reason) in reasons))
        for number, (name, reasons) in enumerate(ITEMS.items(), 1)
    )


def check_shown(chosen: str, documents: Collection[str]) -> tuple[Refusal, ...]:
    """Say that the enforced document is neither among the documents nor withheld for a reason."""
    if chosen in documents or chosen in set(Withheld):
        return ()
    return (Refusal(Missing.ENFORCEMENT_SHOWN, missing("enforcement_basis")),)
