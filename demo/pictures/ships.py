"""Ships: a motor yacht, a fishing vessel, and the view from the bridge of either."""

from __future__ import annotations

import random

from demo.pictures.outdoors import hills, sky
from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Sheet, box, mix, shade, smooth

SEA: Colour = (86, 128, 150)
PANE: Colour = (64, 92, 112)
WHITE: Colour = (248, 247, 242)


def _sea(sheet: Sheet, chance: random.Random, *, horizon: float) -> Colour:
    air = sky(sheet, chance, horizon=horizon + 6)
    hills(sheet, chance, horizon=horizon + 2, air=air)
    sheet.backdrop(mix(SEA, air, 0.55), shade(SEA, -0.4), top=horizon)
    for _ in range(170):
        depth = chance.random()
        x, y = chance.uniform(-40, WIDTH), horizon + 6 + (HEIGHT - horizon) * depth
        sheet.line([(x, y), (x + 16 + 74 * depth, y)], (255, 255, 255, 58), 1 + 2 * depth)
    return air


def _wake(sheet: Sheet, left: float, right: float, y: float) -> None:
    foam = [
        (left - 20, y + 8),
        *((x, y - 6 + (x * 7 % 11)) for x in range(int(left), int(right), 46)),
        (right + 46, y + 10),
    ]
    sheet.fill([*smooth(foam), (right, y + 24), (left, y + 26)], (255, 255, 255, 190))
    for place in range(12):
        x = left + (right - left) * place / 11
        sheet.disc(x, y + 16 + place % 3 * 5, 22, (255, 255, 255, 90), tall=0.3)


def yacht(sheet: Sheet, chance: random.Random) -> None:
    """Draw a white motor yacht on quiet water."""
    _sea(sheet, chance, horizon=430)
    sheet.soft((18, 44, 62), 170, blur=14, shapes=[[(180, 590), (1020, 590), (960, 660), (240, 660)]])
    hull = [(164, 474), (500, 482), (840, 462), (1080, 428), (1010, 520), (930, 592), (214, 592), (176, 560)]
    sheet.fade([*smooth(hull[:4], steps=8), *hull[4:]], WHITE, (196, 204, 210))
    band = chance.choice(((32, 58, 92), (116, 36, 44), (30, 82, 84)))
    sheet.fill([(188, 570), (956, 570), (930, 592), (214, 592)], band)
    sheet.line(smooth([(170, 500), (520, 508), (850, 488), (1050, 456)]), band, 6)
    deck = [(300, 482), (330, 380), (700, 372), (800, 420), (930, 456), (930, 462), (840, 470)]
    sheet.fade(deck, (252, 251, 246), (220, 222, 222))
    sheet.fade([(350, 396), (690, 388), (778, 434), (330, 448)], shade(PANE, 0.2), shade(PANE, -0.3))
    for x in (440, 540, 640):
        sheet.fill([(x, 390), (x + 8, 390), (x + 14, 446), (x + 6, 446)], WHITE)
    sheet.fill([(400, 446), (470, 392), (510, 391), (446, 445)], (255, 255, 255, 56))
    flybridge = [(360, 376), (400, 320), (620, 314), (700, 372)]
    sheet.fade(flybridge, WHITE, (226, 226, 222))
    sheet.fill([(470, 318), (618, 300), (680, 354), (650, 362), (606, 318)], (*shade(PANE, 0.2), 210))
    sheet.line([(404, 320), (420, 238), (520, 232), (540, 316)], (214, 216, 216), 9)
    sheet.disc(470, 230, 17, (236, 236, 232), tall=0.6)
    sheet.line([(480, 232), (486, 150)], (160, 164, 168), 3)
    sheet.line([(440, 234), (436, 178)], (160, 164, 168), 2)
    for x in range(700, 1060, 40):
        sheet.line([(x, 462 - (x - 700) * 0.085), (x + 2, 430 - (x - 700) * 0.07)], (206, 210, 212), 3)
    sheet.line([(696, 430), (1064, 404)], (214, 218, 220), 3)
    for x in (300, 380, 860, 930):
        sheet.disc(x, 534, 13, (70, 92, 108))
        sheet.ring(x, 534, 13, (226, 228, 228), width=4)
    for x in (560, 720):
        sheet.round_box((x, 500, x + 24, 566), (236, 236, 230), radius=11)
        sheet.line([(x + 12, 470), (x + 12, 500)], (180, 182, 180), 2)
    _mirrored(sheet, 592, (206, 216, 222))


def _mirrored(sheet: Sheet, line: float, colour: Colour) -> None:
    for row in range(11):
        y, reach = line + 8 + row * 9, 330 - row * 19
        shift = (row * 29) % 21 - 10
        sheet.line([(590 - reach + shift, y), (590 + reach + shift, y)], (*colour, 120 - row * 9), 5)


def trawler(sheet: Sheet, chance: random.Random) -> None:
    """Draw a wooden fishing vessel with her gear."""
    _sea(sheet, chance, horizon=440)
    paint = chance.choice(((44, 88, 132), (38, 102, 98), (52, 70, 118)))
    sheet.soft((18, 40, 56), 170, blur=14, shapes=[box(200, 600, 800, 60)])
    rail = smooth([(180, 462), (330, 508), (640, 520), (880, 478), (1050, 380)], steps=8)
    sheet.fade(
        [*rail, (1010, 500), (930, 622), (236, 622), (196, 560)], shade(paint, 0.24), shade(paint, -0.4)
    )
    sheet.line(rail, WHITE, 10)
    for drop in (36, 70):
        sheet.line([(x * 0.985 + 10, y + drop) for x, y in rail[2:-6]], (*shade(paint, -0.4), 140), 3)
    sheet.fill([(214, 590), (952, 590), (930, 622), (236, 622)], (140, 50, 42))
    _wake(sheet, 210, 960, 612)
    _wheelhouse(sheet, paint)
    _masts(sheet)
    _net_drum(sheet)
    for number, (x, y) in enumerate(((700, 500), (748, 500), (900, 458), (724, 472))):
        sheet.round_box((x, y - 26, x + 42, y), ((226, 142, 52), (84, 130, 120))[number % 2], radius=5)
    for x in (300, 600, 860):
        sheet.disc(x, 548, 25, (236, 118, 50))
        sheet.disc(x, 548, 13, shade(paint, -0.1))
    sheet.line([(380, 340), (300, 290), (300, 250)], (150, 154, 156), 3)
    sheet.fill([(300, 250), (300, 284), (252, 268)], (196, 52, 46))


def _wheelhouse(sheet: Sheet, paint: Colour) -> None:
    sheet.fade(box(330, 340, 230, 176), WHITE, (212, 214, 210))
    sheet.fill(box(316, 326, 262, 18), shade(paint, -0.1))
    for x in (346, 402, 458, 514):
        sheet.fade(box(x, 362, 40, 54), shade(PANE, 0.2), shade(PANE, -0.2))
    sheet.fill(box(372, 436, 52, 80), (150, 108, 74))
    sheet.fade(box(380, 252, 120, 76), WHITE, (218, 220, 216))
    for x in (390, 428, 466):
        sheet.fade(box(x, 268, 28, 34), shade(PANE, 0.2), shade(PANE, -0.2))


def _masts(sheet: Sheet) -> None:
    sheet.line([(446, 252), (446, 96)], (108, 92, 78), 10)
    sheet.line([(446, 130), (400, 130), (492, 130)], (108, 92, 78), 5)
    sheet.disc(446, 196, 20, (232, 232, 226), tall=0.4)
    sheet.line([(812, 490), (812, 150)], (108, 92, 78), 12)
    sheet.line([(812, 420), (620, 210)], (120, 104, 88), 8)
    for ends in (
        [(446, 100), (812, 156)],
        [(812, 152), (1046, 382)],
        [(446, 100), (186, 462)],
        [(620, 210), (812, 156)],
    ):
        sheet.line(ends, (70, 70, 74), 2)
    sheet.line([(620, 210), (626, 470)], (70, 70, 74), 2)


def _net_drum(sheet: Sheet) -> None:
    sheet.fill(box(214, 430, 12, 60), (120, 124, 126))
    sheet.fill(box(306, 430, 12, 76), (120, 124, 126))
    sheet.disc(262, 440, 50, (60, 110, 96))
    for radius in (42, 32, 22, 12):
        sheet.ring(262, 440, radius, (94, 150, 128), width=3)
    sheet.disc(262, 440, 7, (200, 204, 204))


def bridge(sheet: Sheet, chance: random.Random) -> None:
    """Draw the view from a ship's bridge: windows, wheel, radar, levers."""
    _sea(sheet, chance, horizon=300)
    wood = chance.choice(((128, 88, 60), (112, 82, 62)))
    sheet.fill([(560, 420), (640, 420), (760, 480), (440, 480)], (236, 234, 226))
    sheet.fill([(590, 300), (600, 280), (610, 300), (640, 420), (560, 420)], (226, 224, 216))
    frame = (232, 228, 218)
    sheet.fill(box(0, 0, WIDTH, 96), shade(frame, -0.1))
    for x in (0, 270, 560, 850, 1130):
        lean = (x + 30 - 600) * 0.05
        sheet.fill([(x + lean, 90), (x + 60 + lean, 90), (x + 52 - lean, 480), (x + 8 - lean, 480)], frame)
    sheet.fill(box(0, 470, WIDTH, 30), shade(frame, -0.2))
    sheet.fade([(0, 496), (WIDTH, 496), (WIDTH, HEIGHT), (0, HEIGHT)], shade(wood, 0.14), shade(wood, -0.4))
    for row in range(4):
        sheet.line([(0, 540 + row * 66), (WIDTH, 540 + row * 66)], (*shade(wood, -0.4), 120), 2)
    _radar(sheet, 226, 590)
    _instrument(sheet, 880, 530)
    for number, x in enumerate((1030, 1090)):
        sheet.round_box((x, 640, x + 40, 760), (44, 46, 50), radius=10)
        sheet.line([(x + 20, 700), (x + 20, 610 + number * 22)], (206, 208, 208), 9)
        sheet.disc(x + 20, 606 + number * 22, 17, (170, 44, 40))
    _wheel(sheet, 600, 650)
    sheet.disc(600, 42, 34, (60, 62, 66))
    sheet.disc(600, 42, 27, (238, 234, 220))
    sheet.line([(600, 42), (600, 22)], (40, 40, 44), 3)
    sheet.line([(600, 42), (616, 48)], (40, 40, 44), 3)


def _radar(sheet: Sheet, x: float, y: float) -> None:
    sheet.round_box((x - 160, y - 78, x + 160, y + 150), (38, 42, 46), radius=18)
    sheet.disc(x, y + 34, 98, (12, 40, 36))
    for radius in (94, 66, 38):
        sheet.ring(x, y + 34, radius, (70, 168, 124), width=2)
    sheet.fill([(x, y + 34), (x + 60, y - 38), (x + 82, y - 8)], (96, 220, 150, 110))
    for dx, dy in ((-40, -10), (24, 30), (-14, 58), (52, 4)):
        sheet.disc(x + dx, y + 34 + dy, 5, (142, 240, 178))
    for button in range(4):
        sheet.disc(x + 132, y - 40 + button * 42, 9, (150, 154, 158))


def _instrument(sheet: Sheet, x: float, y: float) -> None:
    sheet.round_box((x - 120, y, x + 110, y + 150), (38, 42, 46), radius=14)
    sheet.fade(box(x - 104, y + 14, 198, 122), (44, 92, 122), (20, 46, 66))
    sea_floor = smooth(
        [(x - 104, y + 92), (x - 60, y + 74), (x - 10, y + 104), (x + 40, y + 86), (x + 94, y + 110)]
    )
    sheet.fill([*sea_floor, (x + 94, y + 136), (x - 104, y + 136)], (206, 148, 70))
    sheet.write(x - 60, y + 38, "12.4 m", size=26, colour=(236, 242, 240))


def _wheel(sheet: Sheet, x: float, y: float) -> None:
    wood = (150, 100, 62)
    spokes = (
        (1, 0),
        (0.707, 0.707),
        (0, 1),
        (-0.707, 0.707),
        (-1, 0),
        (-0.707, -0.707),
        (0, -1),
        (0.707, -0.707),
    )
    sheet.soft((20, 14, 10), 150, blur=12, shapes=[[(x + c * 150, y + 20 + s * 150) for c, s in spokes]])
    for cos, sin in spokes:
        sheet.line([(x + cos * 30, y + sin * 30), (x + cos * 188, y + sin * 188)], shade(wood, -0.2), 15)
        sheet.disc(x + cos * 186, y + sin * 186, 12, shade(wood, 0.1))
    sheet.ring(x, y, 146, shade(wood, -0.1), width=30)
    sheet.ring(x, y, 142, shade(wood, 0.22), width=5)
    sheet.disc(x, y, 44, shade(wood, -0.15))
    sheet.disc(x, y, 27, (204, 168, 92))
    sheet.disc(x - 5, y - 6, 14, (236, 208, 140))
