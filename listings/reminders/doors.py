"""Who may ask to be reminded: whoever is signed in, of what is public."""

from __future__ import annotations

from auction.kernel.doors import SIGNED_IN, Door, Scope

DOORS: tuple[Door, ...] = (
    Door("reminders.mine", SIGNED_IN, Scope.OWN),
    Door("reminders.remove", SIGNED_IN, Scope.OWN),
    Door("reminders.choose", SIGNED_IN, Scope.OWN),
)
