"""Cars: a saloon and an estate car from the side, a car from the front and from inside."""

from __future__ import annotations

import random

from demo.pictures.sheet import WIDTH, Colour, Drawing, Points, Sheet, box, shade, smooth

PAINTS: tuple[Colour, ...] = (
    (150, 42, 48),
    (42, 82, 124),
    (72, 78, 86),
    (216, 216, 212),
    (36, 100, 88),
    (178, 128, 58),
)
CHROME: Colour = (204, 208, 212)
TYRE: Colour = (36, 37, 41)
PANE: Colour = (128, 156, 172)
CONCRETE: Colour = (190, 188, 182)

SALOON_ROOF = ((352, 428), (420, 340), (500, 292), (620, 276), (730, 292), (820, 352), (880, 424))
ESTATE_ROOF = ((250, 420), (268, 330), (330, 286), (500, 274), (690, 280), (800, 346), (880, 424))


def garage(sheet: Sheet) -> None:
    """Draw an underground garage: wall, pillars, lamps, a floor that shines."""
    sheet.backdrop(shade(CONCRETE, -0.38), shade(CONCRETE, -0.06), bottom=560)
    for row in range(4):
        sheet.line([(0, 150 + row * 110), (WIDTH, 150 + row * 110)], (*shade(CONCRETE, -0.4), 90), 2)
    for x in (30, 560, 1090):
        sheet.fade(box(x, 0, 90, 566), shade(CONCRETE, 0.2), shade(CONCRETE, -0.24), sideways=True)
        sheet.fill(box(x, 440, 90, 60), (222, 182, 70))
        for stripe in range(3):
            left = x + stripe * 32
            sheet.fill([(left, 500), (left + 14, 500), (left + 26, 440), (left + 12, 440)], (58, 58, 60))
    for x in (140, 660):
        sheet.fill(box(x, 60, 380, 14), (255, 252, 236))
        sheet.soft((255, 250, 226), 120, blur=34, shapes=[box(x - 10, 56, 400, 40)])
    sheet.backdrop(shade(CONCRETE, 0.06), shade(CONCRETE, -0.34), top=560)
    for x in (60, 1140):
        sheet.fill(
            [(x, 566), (x + 12, 566), (x + (x - 600) * 0.4 + 16, 800), (x + (x - 600) * 0.4, 800)],
            (240, 236, 222, 200),
        )


def wheel(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """Draw a wheel with a rim of five spokes."""
    sheet.disc(x, y, radius, TYRE)
    sheet.ring(x, y, radius * 0.9, (70, 72, 78), width=2)
    sheet.disc(x, y, radius * 0.68, (88, 92, 98))
    sheet.disc(x, y, radius * 0.64, CHROME)
    for spoke in range(5):
        sheet.fill(_spoke(x, y, radius, spoke), (92, 97, 104))
    sheet.disc(x, y, radius * 0.16, (120, 124, 130))
    sheet.disc(x, y, radius * 0.09, (216, 218, 220))


def _spoke(x: float, y: float, radius: float, number: int) -> Points:
    """Return one of the five openings of a rim."""
    cos, sin = (
        (0.0, -1.0), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309)
    )[number]  # fmt: skip
    out, wide = radius * 0.58, radius * 0.21
    foot = (x + cos * radius * 0.22, y + sin * radius * 0.22)
    left = (x + cos * out - sin * wide, y + sin * out + cos * wide)
    right = (x + cos * out + sin * wide, y + sin * out - cos * wide)
    return [foot, left, (x + cos * radius * 0.62, y + sin * radius * 0.62), right]


def car_side(sheet: Sheet, chance: random.Random) -> None:
    """Draw a saloon car from its left side."""
    _side(sheet, chance, roof=SALOON_ROOF, rear=(212, 430))


def estate(sheet: Sheet, chance: random.Random) -> None:
    """Draw an estate car from its left side."""
    _side(sheet, chance, roof=ESTATE_ROOF, rear=(226, 420))


def _side(sheet: Sheet, chance: random.Random, *, roof: Points, rear: tuple[float, float]) -> None:
    garage(sheet)
    paint = chance.choice(PAINTS)
    sheet.soft((10, 12, 16), 200, blur=12, shapes=[box(170, 618, 880, 34)])
    body = smooth([rear, *roof, (960, 436), (1030, 462), (1058, 510), (1060, 570)], steps=8)
    outline = [*body, (1056, 610), (180, 610), (170, 570), (172, 500), (186, 452), (rear[0], rear[1])]
    sheet.fade(outline, shade(paint, 0.42), shade(paint, -0.38))
    shine = smooth([(190, 474), (420, 452), (700, 452), (960, 468), (1046, 500)])
    sheet.line(shine, (*shade(paint, 0.6), 150), 5)
    sheet.line([(x, y + 58) for x, y in shine], (*shade(paint, -0.4), 120), 3)
    _greenhouse(sheet, roof, paint)
    sheet.fill(box(182, 592, 872, 26), shade(paint, -0.6))
    for x in (360, 610):
        sheet.line(smooth([(x, 430), (x + 4, 500), (x - 4, 590)]), (*shade(paint, -0.5), 190), 2.5)
    for x in (400, 650):
        sheet.round_box((x, 468, x + 54, 479), shade(paint, 0.3), radius=5)
    sheet.fill(smooth([(980, 462), (1042, 480), (1046, 502), (990, 496)], closed=True), (248, 244, 224))
    sheet.fill(smooth([(186, 458), (222, 462), (216, 496), (176, 494)], closed=True), (176, 36, 40))
    sheet.line([(1012, 560), (1058, 560)], (60, 62, 66), 10)
    sheet.fill(smooth([(790, 418), (840, 412), (846, 440), (800, 442)], closed=True), shade(paint, 0.1))
    for x in (330, 890):
        sheet.disc(x, 596, 92, shade(paint, -0.7))
        wheel(sheet, x, 598, 80)
    sheet.line([(420, 520), (560, 534)], (*shade(paint, 0.55), 130), 1.6)
    sheet.line([(470, 528), (640, 512)], (*shade(paint, 0.55), 110), 1.4)


def _greenhouse(sheet: Sheet, roof: Points, paint: Colour) -> None:
    inner = [(600 + (x - 600) * 0.93, 430 + (y - 430) * 0.84) for x, y in roof]
    glass = [*smooth(inner, steps=8), (inner[-1][0], 430), (inner[0][0], 430)]
    sheet.fade(glass, shade(PANE, 0.35), shade(PANE, -0.35))
    sheet.fill([(520, 430), (600, 300), (660, 296), (584, 430)], (255, 255, 255, 56))
    for x in (430, 610):
        sheet.fill([(x - 8, 430), (x + 2, 290), (x + 16, 290), (x + 8, 430)], shade(paint, -0.55))
    for x in (470, 660):
        sheet.round_box((x, 360, x + 44, 430), (60, 58, 62, 170), radius=14)
    sheet.line([(inner[0][0], 430), (inner[-1][0], 430)], CHROME, 4)


def car_front(sheet: Sheet, chance: random.Random) -> None:
    """Draw a car from the front."""
    garage(sheet)
    paint = chance.choice(PAINTS)
    sheet.soft((10, 12, 16), 210, blur=14, shapes=[box(300, 640, 610, 40)])
    for x in (318, 790):
        sheet.round_box((x, 560, x + 92, 676), TYRE, radius=18)
    cabin = smooth(
        [(384, 400), (430, 270), (500, 236), (600, 230), (700, 236), (770, 270), (816, 400)], steps=8
    )
    sheet.fade(cabin, shade(paint, 0.35), shade(paint, -0.1))
    glass = [(412, 396), (448, 280), (520, 262), (680, 262), (752, 280), (788, 396)]
    sheet.fade(glass, shade(PANE, 0.4), shade(PANE, -0.4))
    sheet.fill([(470, 396), (560, 262), (620, 262), (540, 396)], (255, 255, 255, 50))
    for x in (520, 640):
        sheet.round_box((x, 336, x + 52, 398), (52, 52, 56, 190), radius=16)
    for x, turn in ((356, -1), (844, 1)):
        sheet.fill(
            smooth([(x, 386), (x + turn * 44, 378), (x + turn * 48, 414), (x + turn * 6, 420)], closed=True),
            shade(paint, -0.05),
        )
    left, right = (
        ((300, 620), (292, 520), (320, 440), (400, 402)),
        ((800, 402), (880, 440), (908, 520), (900, 620)),
    )
    body = smooth([*left, (600, 388), *right], steps=8)
    sheet.fade([*body, (880, 660), (320, 660)], shade(paint, 0.36), shade(paint, -0.42))
    sheet.line(
        smooth([(400, 404), (440, 452), (600, 462), (760, 452), (800, 404)]), (*shade(paint, -0.35), 170), 4
    )
    _face(sheet, paint)


def _face(sheet: Sheet, paint: Colour) -> None:
    """Draw lamps, grille, plate and bumper."""
    for side in (-1, 1):
        lamp = [(600 + side * dx, y) for dx, y in ((180, 478), (276, 456), (288, 502), (200, 520))]
        sheet.fill(smooth(lamp, closed=True), (58, 64, 72))
        sheet.disc(600 + side * 240, 488, 21, (252, 248, 228))
        sheet.disc(600 + side * 208, 496, 13, (232, 238, 240))
        sheet.disc(600 + side * 246, 598, 17, (240, 236, 214))
    sheet.round_box((438, 482, 762, 536), (38, 40, 44), radius=20)
    for bar in range(4):
        sheet.line([(448, 492 + bar * 12), (752, 492 + bar * 12)], CHROME, 3)
    sheet.disc(600, 509, 21, CHROME)
    sheet.disc(600, 509, 15, shade(paint, -0.2))
    sheet.round_box((500, 562, 700, 610), (236, 236, 230), radius=6)
    sheet.round_box((506, 568, 694, 604), (52, 92, 148), radius=4)
    sheet.round_box((370, 626, 830, 654), (46, 48, 52), radius=10)


def car_inside(kilometres: int) -> Drawing:
    """Return how to draw the place of the driver in a car that has gone so far."""

    def drawing(sheet: Sheet, _chance: random.Random) -> None:
        _windscreen(sheet)
        _dials(sheet, kilometres)
        _screen(sheet)
        _steering_wheel(sheet)

    return drawing


def _windscreen(sheet: Sheet) -> None:
    sheet.backdrop((150, 182, 204), (226, 228, 218), bottom=330)
    sheet.fill([(0, 330), (0, 250), (320, 230), (800, 236), (WIDTH, 222), (WIDTH, 330)], (138, 158, 128))
    sheet.fill([(420, 330), (560, 236), (640, 236), (820, 330)], (120, 124, 130))
    for edge in ([(0, 0), (90, 0), (170, 330), (0, 330)], [(WIDTH, 0), (1110, 0), (1030, 330), (WIDTH, 330)]):
        sheet.fill(edge, (66, 68, 74))
    sheet.fill(box(0, 0, WIDTH, 40), (84, 86, 92))
    sheet.fill(box(0, 328, WIDTH, 40), (66, 68, 74))
    sheet.round_box((500, 46, 700, 104), (40, 42, 46), radius=22)
    sheet.round_box((508, 53, 692, 97), (142, 166, 178), radius=17)
    dash = [
        *smooth([(-20, 346), (200, 300), (440, 312), (620, 330), (900, 318), (1220, 350)]),
        (1220, 800),
        (-20, 800),
    ]
    sheet.fade(dash, (74, 76, 82), (34, 36, 40))
    sheet.line(
        smooth([(-20, 350), (200, 304), (440, 316), (620, 334), (900, 322), (1220, 354)]), (112, 114, 120), 4
    )
    sheet.fade(
        smooth(
            [(-20, 560), (300, 516), (700, 524), (1220, 560), (1220, 610), (700, 572), (300, 566), (-20, 612)]
        ),
        (168, 138, 106),
        (128, 100, 74),
    )


def _steering_wheel(sheet: Sheet) -> None:
    sheet.ring(352, 560, 218, (24, 25, 28), width=34, tall=0.96)
    sheet.ring(352, 560, 214, (70, 72, 78), width=5, tall=0.96)
    sheet.fill(
        [
            (150, 560),
            (260, 520),
            (446, 520),
            (556, 560),
            (540, 592),
            (440, 610),
            (400, 764),
            (304, 764),
            (264, 610),
            (164, 592),
        ],
        (40, 42, 47),
    )
    sheet.disc(352, 566, 62, (52, 54, 60))
    sheet.ring(352, 566, 24, CHROME, width=4)
    for x in (206, 470):
        for row in range(2):
            sheet.round_box((x, 554 + row * 22, x + 30, 568 + row * 22), (92, 96, 104), radius=5)
    sheet.round_box((676, 640, 800, 830), (44, 46, 50), radius=26)
    sheet.disc(738, 652, 32, (60, 62, 68))
    sheet.disc(732, 645, 24, (88, 90, 98))


def _dials(sheet: Sheet, kilometres: int) -> None:
    sheet.round_box((188, 340, 520, 470), (20, 22, 26), radius=54)
    for x in (272, 436):
        sheet.disc(x, 408, 54, (34, 38, 44))
        sheet.ring(x, 408, 54, CHROME, width=4)
        for tick in range(9):
            cos, sin = ((-0.77, 0.64), (-0.98, 0.17), (-0.94, -0.34), (-0.64, -0.77), (-0.17, -0.98),
                        (0.34, -0.94), (0.77, -0.64), (1.0, -0.05), (0.87, 0.5))[tick]  # fmt: skip
            sheet.line([(x + cos * 42, 408 + sin * 42), (x + cos * 50, 408 + sin * 50)], (240, 240, 236), 3)
        sheet.line([(x, 408), (x - 28, 408 + 20)], (214, 66, 52), 4)
        sheet.disc(x, 408, 8, (214, 66, 52))
    sheet.write(354, 392, str(kilometres), size=16, colour=(200, 214, 222))
    sheet.write(354, 420, "km", size=15, colour=(150, 164, 172))


def _screen(sheet: Sheet) -> None:
    sheet.round_box((590, 338, 900, 506), (18, 20, 24), radius=16)
    sheet.fade(box(604, 350, 282, 144), (60, 92, 118), (34, 56, 76))
    sheet.line([(604, 470), (700, 420), (760, 440), (886, 366)], (232, 226, 206), 7)
    sheet.line([(690, 350), (724, 430), (718, 494)], (170, 188, 198), 5)
    sheet.disc(760, 440, 10, (230, 92, 70))
    for x in (940, 1060):
        sheet.round_box((x, 366, x + 88, 414), (28, 30, 34), radius=10)
        for slat in range(3):
            sheet.line([(x + 8, 377 + slat * 12), (x + 80, 377 + slat * 12)], (96, 98, 104), 3)
