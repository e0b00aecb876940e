"""The address of a lot as a QR code, for paper and for a second screen."""

from __future__ import annotations

import io

import segno

# A phone reads this from a board at arm's length, and a scratch does not make it unreadable.
CORRECTION = "m"


def svg(address: str) -> bytes:
    """Return the code as an SVG of black on white, whatever the page's colours are."""
    made = io.BytesIO()
    code = segno.make(address, error=CORRECTION, micro=False)
    code.save(made, kind="svg", scale=4, border=4, dark="#000", light="#fff", xmldecl=True)
    return made.getvalue()
