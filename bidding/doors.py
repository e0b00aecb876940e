"""Who may enter the hall: anybody watches; only a bidding pass lets one bid (R-33, R-45)."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door

DOORS = (
    Door("bidding.hall", ANYONE),
    Door("bidding.bid", ANYONE),
    Door("bidding.take_back", ANYONE),
    Door("bidding.limits", ANYONE),
    Door("socket:connect", ANYONE),
    Door("socket:disconnect", ANYONE),
    Door("socket:bid", ANYONE),
    Door("socket:since", ANYONE),
    Door("socket:unreadable", ANYONE),
)
