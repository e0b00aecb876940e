"""How a proposed set-off reads: pairs of a label and a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told
from auction.kernel.money import Money
from auction.kernel.words import N_


def tell_set_off(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell how much is set off against the price, and by which document of the court."""
    amount = Money(int(content["amount_minor"]), content["currency"])
    return [
        (N_("Set off against the price"), amount),
        (N_("Document of the court"), content["document"]),
    ]
