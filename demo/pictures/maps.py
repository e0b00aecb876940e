"""Maps: where in a town something lies, and the outline of a parcel; a meadow, a yard, a harbour to see."""

from __future__ import annotations

import random

from demo.pictures.outdoors import bush, hills, meadow, sky, tree, yard
from demo.pictures.plans import INK, north
from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Drawing, Point, Points, Sheet, box, mix, shade, smooth

LAND: Colour = (236, 234, 222)
WATER: Colour = (164, 200, 220)
PARK: Colour = (196, 216, 172)
ROAD: Colour = (255, 253, 246)
CASING: Colour = (202, 196, 182)
BUILDING: Colour = (214, 204, 190)
MARK: Colour = (186, 52, 44)
# What a scale bar may stand for, in metres.
LENGTHS = (4, 8, 12, 20, 40, 60, 100, 200, 400, 800)


def _scale_bar(sheet: Sheet, metre: float) -> None:
    """Draw a bar of a round number of metres, when one of them is so long on the sheet."""
    metres = next(length for length in LENGTHS if length * metre > 130)
    part = metres * metre / 4
    sheet.round_box((88, 716, 158 + part * 4 + 40, 776), (255, 255, 255, 215), radius=10)
    for number in range(4):
        fill = INK if number % 2 == 0 else (255, 255, 255)
        sheet.fill(box(110 + number * part, 744, part, 12), INK)
        sheet.fill(box(112 + number * part, 746, part - 4, 8), fill)
    for number in (0, 2, 4):
        sheet.write(110 + number * part, 730, str(metres * number // 4), size=20, colour=INK)
    sheet.write(110 + part * 4 + 40, 750, "m", size=22, colour=INK)


def _roads(sheet: Sheet, roads: list[tuple[Points, float]]) -> None:
    for points, width in roads:
        sheet.line(points, CASING, width + 6)
    for points, width in roads:
        sheet.line(points, ROAD, width)


def _river(sheet: Sheet, chance: random.Random) -> list[Point]:
    course = smooth([(-60, 620 + chance.uniform(-60, 60)), (240, 560), (480, 640 + chance.uniform(-40, 40)),
                     (760, 540), (1000, 330 + chance.uniform(-60, 60)), (1280, 250)])  # fmt: skip
    sheet.line(course, shade(WATER, -0.12), 84)
    sheet.line(course, WATER, 76)
    for shift in (-14, 12):
        sheet.line([(x, y + shift) for x, y in course[4:-4]], (255, 255, 255, 70), 3)
    return course


def town(sheet: Sheet, chance: random.Random) -> None:
    """Draw the streets around a place and a pin on it."""
    sheet.backdrop(LAND, shade(LAND, -0.03))
    tilt = chance.uniform(-0.16, 0.16)

    def at(x: float, y: float) -> Point:
        return 600 + (x - 600) - (y - 400) * tilt, 400 + (y - 400) + (x - 600) * tilt

    for row in range(-1, 8):
        for column in range(-1, 11):
            _quarter(
                sheet,
                [at(*corner) for corner in box(column * 128 + 10, row * 120 + 10, 108, 100)],
                at,
                (column, row),
            )
    _river(sheet, chance)
    roads: list[tuple[Points, float]] = [
        ([at(x * 128, -200), at(x * 128, 1000)], 13 if x % 3 else 26) for x in range(-1, 12)
    ]
    roads += [([at(-200, y * 120), at(1400, y * 120)], 13 if y % 3 else 26) for y in range(-1, 9)]
    _roads(sheet, roads)
    _pin(sheet, *at(chance.choice((448, 576, 704)), chance.choice((190, 310))))
    _scale_bar(sheet, 0.6)
    north(sheet, 1060, 110)


def _quarter(sheet: Sheet, corners: Points, at: object, place: tuple[int, int]) -> None:
    chance = sheet.chance
    left, top = place[0] * 128 + 10, place[1] * 120 + 10
    if chance.random() < 0.14:
        sheet.fill(corners, PARK)
        for _ in range(7):
            x, y = at(left + chance.uniform(14, 94), top + chance.uniform(14, 86))  # type: ignore[operator]  # a function
            sheet.disc(x, y, chance.uniform(6, 11), shade(PARK, -0.2))
        return
    for x, y, width, depth in ((6, 6, 42, 34), (58, 6, 44, 26), (6, 56, 30, 38), (46, 48, 56, 44)):
        if chance.random() < 0.86:
            house = [at(*corner) for corner in box(left + x, top + y, width, depth)]  # type: ignore[operator]  # a function
            sheet.fill([(px + 3, py + 4) for px, py in house], (120, 112, 100, 70))
            sheet.fill(house, chance.choice((BUILDING, shade(BUILDING, 0.25), shade(BUILDING, -0.07))))


def _pin(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x, y, 92, (*MARK, 34))
    sheet.ring(x, y, 92, (*MARK, 150), width=3)
    sheet.soft(
        (30, 20, 20), 130, blur=8, shapes=[[(x - 6, y), (x + 40, y - 22), (x + 64, y - 12), (x + 10, y + 8)]]
    )
    sheet.fill([(x, y), (x - 27, y - 52), (x + 27, y - 52)], MARK)
    sheet.disc(x, y - 66, 33, MARK)
    sheet.disc(x - 6, y - 74, 22, shade(MARK, 0.16))
    sheet.disc(x, y - 66, 13, (255, 252, 246))


def parcel(area: float) -> Drawing:
    """Return how to draw a parcel of so many square metres, to scale."""
    return lambda sheet, chance: _parcel(sheet, chance, area)


def _parcel(sheet: Sheet, chance: random.Random, area: float) -> None:
    """Draw a parcel with its outline, its neighbours, the road and a watercourse."""
    sheet.backdrop((228, 234, 208), (220, 228, 198))
    for line in range(7):
        height = [(x, 60 + line * 120 - x * 0.12 + chance.uniform(-18, 18)) for x in range(-100, 1400, 200)]
        sheet.line(smooth(height), (176, 166, 122, 130), 2)
    brook = smooth([(1010, -40), (1040 + chance.uniform(-20, 20), 160), (985, 330), (1030, 520), (1000, 840)])
    sheet.line(brook, shade(WATER, -0.1), 46)
    sheet.line(brook, WATER, 38)
    _roads(
        sheet,
        [(smooth([(-60, 690), (320, 668), (700, 700), (1260, 676)]), 44), ([(250, 680), (214, -40)], 20)],
    )
    sheet.line(smooth([(-60, 690), (320, 668), (700, 700), (1260, 676)]), (206, 190, 140), 2)
    for x, y in ((90, 110), (60, 330), (120, 510), (1150, 262), (1120, 470)):
        _homestead(sheet, x, y)
    outline = [
        (356 + chance.uniform(-30, 30), 166),
        (820, 128 + chance.uniform(-20, 30)),
        (908, 320),
        (872, 600),
        (520, 624),
        (330, 590),
    ]
    metre = (_area(outline) / area) ** 0.5
    _parcel_outline(sheet, outline, metre)
    for x, y in ((950, 140), (952, 300), (940, 470), (300, 80), (700, 60), (1140, 590)):
        _tree_from_above(sheet, x, y)
    _scale_bar(sheet, metre)
    north(sheet, 1060, 110)


def _homestead(sheet: Sheet, x: float, y: float) -> None:
    sheet.line([*box(x - 50, y - 60, 130, 140), (x - 50, y - 60)], (160, 152, 128), 2)
    for left, top, width, depth in ((-24, -34, 62, 44), (-30, 28, 36, 30)):
        sheet.fill(box(x + left + 5, y + top + 6, width, depth), (90, 90, 70, 90))
        sheet.fill(box(x + left, y + top, width, depth), (198, 152, 128))
        sheet.fill(box(x + left, y + top, width, depth / 2), (214, 172, 148))


def _area(outline: Points) -> float:
    pairs = zip(outline, [*outline[1:], outline[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _parcel_outline(sheet: Sheet, outline: list[Point], metre: float) -> None:
    sheet.fill(outline, (236, 176, 116, 130))
    for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
        sheet.line([(ax, ay), (bx, by)], MARK, 6)
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / metre
        middle = ((ax + bx) / 2, (ay + by) / 2)
        x, y = middle[0] + (610 - middle[0]) * 0.13, middle[1] + (390 - middle[1]) * 0.13
        sheet.round_box((x - 38, y - 15, x + 38, y + 15), (255, 252, 244, 225), radius=14)
        sheet.write(x, y, f"{length:.1f}", size=20, colour=INK)
    for x, y in outline:
        sheet.disc(x, y, 11, (255, 252, 244))
        sheet.ring(x, y, 11, MARK, width=5)


def _tree_from_above(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x + 7, y + 8, 30, (70, 86, 54, 90))
    for dx, dy, radius, by in ((0, 0, 30, -0.1), (-5, -6, 22, 0.06), (-9, -10, 12, 0.2)):
        sheet.disc(x + dx, y + dy, radius, shade((118, 152, 92), by))


def field(sheet: Sheet, chance: random.Random) -> None:
    """Draw a meadow with a line of trees."""
    air = sky(sheet, chance, horizon=430)
    hills(sheet, chance, horizon=424, air=air)
    meadow(sheet, horizon=420)
    for x in range(30, WIDTH, 88):
        tree(sheet, x + chance.uniform(-26, 26), 434 + chance.uniform(0, 8), height=chance.uniform(90, 150))
    track = [(560, 800), (640, 800), (604, 600), (500, 470), (494, 470), (560, 600)]
    sheet.fill(smooth(track, closed=True), (*mix((190, 172, 130), (134, 156, 96), 0.3), 200))
    for x in range(-20, WIDTH + 60, 120):
        sheet.fade(box(x, 590 + x * 0.03, 12, 96), (152, 126, 96), (104, 84, 64))
    for drop in (16, 52):
        sheet.line([(-20, 590 + drop), (WIDTH + 60, 590 + drop + WIDTH * 0.03)], (128, 106, 82), 4)


def site(sheet: Sheet, chance: random.Random) -> None:
    """Draw a yard with heaps of gravel and a fence."""
    air = sky(sheet, chance, horizon=440)
    hills(sheet, chance, horizon=434, air=air)
    yard(sheet, horizon=430)
    for x in range(-10, WIDTH, 54):
        sheet.line([(x, 384), (x, 446)], (112, 118, 122), 4)
    for drop in range(6):
        sheet.line([(0, 388 + drop * 10), (WIDTH, 388 + drop * 10)], (132, 138, 142, 190), 1.6)
    for x, breadth, colour in (
        (230, 250, (176, 160, 136)),
        (620, 330, (158, 152, 146)),
        (1010, 240, (190, 168, 130)),
    ):
        _heap(sheet, (x, 560 + chance.uniform(-14, 30)), breadth, colour)
    for _ in range(14):
        bush(sheet, chance.uniform(0, WIDTH), 452, height=chance.uniform(16, 30))


def _heap(sheet: Sheet, at: Point, breadth: float, colour: Colour) -> None:
    chance, (x, foot) = sheet.chance, at
    slopes = ((-0.8, 0), (-0.4, 0.34), (-0.05, 0.62), (0.36, 0.3), (0.8, 0))
    outline = smooth([(x + breadth * across, foot - breadth * up) for across, up in slopes])
    sheet.soft((20, 22, 28), 120, blur=12, shapes=[box(x - breadth * 0.5, foot - 12, breadth * 1.5, 26)])
    sheet.fade(outline, shade(colour, 0.2), shade(colour, -0.12))
    lee = [
        (x - breadth * 0.05, foot - breadth * 0.62),
        *smooth([(x + breadth * 0.36, foot - breadth * 0.3), (x + breadth * 0.8, foot)]),
        (x + breadth * 0.1, foot),
    ]
    sheet.fill(lee, (*shade(colour, -0.5), 90))
    for _ in range(90):
        share = chance.random()
        across = chance.uniform(-0.66, 0.66) * (0.25 + share * 0.9)
        sheet.disc(
            x + across * breadth,
            foot - breadth * 0.56 * (1 - share),
            chance.uniform(2, 4.5),
            (*shade(colour, chance.uniform(-0.35, 0.3)), 170),
            tall=0.7,
        )


def harbour(sheet: Sheet, chance: random.Random) -> None:
    """Draw a basin with moored boats in front of hills."""
    air = sky(sheet, chance, horizon=420)
    hills(sheet, chance, horizon=418, air=air)
    sheet.backdrop(mix((112, 152, 172), air, 0.45), (62, 100, 122), top=414)
    for _ in range(130):
        depth = chance.random()
        x, y = chance.uniform(0, WIDTH), 420 + 300 * depth
        sheet.line([(x, y), (x + 20 + 60 * depth, y)], (255, 255, 255, 60), 1 + 1.5 * depth)
    for x in range(0, WIDTH, 74):
        height = chance.uniform(26, 58)
        sheet.fill(
            box(x, 416 - height, 62, height),
            mix(chance.choice(((206, 178, 148), (186, 140, 120), (214, 208, 196))), air, 0.25),
        )
        sheet.fill(
            [(x - 4, 416 - height), (x + 31, 398 - height), (x + 66, 416 - height)],
            mix((140, 84, 70), air, 0.2),
        )
    for place in range(6):
        _moored(
            sheet,
            90 + place * 205 + chance.uniform(-24, 24),
            520 + (place * 53 % 110),
            0.7 + (place * 53 % 110) / 160,
        )
    sheet.fade([(0, 720), (WIDTH, 690), (WIDTH, HEIGHT), (0, HEIGHT)], (178, 170, 156), (140, 132, 120))
    for x in range(0, WIDTH, 60):
        sheet.line([(x, 720 - x * 0.025), (x - 26, HEIGHT)], (120, 112, 100), 2.5)
    for x in (200, 640, 1060):
        sheet.round_box((x - 20, 676, x + 20, 736), (60, 62, 66), radius=10)
        sheet.round_box((x - 28, 670, x + 28, 690), (78, 80, 84), radius=8)


def _moored(sheet: Sheet, x: float, y: float, size: float) -> None:
    chance = sheet.chance
    hull = chance.choice(((236, 234, 228), (52, 84, 112), (160, 66, 56), (88, 112, 96)))
    sheet.soft((24, 44, 60), 130, blur=7, shapes=[box(x - 80 * size, y, 165 * size, 20 * size)])
    shape = [
        (x - 90 * size, y - 26 * size),
        (x + 86 * size, y - 34 * size),
        (x + 62 * size, y + 6 * size),
        (x - 72 * size, y + 6 * size),
    ]
    sheet.fade(shape, shade(hull, 0.12), shade(hull, -0.25))
    sheet.line(shape[:2], (250, 248, 240), 4 * size)
    sheet.fade(box(x - 30 * size, y - 58 * size, 66 * size, 30 * size), (250, 248, 242), (216, 214, 206))
    for pane in range(3):
        sheet.fill(box(x + (-24 + pane * 20) * size, y - 52 * size, 15 * size, 14 * size), (84, 112, 130))
    sheet.line([(x - 6 * size, y - 58 * size), (x - 6 * size, y - 170 * size)], (110, 96, 84), 4 * size)
    sheet.line([(x - 6 * size, y - 168 * size), (x + 80 * size, y - 36 * size)], (90, 90, 94), 1.2)
    sheet.line([(x - 6 * size, y - 168 * size), (x - 84 * size, y - 28 * size)], (90, 90, 94), 1.2)
