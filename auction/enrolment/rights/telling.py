"""How a proposed right reads: pairs of a label and a value, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told
from auction.kernel.money import Money
from auction.kernel.words import N_

Content = Mapping[str, Any]
Lines = list[tuple[str, Told]]


def tell_priority(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell a priority right (R-34)."""
    return [
        *tell_holder(content),
        (N_("Rank (1 is the strongest)"), content["rank"]),
        (N_("Legal basis"), content["basis"]),
    ]


def tell_creditor(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell an enforcing creditor and what is still owed (R-32)."""
    claim = Money(int(content["claim_minor"]), content["currency"])
    return [*tell_holder(content), (N_("Outstanding claim"), claim)]


def tell_agent(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell an agent, for whom and by which power of attorney (R-39)."""
    return [
        (N_("Bidder for whom the agent bids"), content["name"]),
        (N_("Id number or credit code"), content["number_shown"]),
        (N_("Agent"), content["agent_name"]),
        (N_("Id number of the agent"), content["agent_number_shown"]),
        (N_("Power of attorney"), content["power"]),
    ]


def tell_holder(content: Content) -> Lines:
    """Tell whose right it is; of the number only the first and last digits."""
    return [
        (N_("Name of the person"), content["name"]),
        (N_("Id number or credit code"), content["number_shown"]),
    ]
