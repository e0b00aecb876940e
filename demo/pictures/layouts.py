"""Layouts of storeys: which rooms there are, where, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Space:
    """One room: its number, its corner and size in metres, and what stands in it."""

    number: int
    left: float
    top: float
    width: float
    depth: float
    furniture: str = ""


# Each layout fills a rectangle of 12.6 by 8.4 without gaps; the true size is told with the drawing.
WHOLE = 12.6 * 8.4
THREE = (
    Space(1, 0, 4.2, 5.4, 4.2, "sofa"),
    Space(2, 5.4, 4.8, 3.6, 3.6, "bed"),
    Space(3, 9.0, 4.8, 3.6, 3.6, "bed"),
    Space(4, 0, 0, 3.0, 4.2, "kitchen"),
    Space(5, 3.0, 0, 2.4, 4.2, "table"),
    Space(6, 5.4, 0, 2.4, 3.0, "bath"),
    Space(7, 7.8, 0, 4.8, 3.0, "bed"),
    Space(8, 5.4, 3.0, 7.2, 1.8),
)
TWO = (
    Space(1, 4.2, 0, 8.4, 4.8, "sofa"),
    Space(2, 0, 0, 4.2, 3.9, "bed"),
    Space(3, 0, 3.9, 4.2, 4.5, "bed"),
    Space(4, 4.2, 6.2, 3.0, 2.2, "bath"),
    Space(5, 7.2, 6.2, 5.4, 2.2, "kitchen"),
    Space(6, 4.2, 4.8, 8.4, 1.4),
)
ONE = (
    Space(1, 0, 3.6, 7.4, 4.8, "sofa"),
    Space(2, 7.4, 3.6, 5.2, 4.8, "bed"),
    Space(3, 0, 0, 4.6, 3.6, "kitchen"),
    Space(4, 4.6, 0, 2.8, 3.6, "bath"),
    Space(5, 7.4, 0, 5.2, 3.6),
)
GROUND_FLOOR = (
    Space(1, 0, 0, 7.2, 5.0, "sofa"),
    Space(2, 7.2, 0, 5.4, 3.8, "bed"),
    Space(3, 7.2, 3.8, 5.4, 1.4),
    Space(4, 0, 5.0, 4.2, 3.4, "kitchen"),
    Space(5, 4.2, 5.0, 3.0, 3.4, "bath"),
    Space(6, 7.2, 5.2, 5.4, 3.2, "table"),
)
COTTAGE = (
    Space(1, 0, 0, 7.2, 8.4, "sofa"),
    Space(2, 7.2, 0, 5.4, 4.4, "kitchen"),
    Space(3, 7.2, 4.4, 5.4, 1.4),
    Space(4, 7.2, 5.8, 5.4, 2.6, "bath"),
)
SHOP = (
    Space(1, 0, 2.6, 12.6, 5.8, "open"),
    Space(2, 0, 0, 8.4, 2.6, "shelves"),
    Space(3, 8.4, 0, 4.2, 2.6, "washroom"),
)
UNIT = (
    Space(1, 0, 2.8, 12.6, 5.6, "open"),
    Space(2, 0, 0, 5.0, 2.8, "open"),
    Space(3, 5.0, 0, 4.4, 2.8, "shelves"),
    Space(4, 9.4, 0, 3.2, 2.8, "washroom"),
)
