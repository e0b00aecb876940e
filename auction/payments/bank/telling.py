"""How a proposed account reads: pairs of a label and a value, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told
from auction.kernel.account_number import format_account_number
from auction.kernel.words import N_


def tell_account(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell the account that money of the court is to be paid to."""
    lines: list[tuple[str, Told]] = [
        (N_("Account holder"), content["holder"]),
        (N_("Account number"), format_account_number(content["number"])),
        (N_("Bank"), content["bank"]),
        (N_("BIC or CNAPS number"), content["code"]),
        (N_("Currency"), content["currency"]),
    ]
    if content["stripe_account"]:
        lines.append((N_("Connected account at Stripe"), content["stripe_account"]))
    return lines
