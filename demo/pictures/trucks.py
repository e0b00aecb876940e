"""A box truck, from its side and from behind, on a wide yard."""

from __future__ import annotations

import random

from demo.pictures.sheet import HEIGHT, WIDTH, Sheet, box, mix, shade, smooth
from demo.pictures.vehicles import PAINTS, PANE, TYRE, wheel


def truck(sheet: Sheet, chance: random.Random) -> None:
    """Draw a box truck from its right side, on a wide yard."""
    _yard(sheet)
    paint = chance.choice(PAINTS[:3])
    sheet.soft((10, 12, 18), 190, blur=12, shapes=[box(110, 640, 1000, 34)])
    sheet.fill(box(120, 560, 980, 40), (52, 54, 60))
    sheet.fade(box(110, 226, 690, 344), (248, 247, 242), (206, 208, 206))
    for x in range(150, 800, 62):
        sheet.line([(x, 232), (x, 564)], (214, 214, 208), 3)
    sheet.fill(box(110, 226, 690, 12), (176, 180, 182))
    sheet.fill(box(110, 558, 690, 12), (150, 154, 158))
    sheet.fill([(110, 440), (800, 380), (800, 412), (110, 478)], (*shade(paint, 0.1), 210))
    sheet.fill(box(84, 520, 26, 70), (140, 144, 148))
    cab = smooth(
        [(824, 600), (824, 330), (838, 300), (980, 296), (1040, 330), (1082, 450), (1104, 480), (1106, 600)],
        steps=5,
    )
    sheet.fade(cab, shade(paint, 0.36), shade(paint, -0.26))
    sheet.fade([(940, 330), (1016, 334), (1060, 442), (940, 442)], shade(PANE, 0.4), shade(PANE, -0.3))
    sheet.fade([(856, 330), (928, 330), (928, 442), (856, 442)], shade(PANE, 0.3), shade(PANE, -0.3))
    sheet.fill([(870, 442), (906, 330), (928, 330), (928, 360), (902, 442)], (255, 255, 255, 60))
    sheet.line([(934, 316), (934, 590)], shade(paint, -0.4), 3)
    sheet.round_box((870, 476, 916, 488), shade(paint, 0.35), radius=5)
    sheet.round_box((1052, 356, 1078, 430), (44, 46, 50), radius=8)
    sheet.fill(box(1070, 520, 36, 30), (250, 246, 224))
    sheet.fill(box(1040, 572, 72, 34), (60, 62, 68))
    sheet.fill(box(826, 246, 150, 54), shade(paint, 0.25))
    for x in (250, 380, 960):
        sheet.disc(x, 606, 80, (40, 41, 46))
        wheel(sheet, x, 610, 68)
    sheet.fill(box(470, 590, 280, 46), (120, 124, 130))
    for x in (150, 500, 700):
        sheet.fill(box(x, 546, 22, 10), (232, 150, 46))


def truck_back(sheet: Sheet, chance: random.Random) -> None:
    """Draw the back of a box truck: doors, bars, lights and the tail lift."""
    _yard(sheet)
    paint = chance.choice(PAINTS[:3])
    sheet.soft((10, 12, 18), 200, blur=12, shapes=[box(330, 660, 560, 36)])
    for x in (366, 760):
        sheet.round_box((x, 560, x + 86, 684), TYRE, radius=14)
    sheet.fade(box(340, 110, 530, 470), (246, 246, 240), (212, 212, 208))
    sheet.line([*box(340, 110, 530, 470), (340, 110)], (150, 154, 158), 10)
    sheet.line([(605, 116), (605, 574)], (140, 144, 148), 5)
    for x in (470, 740):
        sheet.line([(x, 122), (x, 568)], (164, 168, 172), 9)
        sheet.fill(box(x - 8, 360, 60, 14), (120, 124, 128))
        for y in (150, 540):
            sheet.fill(box(x - 12, y, 24, 12), (110, 114, 118))
    for x in (346, 846):
        for y in (180, 340, 500):
            sheet.fill(box(x, y, 16, 34), (120, 124, 128))
    sheet.fill(box(330, 580, 550, 26), shade(paint, -0.1))
    for x in (346, 802):
        sheet.fill(box(x, 584, 60, 18), (190, 42, 40))
        sheet.fill(box(x + 20, 584, 16, 18), (240, 160, 50))
    sheet.fade([(370, 606), (840, 606), (900, 730), (310, 730)], (176, 180, 184), (136, 140, 146))
    for row in range(6):
        y, reach = 620 + row * 18, 8 + row * 8.6
        sheet.line([(370 - reach, y), (840 + reach, y)], (112, 116, 122), 2)
    sheet.fill([(310, 730), (900, 730), (900, 742), (310, 742)], (222, 178, 62))
    sheet.round_box((560, 584, 650, 602), (236, 236, 228), radius=3)


def _yard(sheet: Sheet) -> None:
    sheet.backdrop((140, 178, 208), (232, 228, 214), bottom=470)
    for place in range(5):
        left, colour = place * 260 - 30, ((178, 188, 192), (196, 188, 172))[place % 2]
        sheet.fade(box(left, 300 + place % 2 * 30, 236, 180), shade(colour, 0.1), shade(colour, -0.1))
        sheet.fill(box(left, 296 + place % 2 * 30, 236, 12), shade(colour, -0.3))
        for bay in range(3):
            sheet.fill(box(left + 18 + bay * 74, 380, 54, 96), shade(colour, -0.22))
    sheet.backdrop((170, 168, 164), (116, 118, 122), top=470)
    for x in range(-200, WIDTH + 200, 220):
        sheet.fill(
            [(600 + (x - 600) * 0.8, 500), (608 + (x - 600) * 0.8, 500), (x + 16, HEIGHT), (x, HEIGHT)],
            (238, 234, 220, 150),
        )
    sheet.line([(0, 480), (WIDTH, 480)], mix((170, 168, 164), (90, 92, 96), 0.4), 3)
