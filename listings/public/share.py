"""Parts of a price in whole per cent: exact, rounded half up, never a float (R-97)."""

from __future__ import annotations

from auction.kernel.money import Money


def per_cent(part: Money, whole: Money) -> int:
    """Return the part of the whole in per cent: 71 for 714 of 1,000; below nothing is below zero."""
    assert part.currency == whole.currency, "amounts of two currencies never mix"
    assert whole.minor > 0, "nothing has no parts"
    return (200 * part.minor + whole.minor) // (2 * whole.minor)


def premium(hammer: Money, starting: Money) -> int:
    """Return by how many per cent the hammer price is above the starting price."""
    return per_cent(hammer, starting) - 100


def rate(count: int, of: int) -> int:
    """Return how many of so many that is, in per cent; 0 of none."""
    return (200 * count + of) // (2 * of) if of else 0
