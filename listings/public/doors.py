"""Who may enter the public pages beside the list: everybody."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, Door

DOORS: tuple[Door, ...] = (
    Door("public.closed", ANYONE),
    Door("public.courts", ANYONE),
    Door("public.court", ANYONE),
    Door("public.calendar", ANYONE),
    Door("public.qr", ANYONE),
)
