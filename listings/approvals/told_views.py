"""What a proposal says, line by line, in the language of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext

from auction.approvals.act import Act, Told, Words
from auction.approvals.proposal import Proposal
from auction.kernel.money import Money
from auction.kernel.web_views import show_day, show_instant, show_money, show_number


def told(act: Act, proposal: Proposal, zone: str) -> Sequence[tuple[str, str]]:
    """Return the exact content as pairs of a label and a value, both as they are shown."""
    return [(gettext(label), say(value, zone)) for label, value in act.tell(proposal.content)]


def say(value: Told, zone: str) -> str:
    """Write one value: an amount, a time in the court's zone, a day, a number, or a text."""
    if isinstance(value, Money):
        return show_money(value)
    if isinstance(value, datetime):
        return show_instant(value, zone)
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, int):
        return show_number(value)
    return str(gettext(value)) if isinstance(value, Words) and value else str(value or "–")
