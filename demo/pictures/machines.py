"""Machines: a milling machine, an injection moulding machine, a control panel, an excavator."""

from __future__ import annotations

import itertools
import math
import random

from demo.pictures.outdoors import hills, sky, yard
from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Sheet, box, shade, smooth

COATS: tuple[Colour, ...] = ((62, 98, 124), (78, 110, 96), (148, 92, 60))
STEEL: Colour = (176, 182, 188)
PALE: Colour = (232, 232, 226)
KEYS: tuple[Colour, ...] = (
    (222, 224, 220), (222, 224, 220), (238, 192, 92), (222, 224, 220), (146, 190, 206)
)  # fmt: skip
DARK: Colour = (48, 52, 58)


def _workshop(sheet: Sheet) -> None:
    sheet.backdrop((214, 218, 216), (196, 202, 202), bottom=600)
    for x in range(20, WIDTH, 200):
        sheet.fill(box(x - 6, 54, 172, 152), (170, 178, 180))
        sheet.fade(box(x, 60, 160, 140), (226, 238, 244), (196, 216, 224))
        sheet.fill(box(x + 76, 60, 8, 140), (170, 178, 180))
        sheet.fill(box(x, 126, 160, 6), (170, 178, 180))
    sheet.fill(box(0, 250, WIDTH, 26), (222, 180, 72))
    sheet.fill(box(0, 276, WIDTH, 8), (150, 120, 52))
    sheet.backdrop((168, 170, 168), (118, 122, 124), top=600)
    for x in range(-400, WIDTH + 500, 150):
        sheet.line([(600 + (x - 600) * 0.74, 600), (x, HEIGHT)], (100, 104, 106, 110), 2)
    sheet.fill([(0, 756), (WIDTH, 756), (WIDTH, 774), (0, 774)], (222, 186, 76, 220))


def mill(sheet: Sheet, chance: random.Random) -> None:
    """Draw a five-axis milling machine in its housing."""
    _workshop(sheet)
    coat = chance.choice(COATS)
    sheet.soft((16, 20, 24), 180, blur=16, shapes=[box(190, 650, 900, 44)])
    sheet.fade(box(200, 210, 640, 450), PALE, shade(PALE, -0.16))
    sheet.fade(box(200, 210, 640, 64), shade(coat, 0.1), shade(coat, -0.2))
    sheet.fade(box(840, 260, 220, 400), shade(PALE, -0.1), shade(PALE, -0.26))
    sheet.fill(box(840, 260, 220, 14), shade(coat, -0.2))
    sheet.fade(box(200, 600, 860, 62), shade(DARK, 0.12), DARK)
    sheet.round_box((262, 306, 718, 590), DARK, radius=26)
    sheet.fade(box(280, 324, 420, 248), (92, 112, 122), (54, 66, 74))
    _spindle(sheet)
    sheet.line([(490, 318), (490, 578)], DARK, 9)
    sheet.fill([(300, 572), (400, 324), (468, 324), (370, 572)], (255, 255, 255, 30))
    sheet.round_box((500, 420, 516, 510), STEEL, radius=7)
    _console(sheet, 742, 320, coat)
    for row in range(7):
        sheet.round_box((880, 330 + row * 20, 1020, 340 + row * 20), shade(PALE, -0.4), radius=4)
    sheet.disc(950, 520, 42, shade(PALE, -0.3))
    for turn in range(6):
        sheet.ring(950, 520, 38 - turn * 6, DARK, width=2)
    sheet.fill(box(244, 120, 18, 92), STEEL)
    for number, colour in enumerate(((206, 60, 48), (232, 172, 60), (96, 178, 104))):
        sheet.round_box((238, 118 + number * 26, 268, 142 + number * 26), colour, radius=5)


def _spindle(sheet: Sheet) -> None:
    sheet.fade(box(430, 324, 120, 92), shade(STEEL, 0.2), shade(STEEL, -0.3), sideways=True)
    sheet.fade(box(452, 416, 76, 30), shade(STEEL, 0.1), shade(STEEL, -0.4), sideways=True)
    sheet.fill([(470, 446), (510, 446), (500, 486), (480, 486)], (206, 178, 96))
    sheet.fill(box(486, 486, 8, 26), (220, 224, 226))
    sheet.disc(490, 540, 118, shade(STEEL, -0.25), tall=0.24)
    sheet.disc(490, 534, 116, shade(STEEL, 0.1), tall=0.22)
    for dx in (-70, -24, 24, 70):
        sheet.line([(490 + dx, 516), (490 + dx * 1.2, 552)], shade(STEEL, -0.4), 5)
    sheet.fade([(446, 512), (534, 512), (548, 540), (432, 540)], (232, 216, 186), (190, 168, 128))


def _console(sheet: Sheet, x: float, y: float, coat: Colour) -> None:
    sheet.round_box((x, y, x + 84, y + 240), shade(coat, -0.1), radius=10)
    sheet.fade(box(x + 9, y + 14, 66, 78), (40, 76, 88), (18, 38, 48))
    sheet.line([(x + 16, y + 70), (x + 34, y + 44), (x + 50, y + 58), (x + 70, y + 30)], (132, 226, 160), 3)
    for row in range(4):
        for column in range(3):
            colour = (230, 230, 224) if (row + column) % 4 else (232, 178, 62)
            sheet.round_box(
                (x + 12 + column * 21, y + 108 + row * 20, x + 27 + column * 21, y + 121 + row * 20),
                colour,
                radius=3,
            )
    sheet.disc(x + 42, y + 212, 19, (228, 188, 66))
    sheet.disc(x + 42, y + 212, 13, (196, 44, 40))


def moulder(sheet: Sheet, chance: random.Random) -> None:
    """Draw an injection moulding machine from its side."""
    _workshop(sheet)
    coat = chance.choice(COATS)
    sheet.soft((16, 20, 24), 180, blur=16, shapes=[box(90, 660, 1040, 40)])
    sheet.fade(box(96, 520, 1020, 146), shade(PALE, -0.02), shade(PALE, -0.22))
    sheet.fill(box(96, 520, 1020, 20), shade(coat, -0.1))
    for x in range(140, 1000, 156):
        sheet.round_box((x, 564, x + 118, 636), shade(PALE, -0.3), radius=7)
        for slat in range(4):
            sheet.line([(x + 12, 578 + slat * 14), (x + 106, 578 + slat * 14)], shade(PALE, -0.5), 3)
    for x, width in ((130, 66), (330, 48), (560, 58)):
        sheet.fade(box(x, 326, width, 200), shade(coat, 0.25), shade(coat, -0.3), sideways=True)
    for y in (352, 482):
        sheet.fade(box(170, y, 420, 20), (240, 242, 242), shade(STEEL, -0.3))
    sheet.fade(box(196, 396, 134, 66), shade(STEEL, 0.2), shade(STEEL, -0.3))
    sheet.fade(box(378, 372, 92, 116), (206, 210, 212), (132, 138, 146))
    sheet.fade(box(474, 372, 86, 116), (190, 194, 198), (120, 126, 134))
    sheet.fade(box(618, 396, 330, 64), shade(STEEL, 0.3), shade(STEEL, -0.35))
    for band in range(6):
        sheet.fade(box(650 + band * 46, 388, 30, 80), (216, 172, 96), (146, 102, 52))
        sheet.line([(665 + band * 46, 388), (665 + band * 46, 360)], DARK, 3)
    _plasticising(sheet, coat)
    for start in (210, 300):
        sheet.line(smooth([(start, 520), (start + 30, 600), (start + 120, 590), (start + 150, 520)]), DARK, 9)


def _plasticising(sheet: Sheet, coat: Colour) -> None:
    """Draw hopper, drive and screen of a moulding machine."""
    hopper = [(690, 200), (850, 200), (796, 330), (796, 396), (744, 396), (744, 330)]
    sheet.fade(hopper, shade(STEEL, 0.35), shade(STEEL, -0.3), sideways=True)
    sheet.disc(770, 200, 80, shade(STEEL, 0.4), tall=0.2)
    sheet.disc(770, 202, 68, (90, 110, 130), tall=0.16)
    sheet.fade(box(940, 340, 160, 186), shade(coat, 0.2), shade(coat, -0.25))
    sheet.disc(1020, 430, 56, shade(STEEL, -0.1))
    sheet.ring(1020, 430, 40, DARK, width=4)
    sheet.round_box((590, 250, 664, 380), shade(DARK, 0.2), radius=8)
    sheet.fade(box(600, 262, 54, 56), (48, 92, 104), (20, 44, 54))
    for row in range(2):
        for column in range(3):
            sheet.disc(
                609 + column * 18,
                336 + row * 20,
                6,
                ((226, 226, 220), (230, 176, 62), (98, 180, 108))[column],
            )


def panel(sheet: Sheet, chance: random.Random) -> None:
    """Draw a control panel from close by."""
    coat = chance.choice(COATS)
    sheet.backdrop(shade(coat, 0.1), shade(coat, -0.35))
    sheet.soft((10, 12, 16), 170, blur=20, shapes=[box(150, 100, 900, 630)])
    sheet.round_box((140, 70, 1060, 730), shade(PALE, -0.1), radius=26)
    sheet.round_box((150, 78, 1050, 720), PALE, radius=22)
    _display(sheet, chance)
    for row, column in itertools.product(range(3), range(6)):
        _key(sheet, 206 + column * 88, 530 + row * 60, KEYS[(row * 6 + column) % 5])
    _stop_and_dial(sheet)
    for number, colour in enumerate(((98, 180, 108), (232, 176, 62), (202, 60, 50))):
        x = 796 + number * 90
        sheet.disc(x, 650, 31, shade(STEEL, -0.3))
        sheet.disc(x, 650, 25, colour)
        sheet.disc(x - 8, 641, 10, shade(colour, 0.5))


def _display(sheet: Sheet, chance: random.Random) -> None:
    sheet.round_box((190, 116, 720, 500), DARK, radius=14)
    sheet.fade(box(210, 136, 490, 344), (26, 62, 76), (14, 34, 44))
    for row in range(5):
        sheet.line([(230, 196 + row * 56), (680, 196 + row * 56)], (60, 112, 126, 150), 1.6)
    trace = [(230 + step * 18, 330 - chance.uniform(-60, 80)) for step in range(26)]
    sheet.line(smooth(trace, steps=4), (140, 232, 166), 4)
    sheet.line(smooth([(x, y + 70) for x, y in trace[::3]], steps=6), (238, 186, 88), 3)
    sheet.write(300, 162, "X 128.40", size=26, colour=(206, 232, 228))
    sheet.write(470, 162, "Y 62.15", size=26, colour=(206, 232, 228))
    sheet.write(620, 162, "Z 9.80", size=26, colour=(206, 232, 228))


def _key(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    sheet.round_box((x, y + 4, x + 72, y + 48), shade(colour, -0.45), radius=9)
    sheet.round_box((x, y, x + 72, y + 42), colour, radius=9)
    sheet.round_box((x + 6, y + 5, x + 66, y + 18), shade(colour, 0.4), radius=6)


def _stop_and_dial(sheet: Sheet) -> None:
    sheet.disc(886, 226, 92, (234, 196, 70))
    sheet.disc(886, 226, 70, (120, 22, 22))
    sheet.disc(886, 218, 66, (200, 46, 42))
    sheet.disc(870, 198, 32, (226, 104, 92, 150))
    sheet.disc(886, 470, 86, shade(STEEL, -0.35))
    sheet.disc(886, 464, 80, shade(STEEL, 0.12))
    for tick in range(8):
        turn = math.radians(tick * 45)
        ends = [(886 + math.cos(turn) * reach, 464 + math.sin(turn) * reach) for reach in (96, 110)]
        sheet.line(ends, DARK, 4)
    sheet.disc(886 + 46, 464 - 34, 15, shade(STEEL, -0.4))


def digger(sheet: Sheet, chance: random.Random) -> None:
    """Draw a tracked excavator in a yard."""
    air = sky(sheet, chance, horizon=470)
    hills(sheet, chance, horizon=464, air=air)
    yard(sheet, horizon=460)
    coat: Colour = chance.choice(((226, 168, 46), (222, 150, 52), (214, 176, 62)))
    sheet.soft((12, 14, 20), 180, blur=16, shapes=[box(160, 664, 800, 50)])
    _tracks(sheet)
    sheet.fill(box(400, 524, 220, 30), DARK)
    sheet.fade(
        [(300, 380), (560, 380), (560, 530), (280, 530), (270, 440)], shade(coat, 0.2), shade(coat, -0.3)
    )
    for row in range(5):
        sheet.line([(300, 420 + row * 18), (400, 420 + row * 18)], shade(coat, -0.5), 4)
    sheet.fill(box(340, 340, 24, 44), (70, 72, 76))
    cab = smooth(
        [(560, 530), (560, 300), (580, 272), (690, 272), (724, 300), (748, 420), (752, 530)], steps=4
    )
    sheet.fade(cab, shade(coat, 0.1), shade(coat, -0.2))
    sheet.fade([(582, 300), (676, 296), (676, 430), (582, 430)], (150, 178, 192), (98, 124, 140))
    sheet.fade([(688, 298), (706, 304), (730, 420), (730, 480), (688, 480)], (160, 186, 198), (98, 124, 140))
    sheet.fill([(590, 430), (636, 298), (664, 297), (620, 430)], (255, 255, 255, 60))
    sheet.line([(570, 440), (680, 440)], shade(coat, -0.5), 3)
    _arm(sheet, coat)


def _tracks(sheet: Sheet) -> None:
    sheet.round_box((220, 560, 800, 690), (40, 42, 46), radius=64)
    sheet.round_box((240, 578, 780, 672), (70, 74, 78), radius=46)
    for x in range(250, 790, 36):
        sheet.fill(box(x, 552, 22, 12), (56, 58, 62))
        sheet.fill(box(x, 686, 22, 12), (56, 58, 62))
    for x in (286, 736):
        sheet.disc(x, 625, 46, (96, 100, 104))
        sheet.disc(x, 625, 20, (150, 154, 156))
    for x in range(366, 700, 62):
        sheet.disc(x, 652, 22, (104, 108, 112))
        sheet.disc(x, 652, 9, (160, 164, 166))


def _arm(sheet: Sheet, coat: Colour) -> None:
    boom = [(600, 500), (650, 360), (780, 190), (860, 158), (884, 190), (800, 250), (720, 400), (690, 510)]
    stick = [(846, 150), (890, 160), (1040, 420), (1020, 452), (984, 440), (858, 214)]
    sheet.line([(560, 470), (770, 270)], (150, 154, 160), 15)
    sheet.line([(770, 270), (800, 240)], (224, 226, 228), 9)
    sheet.fade(smooth(boom, closed=True, steps=4), shade(coat, 0.24), shade(coat, -0.28))
    sheet.line([(760, 190), (880, 130)], (150, 154, 160), 14)
    sheet.line([(880, 130), (912, 150)], (224, 226, 228), 8)
    sheet.fade(stick, shade(coat, 0.16), shade(coat, -0.3))
    for x, y in ((868, 178), (1010, 428), (640, 480)):
        sheet.disc(x, y, 17, DARK)
        sheet.disc(x, y, 8, STEEL)
    bucket = smooth(
        [(1030, 420), (1090, 470), (1092, 560), (1020, 604), (950, 590), (990, 540), (990, 470)],
        closed=True,
        steps=5,
    )
    sheet.soft((10, 12, 16), 110, blur=10, shapes=[box(930, 690, 170, 16)])
    sheet.fade(bucket, (110, 112, 116), (62, 64, 70))
    for tooth in range(4):
        x, y = 944 + tooth * 16, 588 + tooth * 6
        sheet.fill([(x, y), (x + 12, y + 2), (x - 6, y + 26)], (190, 192, 192))
