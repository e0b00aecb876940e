"""How a proposed stop, its end or a withdrawal reads: pairs of a label and a value, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from auction.approvals.act import Told, Words
from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.rules.grounds import GROUND_WORDS, STAY_WORDS, STAYS, TERMINATIONS
from auction.rules.sources import cited

Content = Mapping[str, Any]
Lines = list[tuple[str, Told]]

LATE = N_("Later than the law says: bidders wait longer than they need.")
IN_TIME = N_("Within the days of the law.")
MUST = N_("It was paid before the day of the sale: the court must stop the sale.")
MAY = N_("It was paid on the day of the sale or after it: the court may stop the sale.")


def tell_stop(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell a stop (R-53)."""
    kind: Lines = [(N_("Kind of stop"), Words(STAY_WORDS[content["kind"]]))]
    return [*kind, *_ground(content, STAYS), *_reasons(content)]


def tell_resumption(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell when a round goes on, and how that stands to the days of the law (R-55)."""
    return [
        (N_("The round goes on at"), datetime.fromisoformat(content["resumes_at"])),
        (N_("The cause of the stop ended on"), date.fromisoformat(content["ended_on"])),
        (N_("Last day to go on"), date.fromisoformat(content["last_day"])),
        (N_("In time"), Words(LATE if content["is_late"] else IN_TIME)),
        *_reasons(content),
    ]


def tell_withdrawal(content: Content) -> Sequence[tuple[str, Told]]:
    """Tell why a round is taken back, and what was paid (R-56, R-57)."""
    return [*_ground(content, TERMINATIONS), *_reasons(content), *_payment(content)]


def _ground(content: Content, among: Mapping[Any, str]) -> Lines:
    ground = content["ground"]
    return [
        (N_("Ground"), Words(GROUND_WORDS[ground])),
        (N_("The ground stands in"), cited(among[ground])),
    ]


def _reasons(content: Content) -> Lines:
    return [(N_("Public reason"), content["reason"]), (N_("Legal basis"), content["legal_basis"])]


def _payment(content: Content) -> Lines:
    if "received_minor" not in content:
        return []
    received, interest = (int(content[name]) for name in ("received_minor", "interest_minor"))
    others: Lines = [(N_("Also up in this case"), title) for title in content["other_lots"]]
    return [
        (N_("Received from the debtor"), Money(received, content["currency"])),
        (N_("Received on"), date.fromisoformat(content["received_on"])),
        (N_("Interest to that day"), Money(interest, content["currency"])),
        (N_("What follows"), Words(MUST if content["is_duty"] else MAY)),
        *others,
    ]
