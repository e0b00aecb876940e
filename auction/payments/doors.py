"""Who may enter the doors of payments."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door

DOORS: tuple[Door, ...] = (
    # A bank asks nobody to sign in here; the reference is all that a payer needs.
    Door("payments.pay", ANYONE),
    Door("payments.tell", ANYONE),
    # Machines only: the signature is checked before a byte is kept.
    Door("payments.webhook", ANYONE, is_form=False),
)
