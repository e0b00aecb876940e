"""Inside: a lived-in room that was cleared, an office, a large hall, all looked into from one end."""

from __future__ import annotations

import random

from demo.pictures.outdoors import SKIES
from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Point, Points, Sheet, box, mix, shade

WOODS: tuple[Colour, ...] = ((184, 140, 98), (160, 116, 80), (200, 164, 122))
PAINTS: tuple[Colour, ...] = ((236, 228, 212), (222, 228, 224), (232, 222, 210), (216, 222, 230))
# The far wall: left, top, right, bottom; everything runs towards its middle.
FAR = (330.0, 210.0, 880.0, 560.0)


def _shell(sheet: Sheet, *, paint: Colour, floor: Colour) -> None:
    left, top, right, bottom = FAR
    sheet.fade([(0, 0), (WIDTH, 0), (right, top), (left, top)], shade(paint, 0.25), shade(paint, 0.05))
    sheet.fade(
        [(0, 0), (left, top), (left, bottom), (0, HEIGHT)],
        shade(paint, -0.22),
        shade(paint, -0.08),
        sideways=True,
    )
    sheet.fade(
        [(WIDTH, 0), (right, top), (right, bottom), (WIDTH, HEIGHT)],
        shade(paint, 0.0),
        shade(paint, 0.12),
        sideways=True,
    )
    sheet.fade(box(left, top, right - left, bottom - top), shade(paint, 0.1), shade(paint, -0.04))
    sheet.fade(
        [(left, bottom), (right, bottom), (WIDTH, HEIGHT), (0, HEIGHT)],
        shade(floor, 0.12),
        shade(floor, -0.14),
    )


def _floor(across: float, away: float) -> Point:
    """Return a point of the floor: across from 0 to 1, away from 0 (near) to 1 (the far wall)."""
    left, _, right, bottom = FAR
    share = away / (away + (1 - away) * 0.42)
    x0, x1 = left * share, WIDTH + (right - WIDTH) * share
    return x0 + (x1 - x0) * across, HEIGHT + (bottom - HEIGHT) * share


def _boards(sheet: Sheet, wood: Colour) -> None:
    for board in range(1, 17):
        sheet.line([_floor(board / 17, 0), _floor(board / 17, 1)], (*shade(wood, -0.3), 120), 1.6)
    for _ in range(44):
        board, away = sheet.chance.randrange(17), sheet.chance.random()
        ends = [_floor(board / 17, away), _floor((board + 1) / 17, away)]
        sheet.line(ends, (*shade(wood, -0.36), 150), 1.8)


def _skirting(sheet: Sheet) -> None:
    left, _, right, bottom = FAR
    white = (246, 243, 236)
    sheet.fill(box(left, bottom - 13, right - left, 13), shade(white, -0.06))
    sheet.fill([(left, bottom - 13), (left, bottom), (0, HEIGHT), (0, HEIGHT - 32)], shade(white, -0.2))
    sheet.fill([(right, bottom - 13), (right, bottom), (WIDTH, HEIGHT), (WIDTH, HEIGHT - 32)], white)


def _outlook(sheet: Sheet, place: tuple[float, float, float, float]) -> None:
    """Draw what a window shows: sky, far hills, roofs."""
    left, top, width, height = place
    above, below = sheet.chance.choice(SKIES)
    sheet.fade(box(left, top, width, height), above, mix(below, (255, 255, 255), 0.25))
    base = top + height
    ridge = [(left + width * share, base - height * lift) for share, lift in
             ((0, 0.3), (0.2, 0.38), (0.4, 0.29), (0.65, 0.41), (0.85, 0.3), (1, 0.35))]  # fmt: skip
    sheet.fill([*ridge, (left + width, base), (left, base)], mix((104, 132, 118), below, 0.4))
    for roof in range(6):
        x, high = left + width * roof / 6, height * sheet.chance.uniform(0.1, 0.22)
        sheet.fill(
            box(x, base - high, width / 6 - 2, high),
            sheet.chance.choice(((190, 150, 128), (170, 164, 158), (206, 190, 166))),
        )


def room(sheet: Sheet, chance: random.Random) -> None:
    """Draw a cleared living room with a wide window."""
    paint, wood = chance.choice(PAINTS), chance.choice(WOODS)
    _shell(sheet, paint=paint, floor=wood)
    _boards(sheet, wood)
    _skirting(sheet)
    window = (410.0, 262.0, 390.0, 250.0)
    sheet.fill(box(398, 250, 414, 274), (248, 246, 240))
    _outlook(sheet, window)
    for x in (530, 668):
        sheet.fill(box(x, 262, 12, 250), (248, 246, 240))
    sheet.fill(box(388, 520, 434, 14), (238, 234, 226))
    sheet.soft(
        (255, 244, 208),
        120,
        blur=10,
        shapes=[[_floor(0.2, 0.92), _floor(0.62, 0.92), _floor(0.5, 0.3), _floor(-0.05, 0.3)]],
    )
    _curtain(sheet, 372)
    _curtain(sheet, 806)
    _door_on_the_right(sheet)
    _radiator(sheet)
    sheet.line([(604, 0), (604, 92)], (70, 66, 64), 3)
    sheet.fade([(560, 134), (580, 92), (628, 92), (648, 134)], (236, 214, 160), (214, 180, 110))
    sheet.soft((255, 240, 200), 70, blur=30, shapes=[box(520, 120, 170, 60)])


def _curtain(sheet: Sheet, x: float) -> None:
    cloth = (196, 178, 150)
    for fold in range(4):
        colour = shade(cloth, -0.12 if fold % 2 else 0.1)
        sheet.fade(box(x + fold * 9, 236, 9, 318), colour, shade(colour, -0.14), sideways=True)


def _door_on_the_right(sheet: Sheet) -> None:
    frame = [(966, 262), (1112, 200), (1112, 727), (966, 622)]
    leaf = [(976, 272), (1102, 220), (1102, 718), (976, 628)]
    sheet.fill(frame, (250, 247, 240))
    sheet.fade(leaf, (196, 160, 120), (170, 130, 94), sideways=True)
    for top, foot in ((0.08, 0.44), (0.52, 0.92)):
        panel = [_lerp(leaf, 0.2, top), _lerp(leaf, 0.8, top), _lerp(leaf, 0.8, foot), _lerp(leaf, 0.2, foot)]
        sheet.fill(panel, (158, 120, 86))
    sheet.disc(990, 452, 7, (226, 206, 150))


def _lerp(corners: Points, across: float, down: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    top = (ax + (bx - ax) * across, ay + (by - ay) * across)
    foot = (dx + (cx - dx) * across, dy + (cy - dy) * across)
    return top[0] + (foot[0] - top[0]) * down, top[1] + (foot[1] - top[1]) * down


def _radiator(sheet: Sheet) -> None:
    for rib in range(13):
        sheet.fade(box(510 + rib * 15, 540, 13, 14), (246, 244, 240), (206, 204, 200), sideways=True)
    for rib in range(13):
        sheet.round_box((510 + rib * 15, 534, 523 + rib * 15, 556), (238, 236, 230), radius=4)


def hall(sheet: Sheet, chance: random.Random) -> None:
    """Draw a large empty hall with frames of steel and roof lights."""
    paint: Colour = chance.choice(((206, 210, 208), (214, 208, 196), (196, 204, 208)))
    _shell(sheet, paint=paint, floor=(176, 174, 168))
    steel = chance.choice(((84, 112, 130), (112, 120, 118), (150, 96, 70)))
    left, top, right, _ = FAR
    for share in (0.12, 0.37, 0.62, 0.87):
        x0, x1 = WIDTH * share, left + (right - left) * share
        half0, half1 = 70.0, 24.0
        sheet.fade(
            [(x0 - half0, 0), (x0 + half0, 0), (x1 + half1, top), (x1 - half1, top)],
            (250, 252, 250),
            (222, 232, 236),
        )
    for away in (1.0, 0.8, 0.56, 0.28):
        _steel_frame(sheet, away, steel)
    _far_door_and_lanes(sheet)
    for _ in range(26):
        x, y = _floor(chance.random(), chance.random())
        sheet.disc(x, y, chance.uniform(6, 34), (120, 118, 114, 26), tall=0.3)
    light = [_floor(0.34, 0.9), _floor(0.66, 0.9), _floor(0.7, 0.2), _floor(0.3, 0.2)]
    sheet.soft((255, 252, 240), 60, blur=26, shapes=[light])


def _steel_frame(sheet: Sheet, away: float, steel: Colour) -> None:
    left, top, right, bottom = FAR
    share = away / (away + (1 - away) * 0.42)
    x0, x1, y = left * share, WIDTH + (right - WIDTH) * share, top * share
    foot, thick = HEIGHT + (bottom - HEIGHT) * share, 40 - 26 * share
    for x, light in ((x0, 0.0), (x1 - thick, -0.25)):
        sheet.fade(box(x, y, thick, foot - y), shade(steel, light + 0.12), shade(steel, light - 0.15))
    sheet.fill(box(x0, y, x1 - x0, thick * 0.9), shade(steel, -0.08))
    sheet.fill(box(x0, y + thick * 0.9, x1 - x0, thick * 0.25), shade(steel, -0.34))


def _far_door_and_lanes(sheet: Sheet) -> None:
    sheet.fill(box(520, 372, 170, 188), (98, 104, 108))
    sheet.fade(box(528, 380, 154, 180), (238, 240, 236), (206, 212, 212))
    for slat in range(1, 10):
        sheet.line([(528, 380 + slat * 18), (682, 380 + slat * 18)], (170, 176, 176), 1.6)
    for across in (0.3, 0.7):
        stripe = [
            _floor(across, 0),
            _floor(across, 0.98),
            _floor(across + 0.012, 0.98),
            _floor(across + 0.012, 0),
        ]
        sheet.fill(stripe, (222, 190, 84, 220))


def office(sheet: Sheet, chance: random.Random) -> None:
    """Draw a row of desks with chairs in front of wide windows."""
    _shell(sheet, paint=chance.choice(PAINTS), floor=(150, 156, 160))
    sheet.fill(box(352, 250, 506, 196), (240, 240, 236))
    _outlook(sheet, (360, 258, 490, 180))
    for x in (480, 602, 724):
        sheet.fill(box(x, 258, 8, 180), (240, 240, 236))
    for lamp in (0.3, 0.7):
        x0, x1 = WIDTH * lamp, 330 + 550 * lamp
        sheet.fill([(x0 - 60, 30), (x0 + 60, 30), (x1 + 26, 186), (x1 - 26, 186)], (255, 253, 244))
    for away in (0.88, 0.68, 0.4, 0.06):
        for across in (0.2, 0.8):
            _desk(sheet, across, away)


def _desk(sheet: Sheet, across: float, away: float) -> None:
    x, y = _floor(across, away)
    unit = 172 * (1 - 0.62 * away / (away + (1 - away) * 0.42))
    sheet.soft(
        (30, 32, 40),
        120,
        blur=unit * 0.1,
        shapes=[box(x - unit * 1.4, y - unit * 0.12, unit * 2.8, unit * 0.26)],
    )
    steel, top = (96, 100, 106), (206, 172, 128)
    for side in (-1.15, 1.05):
        sheet.fill(box(x + side * unit, y - unit * 1.05, unit * 0.1, unit * 1.05), steel)
        sheet.fill(
            box(x + side * unit - unit * 0.16, y - unit * 0.08, unit * 0.42, unit * 0.08), shade(steel, -0.2)
        )
    surface = [
        (x - unit * 1.1, y - unit * 1.32),
        (x + unit * 1.1, y - unit * 1.32),
        (x + unit * 1.4, y - unit * 1.05),
        (x - unit * 1.4, y - unit * 1.05),
    ]
    sheet.fade(surface, shade(top, 0.2), top)
    sheet.fill(box(x - unit * 1.4, y - unit * 1.06, unit * 2.8, unit * 0.09), shade(top, -0.25))
    sheet.fill(box(x - unit * 0.04, y - unit * 1.5, unit * 0.08, unit * 0.34), (60, 62, 66))
    sheet.round_box(
        (x - unit * 0.5, y - unit * 2.1, x + unit * 0.5, y - unit * 1.42), (44, 48, 54), radius=unit * 0.05
    )
    sheet.fade(
        box(x - unit * 0.46, y - unit * 2.06, unit * 0.92, unit * 0.58), (132, 158, 176), (96, 118, 136)
    )
    _chair(sheet, x + unit * 0.15, y + unit * 0.3, unit)


def _chair(sheet: Sheet, x: float, y: float, unit: float) -> None:
    cloth = (82, 96, 110)
    for dx in (-0.36, 0, 0.36):
        sheet.line([(x, y - unit * 0.28), (x + dx * unit, y)], (50, 52, 56), unit * 0.06)
        sheet.disc(x + dx * unit, y, unit * 0.05, (34, 34, 38))
    sheet.fill(box(x - unit * 0.04, y - unit * 0.62, unit * 0.08, unit * 0.4), (50, 52, 56))
    sheet.round_box(
        (x - unit * 0.42, y - unit * 0.76, x + unit * 0.42, y - unit * 0.58),
        shade(cloth, -0.15),
        radius=unit * 0.08,
    )
    sheet.round_box(
        (x - unit * 0.38, y - unit * 1.5, x + unit * 0.38, y - unit * 0.8), cloth, radius=unit * 0.14
    )
    sheet.round_box(
        (x - unit * 0.3, y - unit * 1.42, x + unit * 0.1, y - unit * 0.9),
        shade(cloth, 0.1),
        radius=unit * 0.1,
    )
