"""Floor plans: walls, doors, windows and furniture as architects draw them, with measures in metres."""

from __future__ import annotations

import itertools
import random

from demo.pictures.layouts import WHOLE, Space
from demo.pictures.sheet import Colour, Drawing, Sheet, box, smooth

PAPER: Colour = (250, 248, 242)
INK: Colour = (52, 58, 68)
FINE: Colour = (150, 156, 166)
FLOORS: tuple[Colour, ...] = (
    (240, 226, 202),
    (226, 234, 232),
    (238, 232, 220),
    (232, 226, 238),
    (228, 236, 220),
)
# Pixels of the sheet for one metre.
METRE = 62.0
ORIGIN = (200.0, 130.0)


def plan(spaces: tuple[Space, ...], area: float) -> Drawing:
    """Return how to draw a storey of so many square metres: rooms, their areas, and the measures."""
    size = (area / WHOLE) ** 0.5

    def drawing(sheet: Sheet, _chance: random.Random) -> None:
        sheet.backdrop(PAPER, (244, 241, 232))
        for part in (_floor, _furnish, _walls):
            for space in spaces:
                part(sheet, space)
        _outer_walls(sheet)
        for space in spaces:
            _openings(sheet, space)
            _label(sheet, space, size)
        _measures(sheet, spaces, size)
        north(sheet, 1060, 120)

    return drawing


def _at(x: float, y: float) -> tuple[float, float]:
    return ORIGIN[0] + x * METRE, ORIGIN[1] + y * METRE


def _area(space: Space) -> list[tuple[float, float]]:
    return box(*_at(space.left, space.top), space.width * METRE, space.depth * METRE)


def _floor(sheet: Sheet, space: Space) -> None:
    colour = (
        FLOORS[(space.number * 3) % len(FLOORS)]
        if space.furniture not in ("bath", "washroom")
        else (218, 230, 236)
    )
    sheet.fill(_area(space), colour)
    step, (x, y) = (
        (18 if space.furniture in ("bath", "kitchen", "washroom") else 0),
        _at(space.left, space.top),
    )
    if step:
        for across in range(1, int(space.width * METRE // step) + 1):
            sheet.line(
                [(x + across * step, y), (x + across * step, y + space.depth * METRE)],
                (255, 255, 255, 130),
                1.5,
            )
        for down in range(1, int(space.depth * METRE // step) + 1):
            sheet.line(
                [(x, y + down * step), (x + space.width * METRE, y + down * step)], (255, 255, 255, 130), 1.5
            )
        return
    for board in range(1, int(space.depth * METRE // 14)):
        sheet.line([(x, y + board * 14), (x + space.width * METRE, y + board * 14)], (186, 160, 120, 46), 1.4)


def _walls(sheet: Sheet, space: Space) -> None:
    corners = _area(space)
    sheet.line([*corners, corners[0], corners[1]], INK, 8)


def _outer_walls(sheet: Sheet) -> None:
    corners = box(*_at(0, 0), 12.6 * METRE, 8.4 * METRE)
    sheet.line([*corners, corners[0], corners[1]], INK, 16)


def _openings(sheet: Sheet, space: Space) -> None:
    """Cut a window into every outer wall of a room, and a door into an inner one."""
    if space.top == 0:
        _window(sheet, _at(space.left + space.width * 0.25, 0), space.width * 0.5 * METRE, upright=False)
    if space.top + space.depth > 8.3:
        _window(sheet, _at(space.left + space.width * 0.25, 8.4), space.width * 0.5 * METRE, upright=False)
    if space.left == 0 and space.top + space.depth < 8.3 and space.top > 0:
        _window(sheet, _at(0, space.top + space.depth * 0.3), space.depth * 0.4 * METRE, upright=True)
    if space.furniture == "":
        _window(sheet, _at(12.6, space.top + 0.2), (space.depth - 0.4) * METRE, upright=True)
        return
    x, y = space.left + 0.35, space.top + (space.depth if space.top < 3 else 0)
    _door(sheet, x, y, down=space.top >= 3)


def _window(sheet: Sheet, at: tuple[float, float], length: float, *, upright: bool) -> None:
    x, y = at
    pane = box(x - 8, y, 16, length) if upright else box(x, y - 8, length, 16)
    sheet.fill(pane, (255, 255, 255))
    sheet.line([*pane, pane[0]], INK, 2)
    middle = [(x, y), (x, y + length)] if upright else [(x, y), (x + length, y)]
    sheet.line(middle, (96, 140, 172), 3)


def _door(sheet: Sheet, left: float, line: float, *, down: bool) -> None:
    x, y = _at(left, line)
    width = 0.9 * METRE
    sheet.fill(box(x, y - 6, width, 12), (250, 244, 230))
    turn = 1 if down else -1
    swing = ((1, 0), (0.9, 0.44), (0.7, 0.72), (0.38, 0.93), (0, 1))
    arc = smooth([(x + width * across, y + turn * width * away) for across, away in swing])
    sheet.line(arc, FINE, 2)
    sheet.line([(x, y), (x, y + turn * width)], INK, 4)


def _furnish(sheet: Sheet, space: Space) -> None:
    x, y = _at(space.left, space.top)
    width, depth = space.width * METRE, space.depth * METRE
    if space.furniture == "bed":
        _bed(sheet, x + width - 150, y + depth * 0.5 - 60)
    elif space.furniture == "sofa":
        _sofa(sheet, x + width * 0.5 - 90, y + depth - 92)
    elif space.furniture == "kitchen":
        _kitchen(sheet, x + 14, y + 16, width - 28)
    elif space.furniture == "bath":
        _bath(sheet, x, y, width)
    elif space.furniture == "shelves":
        for shelf in range(3):
            _piece(sheet, x + 14 + shelf * (width - 28) / 3, y + 14, ((width - 40) / 3, 34))
    elif space.furniture == "washroom":
        _washroom(sheet, x + width, y)
    elif space.furniture == "table":
        _table(sheet, x + width * 0.5, y + depth * 0.5)


def _piece(sheet: Sheet, x: float, y: float, size: tuple[float, float]) -> None:
    width, depth = size
    sheet.round_box((x, y, x + width, y + depth), FINE, radius=8)
    sheet.round_box((x + 2, y + 2, x + width - 2, y + depth - 2), (255, 254, 250), radius=7)


def _bed(sheet: Sheet, x: float, y: float) -> None:
    _piece(sheet, x, y, (134, 120))
    for pillow in (8, 64):
        _piece(sheet, x + 98, y + pillow, (28, 48))
    sheet.line([(x + 88, y + 2), (x + 88, y + 118)], FINE, 2)


def _sofa(sheet: Sheet, x: float, y: float) -> None:
    _piece(sheet, x, y + 10, (180, 66))
    for seat in (14, 66, 118):
        _piece(sheet, x + seat, y + 14, (48, 42))
    _piece(sheet, x + 48, y - 66, (84, 42))


def _kitchen(sheet: Sheet, x: float, y: float, width: float) -> None:
    _piece(sheet, x, y, (width, 38))
    for ring in range(4):
        sheet.ring(x + 30 + ring % 2 * 20, y + 11 + ring // 2 * 17, 7, FINE, width=2)
    _piece(sheet, x + width - 64, y + 6, (52, 26))


def _bath(sheet: Sheet, x: float, y: float, width: float) -> None:
    _piece(sheet, x + 14, y + 14, (width - 28, 46))
    sheet.round_box((x + 22, y + 20, x + width - 22, y + 54), (222, 234, 240), radius=16)
    _piece(sheet, x + width - 52, y + 84, (36, 46))
    sheet.disc(x + width - 34, y + 107, 12, (222, 234, 240), tall=1.2)


def _washroom(sheet: Sheet, right: float, y: float) -> None:
    for place in (64, 122):
        _piece(sheet, right - place, y + 14, (38, 22))
        sheet.disc(right - place + 19, y + 52, 17, FINE, tall=1.2)
        sheet.disc(right - place + 19, y + 52, 15, (222, 234, 240), tall=1.2)


def _table(sheet: Sheet, x: float, y: float) -> None:
    for dx, dy in ((-26, -56), (26, -56), (-26, 56), (26, 56)):
        _piece(sheet, x + dx - 16, y + dy - 14, (32, 28))
    _piece(sheet, x - 52, y - 42, (104, 84))


def _label(sheet: Sheet, space: Space, size: float) -> None:
    x = _at(space.left + space.width * 0.5 - (0.75 if space.furniture == "bed" else 0), 0)[0]
    y = _at(0, space.top)[1] + space.depth * METRE * (
        0.72 if space.furniture in ("kitchen", "bath", "table", "shelves", "washroom") else 0.3
    )
    if space.furniture == "":
        y = _at(0, space.top + space.depth * 0.5)[1]
    area = f"{space.width * space.depth * size**2:.1f} m"
    sheet.round_box((x - 64, y - 17, x + 68, y + 17), (255, 254, 250, 225), radius=17)
    sheet.disc(x - 47, y, 14, INK)
    sheet.write(x - 47, y, str(space.number), size=18, colour=PAPER)
    # The library's font has no raised two.
    sheet.write(x + 52, y, area, size=19, colour=INK, anchor="rm")
    sheet.write(x + 57, y - 7, "2", size=12, colour=INK)


def _measures(sheet: Sheet, spaces: tuple[Space, ...], size: float) -> None:
    tops = sorted({space.left for space in spaces if space.top == 0} | {12.6})
    sides = sorted({space.top for space in spaces if space.left == 0} | {8.4})
    _chain(sheet, tops, size=size, upright=False, off=-52)
    _chain(sheet, sides, size=size, upright=True, off=-58)
    _chain(sheet, [0, 12.6], size=size, upright=False, off=8.4 * METRE + 52)


def _chain(sheet: Sheet, marks: list[float], *, size: float, upright: bool, off: float) -> None:
    """Draw a chain of measures: ticks at the marks, the lengths between them."""

    def at(mark: float, aside: float = 0) -> tuple[float, float]:
        x, y = _at(0, 0)
        return (x + off + aside, y + mark * METRE) if upright else (x + mark * METRE, y + off + aside)

    sheet.line([at(marks[0]), at(marks[-1])], INK, 2)
    for mark in marks:
        x, y = at(mark)
        sheet.line([(x - 8, y + 8), (x + 8, y - 8)], INK, 3)
    for begin, end in itertools.pairwise(marks):
        x, y = at((begin + end) / 2, -20 if upright else -16)
        sheet.write(x - (8 if upright else 0), y, f"{(end - begin) * size:.2f}", size=19, colour=INK)


def north(sheet: Sheet, x: float, y: float) -> None:
    """Draw the arrow that shows where north is."""
    sheet.disc(x, y, 44, (255, 255, 255, 210))
    sheet.ring(x, y, 44, INK, width=3)
    sheet.fill([(x, y - 36), (x + 15, y + 24), (x, y + 12)], INK)
    sheet.fill([(x, y - 36), (x - 15, y + 24), (x, y + 12)], (176, 182, 190))
    sheet.write(x, y - 60, "N", size=26, colour=INK)
