"""Papers: a trade mark, a certificate, a chart of who holds what, a ruling with its seal."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable

from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Drawing, Point, Sheet, box, mix, shade, smooth

PAPER: Colour = (250, 247, 238)
INK: Colour = (66, 70, 80)
SEAL: Colour = (186, 44, 40)
DESKS: tuple[Colour, ...] = ((120, 88, 66), (92, 80, 74), (136, 104, 78))
COLOURS: tuple[Colour, ...] = ((38, 98, 104), (150, 62, 54), (58, 82, 130), (122, 104, 52))


def _desk(sheet: Sheet, chance: random.Random) -> None:
    wood = chance.choice(DESKS)
    sheet.backdrop(shade(wood, 0.14), shade(wood, -0.3))
    for board in range(7):
        y = board * 120 + chance.uniform(-8, 8)
        sheet.line([(0, y), (WIDTH, y + 14)], (*shade(wood, -0.5), 150), 3)
        for grain in range(4):
            start = chance.uniform(-100, WIDTH)
            vein = smooth(
                [
                    (start, y + 22 + grain * 22),
                    (start + 160, y + 16 + grain * 22),
                    (start + 380, y + 26 + grain * 22),
                ]
            )
            sheet.line(vein, (*shade(wood, -0.3), 90), 2)


def _sheet_of_paper(sheet: Sheet, x: float, y: float, size: tuple[float, float]) -> None:
    width, height = size
    sheet.soft((10, 8, 8), 170, blur=15, shapes=[box(x + 10, y + 16, width, height)])
    sheet.fade(box(x, y, width, height), PAPER, shade(PAPER, -0.05))


def _lines(sheet: Sheet, at: Point, width: float, count: int) -> None:
    x, y = at
    for line in range(count):
        length = width * (0.55 if line == count - 1 else sheet.chance.uniform(0.86, 1.0))
        sheet.round_box((x, y + line * 24, x + length, y + line * 24 + 9), (*INK, 120), radius=4)


def _guilloche(sheet: Sheet, frame: tuple[float, float, float, float], colour: Colour) -> None:
    """Draw a border of waves that cross, as on bonds."""
    left, top, right, bottom = frame
    for phase in range(4):
        turn = phase * math.pi / 2
        for y in (top, bottom):
            wave = [(x, y + 14 * math.sin(x / 17 + turn)) for x in range(int(left), int(right) + 1, 4)]
            sheet.line(wave, (*colour, 190), 2)
        for x in (left, right):
            upright = [(x + 14 * math.sin(y / 17 + turn), y) for y in range(int(top), int(bottom) + 1, 4)]
            sheet.line(upright, (*colour, 190), 2)
    for x, y in itertools.product((left, right), (top, bottom)):
        sheet.disc(x, y, 32, PAPER)
        for radius in (30, 22, 13):
            sheet.ring(x, y, radius, colour, width=3)
        sheet.disc(x, y, 6, colour)


def _rosette(sheet: Sheet, at: Point, radius: float, colour: Colour) -> None:
    x, y = at
    for petals, reach in ((9, 1.0), (7, 0.76), (5, 0.5)):
        curve = []
        for step in range(241):
            turn = step * 2 * math.pi / 240
            span = radius * reach * (0.72 + 0.28 * math.cos(petals * turn))
            curve.append((x + span * math.cos(turn), y + span * math.sin(turn)))
        sheet.line(curve, (*colour, 120), 2)


def _seal(sheet: Sheet, x: float, y: float, radius: float) -> None:
    sheet.ring(x, y, radius, (*SEAL, 225), width=7)
    sheet.ring(x, y, radius * 0.72, (*SEAL, 170), width=2)
    star = []
    for point in range(10):
        turn, reach = math.radians(point * 36 - 90), radius * (0.4 if point % 2 == 0 else 0.16)
        star.append((x + math.cos(turn) * reach, y + math.sin(turn) * reach))
    sheet.fill(star, (*SEAL, 225))
    for mark in range(22):
        turn = math.radians(150 + mark * 11)
        ends = [
            (x + math.cos(turn) * radius * reach, y + math.sin(turn) * radius * reach)
            for reach in (0.79, 0.9)
        ]
        sheet.line(ends, (*SEAL, 225), 4)


def certificate(sheet: Sheet, chance: random.Random) -> None:
    """Draw a certificate with an ornamental border and a seal."""
    _desk(sheet, chance)
    colour = chance.choice(COLOURS)
    _sheet_of_paper(sheet, 150, 60, (900, 680))
    _guilloche(sheet, (200, 110, 1000, 690), colour)
    _rosette(sheet, (600, 400), 250, mix(colour, PAPER, 0.66))
    sheet.round_box((410, 178, 790, 206), colour, radius=8)
    sheet.round_box((480, 224, 720, 236), mix(colour, PAPER, 0.4), radius=5)
    _lines(sheet, (330, 290), 540, 6)
    sheet.round_box((330, 470, 560, 500), (*colour, 46), radius=6)
    sheet.write(445, 485, f"No. {chance.randint(100000, 999999)}", size=26, colour=INK)
    _seal(sheet, 780, 560, 78)
    sheet.line([(330, 610), (560, 610)], INK, 2)
    sheet.line(
        smooth([(346, 596), (380, 560), (392, 604), (430, 570), (446, 600), (500, 572), (548, 592)]),
        (44, 62, 120),
        4,
    )


def ruling(sheet: Sheet, chance: random.Random) -> None:
    """Draw the first page of a ruling, with a pen beside it."""
    _desk(sheet, chance)
    _sheet_of_paper(sheet, 330, -40, (560, 800))
    sheet.round_box((480, 40, 740, 66), INK, radius=7)
    sheet.round_box((530, 84, 690, 98), (*INK, 190), radius=5)
    sheet.line([(380, 124), (840, 124)], SEAL, 4)
    _lines(sheet, (390, 160), 440, 7)
    _lines(sheet, (390, 352), 440, 5)
    _lines(sheet, (390, 496), 440, 3)
    _lines(sheet, (640, 620), 170, 2)
    _seal(sheet, 730, 640, 84)
    sheet.soft((10, 8, 8), 150, blur=9, shapes=[[(960, 720), (1080, 250), (1110, 262), (1000, 730)]])
    sheet.fade([(950, 690), (1066, 230), (1096, 238), (980, 698)], (62, 66, 78), (30, 32, 40))
    sheet.fill([(950, 690), (980, 698), (954, 748)], (214, 190, 120))
    sheet.fill([(1010, 452), (1040, 460), (1036, 476), (1006, 468)], (214, 190, 120))


def leaf_mark(sheet: Sheet, chance: random.Random) -> None:
    """Draw the mark of the lotus leaf."""
    _mark(sheet, chance, _leaf)


def sail_mark(sheet: Sheet, chance: random.Random) -> None:
    """Draw the mark of the sail."""
    _mark(sheet, chance, _sail)


def _mark(sheet: Sheet, chance: random.Random, figure: Callable[[Sheet, Colour], None]) -> None:
    """Draw a trade mark as it stands in the register: a figure in a ring, on squared paper."""
    colour = chance.choice(COLOURS)
    sheet.backdrop(PAPER, shade(PAPER, -0.04))
    for x in range(0, WIDTH, 40):
        sheet.line([(x, 0), (x, HEIGHT)], (*INK, 22), 1.4)
    for y in range(0, HEIGHT, 40):
        sheet.line([(0, y), (WIDTH, y)], (*INK, 22), 1.4)
    sheet.soft(
        (40, 40, 50),
        60,
        blur=20,
        shapes=[smooth([(340, 420), (600, 690), (870, 420), (600, 150)], closed=True)],
    )
    sheet.disc(600, 400, 262, colour)
    sheet.disc(600, 400, 240, PAPER)
    sheet.disc(600, 400, 226, colour)
    figure(sheet, colour)
    for x, y in ((140, 90), (1060, 90), (140, 710), (1060, 710)):
        sheet.line([(x - 26, y), (x + 26, y)], INK, 2)
        sheet.line([(x, y - 26), (x, y + 26)], INK, 2)
    sheet.disc(872, 194, 24, PAPER)
    sheet.ring(872, 194, 24, colour, width=4)
    sheet.write(872, 195, "R", size=30, colour=colour)


def _leaf(sheet: Sheet, colour: Colour) -> None:
    pale = shade(colour, 0.75)
    for turn in range(-3, 4):
        angle = math.radians(turn * 24 - 90)
        tip = (600 + math.cos(angle) * 186, 470 + math.sin(angle) * 200)
        side = (math.cos(angle + math.pi / 2) * 42, math.sin(angle + math.pi / 2) * 42)
        middle = (600 + math.cos(angle) * 96, 470 + math.sin(angle) * 104)
        petal = smooth(
            [
                (600, 470),
                (middle[0] + side[0], middle[1] + side[1]),
                tip,
                (middle[0] - side[0], middle[1] - side[1]),
            ],
            closed=True,
        )
        sheet.fill(petal, pale if turn % 2 else PAPER)
        sheet.line([(600, 470), tip], colour, 4)
    for drop in (0, 34, 68):
        wave = smooth(
            [
                (430 + drop, 506 + drop),
                (500, 490 + drop),
                (600, 510 + drop),
                (700, 490 + drop),
                (770 - drop, 506 + drop),
            ]
        )
        sheet.line(wave, PAPER, 11)


def _sail(sheet: Sheet, colour: Colour) -> None:
    sheet.fill([*smooth([(590, 206), (548, 330), (446, 470)]), (590, 470)], PAPER)
    sheet.fill([*smooth([(616, 240), (690, 340), (758, 470)]), (616, 470)], shade(colour, 0.75))
    sheet.line([(602, 200), (602, 496)], PAPER, 10)
    for drop in (0, 48):
        wave = smooth(
            [
                (414 + drop, 522 + drop),
                (480, 500 + drop),
                (560, 526 + drop),
                (640, 500 + drop),
                (720, 526 + drop),
                (790 - drop, 506 + drop),
            ]
        )
        sheet.line(wave, PAPER, 17)


def shares(*parts: int) -> Drawing:
    """Return how to draw who holds how much of a company, in hundredths."""
    return lambda sheet, chance: _shares(sheet, chance, parts)


def _shares(sheet: Sheet, chance: random.Random, parts: tuple[int, ...]) -> None:
    colours = chance.sample(COLOURS, 3)
    sheet.backdrop(PAPER, shade(PAPER, -0.05))
    for number, (part, colour) in enumerate(zip(parts, colours, strict=True)):
        y = 130 + number * 200
        sheet.line(
            smooth([(420, y + 60), (560, y + 60), (620, 400), (720, 400)]),
            mix(colour, PAPER, 0.3),
            6 + part / 4,
        )
        sheet.soft((30, 30, 40), 80, blur=9, shapes=[box(126, y + 8, 300, 124)])
        sheet.round_box((120, y, 420, y + 124), (255, 255, 255), radius=16)
        sheet.round_box((120, y, 136, y + 124), colour, radius=8)
        sheet.disc(196, y + 46, 21, mix(colour, PAPER, 0.35))
        sheet.fill(
            smooth([(160, y + 108), (170, y + 78), (196, y + 70), (222, y + 78), (232, y + 108)]),
            mix(colour, PAPER, 0.35),
        )
        sheet.write(320, y + 62, f"{part} %", size=54, colour=shade(colour, -0.15))
    _share_ring(sheet, parts, colours)


def _share_ring(sheet: Sheet, parts: tuple[int, ...], colours: list[Colour]) -> None:
    x, y, turned = 880.0, 400.0, -90.0
    sheet.soft(
        (30, 30, 40),
        90,
        blur=16,
        shapes=[smooth([(x - 200, y + 14), (x, y + 220), (x + 204, y + 14), (x, y - 190)], closed=True)],
    )
    for part, colour in zip(parts, colours, strict=True):
        end = turned + part * 3.6
        steps = [math.radians(turned + (end - turned) * step / 40) for step in range(41)]
        outer = [(x + math.cos(t) * 200, y + math.sin(t) * 200) for t in steps]
        inner = [(x + math.cos(t) * 112, y + math.sin(t) * 112) for t in reversed(steps)]
        sheet.fill([*outer, *inner], colour)
        sheet.line([inner[-1], outer[0]], PAPER, 6)
        turned = end
    sheet.disc(x, y, 108, (255, 255, 255))
    for floor in range(4):
        for column in range(3):
            sheet.round_box(
                (x - 38 + column * 28, y - 44 + floor * 24, x - 20 + column * 28, y - 30 + floor * 24),
                mix(INK, PAPER, 0.3),
                radius=3,
            )
    sheet.line([*box(x - 50, y - 58, 100, 116), (x - 50, y - 58)], mix(INK, PAPER, 0.3), 5)
