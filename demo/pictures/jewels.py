"""Jewels: a ring and a wrist watch on velvet."""

from __future__ import annotations

import itertools
import math
import random

from demo.pictures.sheet import WIDTH, Colour, Point, Sheet, box, shade, smooth

SILVER: Colour = (206, 212, 218)
CLOTHS: tuple[Colour, ...] = ((38, 50, 92), (74, 34, 58), (32, 70, 72))


def _cloth(sheet: Sheet, chance: random.Random) -> None:
    """Lay out velvet with soft folds and a light from the upper left."""
    cloth = chance.choice(CLOTHS)
    sheet.backdrop(shade(cloth, 0.22), shade(cloth, -0.5))
    for fold in range(7):
        y = 40 + fold * 120 + chance.uniform(-24, 24)
        ridge = smooth([(x, y + chance.uniform(-34, 34)) for x in range(-100, WIDTH + 300, 260)])
        sheet.soft(
            shade(cloth, 0.5), 90, blur=17, shapes=[[*ridge, *[(x, y + 22) for x, y in reversed(ridge)]]]
        )
        sheet.soft(
            (8, 8, 18),
            120,
            blur=17,
            shapes=[[(x, y + 40) for x, y in ridge] + [(x, y + 66) for x, y in reversed(ridge)]],
        )
    sheet.soft((255, 246, 226), 80, blur=90, shapes=[box(300, 120, 520, 420)])


def ring(sheet: Sheet, chance: random.Random) -> None:
    """Draw a ring with a round stone on velvet."""
    _cloth(sheet, chance)
    sheet.soft(
        (4, 4, 12),
        210,
        blur=16,
        shapes=[smooth([(360, 640), (600, 600), (860, 640), (620, 706)], closed=True)],
    )
    for radius, colour, width in (
        (206, shade(SILVER, -0.5), 44),
        (202, SILVER, 34),
        (198, shade(SILVER, 0.7), 9),
        (186, shade(SILVER, -0.3), 5),
    ):
        sheet.ring(600, 470, radius, colour, width=width)
    for x in (424, 776):
        sheet.soft(
            (255, 255, 255),
            190,
            blur=6,
            shapes=[smooth([(x - 8, 400), (x + 8, 470), (x - 8, 540), (x - 14, 470)], closed=True)],
        )
    sheet.fade([(520, 288), (680, 288), (636, 350), (564, 350)], shade(SILVER, 0.3), shade(SILVER, -0.4))
    _stone(sheet, 600, 196, 122)
    for x, foot in ((490, 540), (556, 575), (644, 575), (710, 540)):
        sheet.fill([(x - 8, 168), (x + 8, 168), (foot + 8, 300), (foot - 8, 300)], shade(SILVER, -0.05))
        sheet.disc(x, 172, 12, shade(SILVER, 0.5))
    for x, y, reach in ((522, 120, 46), (690, 230, 30), (408, 372, 34)):
        _sparkle(sheet, x, y, reach)


def _stone(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """Draw a cut stone from its side: crown, girdle and pavilion in facets."""
    top, belt, foot = y - radius * 0.52, y - radius * 0.12, y + radius * 0.98
    marks = [x + radius * share for share in (-1, -0.62, -0.26, 0.26, 0.62, 1)]
    table = [x + radius * share for share in (-0.56, -0.2, 0.2, 0.56)]
    tones = ((220, 236, 246), (168, 204, 228), (244, 250, 254), (146, 184, 214), (206, 226, 240))
    for number in range(5):
        colour = tones[number]
        sheet.fill(
            [(marks[number], belt), (marks[number + 1], belt), (x, foot)],
            shade(colour, -0.08 if number % 2 else 0.1),
        )
    upper = [(x - radius, belt), *[(place, top) for place in table], (x + radius, belt)]
    for number, (left, right) in enumerate(itertools.pairwise(upper)):
        sheet.fill(
            [left, right, (marks[number + 1] if number < 5 else right[0], belt), (marks[number], belt)],
            tones[(number + 2) % 5],
        )
    sheet.fade(
        [(table[0], top), (table[3], top), (table[3] - 14, top + 12), (table[0] + 14, top + 12)],
        (255, 255, 255),
        (214, 232, 244),
    )
    sheet.fill(
        [(marks[2], belt), (x + radius * 0.02, belt), (x - radius * 0.06, foot - 30)], (255, 255, 255, 150)
    )
    sheet.line([(x - radius, belt), (x + radius, belt)], (255, 255, 255), 3)


def _sparkle(sheet: Sheet, x: float, y: float, reach: float) -> None:
    thin = reach * 0.1
    sheet.fill(
        [
            (x, y - reach),
            (x + thin, y - thin),
            (x + reach, y),
            (x + thin, y + thin),
            (x, y + reach),
            (x - thin, y + thin),
            (x - reach, y),
            (x - thin, y - thin),
        ],
        (255, 255, 255, 235),
    )


def watch(sheet: Sheet, chance: random.Random) -> None:
    """Draw a wrist watch with its bracelet of steel."""
    _cloth(sheet, chance)
    dial = chance.choice(((28, 46, 74), (236, 234, 226), (40, 62, 58)))
    is_dark = sum(dial) < 400
    sheet.soft((4, 4, 12), 200, blur=20, shapes=[box(500, -20, 250, 860), box(400, 220, 450, 420)])
    for half, link in itertools.product((-1, 1), range(5)):
        _link(sheet, 400 + half * (238 + link * 60), 112 - link * 5)
    sheet.round_box((818, 374, 862, 426), shade(SILVER, -0.2), radius=8)
    for groove in range(5):
        sheet.line([(824, 382 + groove * 9), (858, 382 + groove * 9)], shade(SILVER, -0.55), 3)
    rims = ((228, -0.5), (222, 0.25), (208, -0.15), (190, 0.5))
    for radius, by in rims:
        sheet.disc(600, 400, radius, shade(SILVER, by))
    sheet.disc(600, 400, 182, shade(dial, -0.3))
    sheet.disc(600, 400, 176, dial)
    glow = smooth([(470, 300), (600, 240), (690, 330), (540, 420)], closed=True)
    sheet.soft((255, 255, 255), 60, blur=36, shapes=[glow])
    _minutes(sheet, (244, 242, 234) if is_dark else (40, 42, 50))
    _hands(sheet, SILVER if is_dark else shade(SILVER, -0.35))
    sheet.fill(smooth([(470, 290), (560, 236), (600, 240), (490, 330)], closed=True), (255, 255, 255, 36))


def _link(sheet: Sheet, y: float, width: float) -> None:
    for half, bright, dark in ((width, 0.35, -0.4), (width * 0.4, 0.6, -0.1)):
        piece = box(600 - half, y - 29, half * 2, 55)
        sheet.fade(piece, shade(SILVER, bright), shade(SILVER, dark), sideways=True)
    sheet.line([(600 - width, y + 27), (600 + width, y + 27)], shade(SILVER, -0.6), 4)


def _minutes(sheet: Sheet, ink: Colour) -> None:
    for minute in range(60):
        inner, width = (132, 8) if minute % 5 == 0 else (156, 2)
        sheet.line([_on_dial(minute * 6, inner), _on_dial(minute * 6, 166)], ink, width)
    sheet.round_box((694, 382, 738, 418), (246, 244, 238), radius=4)
    sheet.write(716, 400, "24", size=26, colour=(40, 42, 50))


def _hands(sheet: Sheet, steel: Colour) -> None:
    """Show ten past ten, with the second hand in red."""
    for degrees, reach, width in ((305, 92, 13), (60, 138, 9)):
        sheet.line([(600, 400), _on_dial(degrees, reach)], steel, width)
    sheet.line([(585, 446), (634, 252)], (206, 66, 52), 3)
    sheet.disc(600, 400, 13, shade(SILVER, -0.1))


def _on_dial(degrees: float, reach: float) -> Point:
    turn = math.radians(degrees)
    return 600 + math.sin(turn) * reach, 400 - math.cos(turn) * reach
