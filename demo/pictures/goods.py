"""Goods: wine and its crates, stacks of timber, cattle on a meadow."""

from __future__ import annotations

import math
import random

from demo.pictures.outdoors import hills, meadow, sky, tree, yard
from demo.pictures.sheet import WIDTH, Colour, Point, Points, Sheet, box, shade, smooth

COATS: tuple[Colour, ...] = ((140, 88, 56), (112, 70, 48), (92, 62, 50))
WHITE: Colour = (242, 236, 226)
ROSE: Colour = (226, 174, 160)
# Where on its circle the part of a year ring lies that a board shows.
YEAR_RING = (3.5, 3.9, 4.3, 4.7, 5.1, 5.5)
PINE: Colour = (206, 168, 116)


def wine(sheet: Sheet, chance: random.Random) -> None:
    """Draw six bottles in front of a wooden case."""
    sheet.backdrop((92, 72, 60), (54, 42, 38))
    for row in range(4):
        for stone in range(9):
            left, top = stone * 150 - (75 if row % 2 else 0), row * 140
            tone = shade((128, 104, 86), chance.uniform(-0.25, 0.05))
            sheet.round_box((left + 4, top + 4, left + 146, top + 136), tone, radius=12)
    sheet.soft((255, 214, 150), 80, blur=70, shapes=[box(320, 60, 560, 340)])
    sheet.fade(box(0, 600, WIDTH, 200), (132, 96, 66), (76, 54, 40))
    for plank in range(3):
        sheet.line([(0, 650 + plank * 56), (WIDTH, 650 + plank * 56)], (60, 42, 32), 3)
    _case(sheet, 180, 330, (840, 290))
    label = chance.choice(((246, 238, 216), (240, 234, 224)))
    for number in range(6):
        _bottle(sheet, 185 + number * 166, 690, label=label)


def _case(sheet: Sheet, x: float, y: float, size: tuple[float, float]) -> None:
    width, height = size
    sheet.soft((10, 6, 4), 170, blur=14, shapes=[box(x - 6, y + height - 20, width + 20, 36)])
    sheet.fade(box(x, y, width, height), shade(PINE, 0.12), shade(PINE, -0.25))
    for plank in range(1, 4):
        sheet.line([(x, y + plank * height / 4), (x + width, y + plank * height / 4)], shade(PINE, -0.45), 3)
    for left in (x, x + width - 44):
        sheet.fade(box(left, y, 44, height), shade(PINE, 0.2), shade(PINE, -0.15))
        for nail in (0.12, 0.37, 0.62, 0.87):
            sheet.disc(left + 22, y + height * nail, 5, (92, 84, 78))
    sheet.ring(x + width / 2, y + height * 0.42, height * 0.24, shade(PINE, -0.55), width=6)
    sheet.write(x + width / 2, y + height * 0.42, "12", size=height * 0.2, colour=shade(PINE, -0.55))


def _bottle(sheet: Sheet, x: float, foot: float, *, label: Colour) -> None:
    glass = (36, 48, 40)
    sheet.soft((8, 4, 4), 190, blur=9, shapes=[box(x - 46, foot - 12, 118, 24)])
    half = [
        (-52, 0),
        (-54, -14),
        (-54, -262),
        (-44, -304),
        (-21, -336),
        (-19, -420),
        (-24, -424),
        (-24, -440),
    ]
    outline: Points = [(x + dx, foot + dy) for dx, dy in half] + [
        (x - dx, foot + dy) for dx, dy in reversed(half)
    ]
    sheet.fade(outline, shade(glass, 0.14), shade(glass, -0.45), sideways=True)
    sheet.fade(box(x - 24, foot - 442, 48, 92), (150, 44, 52), (84, 20, 30), sideways=True)
    sheet.fill(box(x - 26, foot - 442, 52, 9), (176, 66, 70))
    sheet.fade(box(x - 53, foot - 224, 106, 136), label, shade(label, -0.22), sideways=True)
    sheet.fill(box(x - 40, foot - 208, 80, 4), (150, 118, 66))
    sheet.fill(
        [
            (x - 26, foot - 150),
            (x - 26, foot - 176),
            (x - 10, foot - 188),
            (x, foot - 198),
            (x + 10, foot - 188),
            (x + 26, foot - 176),
            (x + 26, foot - 150),
        ],
        (122, 98, 82),
    )
    sheet.write(x, foot - 130, "2009", size=22, colour=(92, 66, 52))
    sheet.fill(box(x - 40, foot - 108, 80, 4), (150, 118, 66))
    sheet.fill(box(x - 44, foot - 292, 9, 276), (255, 255, 255, 66))
    sheet.fill(box(x - 15, foot - 420, 5, 80), (255, 255, 255, 80))


def crates(sheet: Sheet, chance: random.Random) -> None:
    """Draw wooden cases, stacked in a cellar."""
    sheet.backdrop((98, 84, 74), (60, 50, 46))
    for arch in (200, 600, 1000):
        vault = smooth(
            [(arch - 190, 470), (arch - 180, 200), (arch, 70), (arch + 180, 200), (arch + 190, 470)]
        )
        sheet.fade(vault, (84, 70, 62), (52, 44, 42))
        sheet.line(vault, (134, 114, 98), 15)
    sheet.soft((255, 216, 154), 100, blur=60, shapes=[box(500, 60, 200, 160)])
    sheet.disc(600, 112, 17, (255, 240, 204))
    sheet.line([(600, 0), (600, 98)], (40, 36, 36), 4)
    sheet.fade(box(0, 560, WIDTH, 240), (128, 114, 100), (76, 66, 60))
    for x, y in ((90, 470), (90, 330), (420, 470), (420, 330), (420, 190), (750, 470), (750, 330)):
        _case(sheet, x + chance.uniform(-12, 12), y, (310, 136))
    for x, y in ((210, 610), (620, 630)):
        _case(sheet, x, y, (360, 150))


def timber(sheet: Sheet, chance: random.Random) -> None:
    """Draw stacks of sawn boards, seen from their ends, in a yard."""
    air = sky(sheet, chance, horizon=360)
    hills(sheet, chance, horizon=356, air=air)
    yard(sheet, horizon=350)
    for x in (70, 400, 1120):
        tree(sheet, x, 372, height=170)
    for left, top, columns, rows in ((60, 330, 8, 10), (640, 270, 9, 12)):
        _stack(sheet, left, top, columns=columns, rows=rows)


def _stack(sheet: Sheet, left: float, top: float, *, columns: int, rows: int) -> None:
    """Draw a stack under its sheet of iron: rows of boards with battens between them."""
    right, foot = left + columns * 54, top + rows * 36
    shadow = [(left - 6, foot + 8), (right + 80, foot - 30), (right + 90, foot + 20), (left, foot + 34)]
    sheet.soft((12, 14, 18), 190, blur=13, shapes=[shadow])
    sheet.fill(box(left + 4, top, right - left - 8, rows * 36 - 6), (70, 54, 42))
    sheet.fill(
        [(right, top), (right + 76, top - 38), (right + 76, foot - 44), (right, foot - 8)], (58, 46, 38)
    )
    for row in range(rows):
        y, tone = top + row * 36, shade((186, 142, 92), sheet.chance.uniform(-0.12, 0.08))
        side = [(right, y), (right + 78, y - 40), (right + 78, y - 14), (right, y + 26)]
        sheet.fade(side, shade(tone, -0.22), shade(tone, -0.45))
        for column in range(columns):
            _board_end(sheet, left + column * 54, y, tone)
        for batten in range(0, columns, 2):
            sheet.fill(box(left + batten * 54 + 20, y + 26, 22, 10), (112, 84, 60))
    roof = [(left - 16, top - 4), (left + 60, top - 44), (right + 92, top - 44), (right + 14, top - 4)]
    sheet.fade(roof, (150, 156, 160), (106, 112, 118))
    sheet.fill(box(left - 16, top - 4, right - left + 30, 9), (84, 88, 94))


def _board_end(sheet: Sheet, x: float, y: float, tone: Colour) -> None:
    chance = sheet.chance
    end = shade(tone, chance.uniform(-0.16, 0.2))
    sheet.fade(box(x, y, 51, 26), shade(end, 0.1), shade(end, -0.12))
    across, down = x + chance.uniform(6, 46), y + chance.uniform(18, 44)
    for reach in (13, 21):
        arc = [(across + math.cos(t) * reach, down + math.sin(t) * reach) for t in YEAR_RING]
        inside = [(min(max(px, x + 1), x + 50), min(max(py, y + 1), y + 25)) for px, py in arc]
        sheet.line(inside, (*shade(end, -0.4), 120), 1.4)


def cattle(sheet: Sheet, chance: random.Random) -> None:
    """Draw some cattle on a meadow."""
    air = sky(sheet, chance, horizon=350)
    hills(sheet, chance, horizon=346, air=air)
    meadow(sheet, horizon=340)
    for x in range(20, WIDTH, 150):
        tree(sheet, x + chance.uniform(-30, 30), 360, height=chance.uniform(70, 120))
    herd = [
        (220, 440, 0.42, 1),
        (520, 430, 0.38, -1),
        (900, 446, 0.46, 1),
        (1080, 540, 0.7, -1),
        (330, 600, 0.9, -1),
        (760, 690, 1.15, 1),
    ]
    for x, y, size, turn in herd:
        _Cow(sheet, (x, y), size=size, turn=turn).draw()


class _Cow:
    """One cow: where it stands, how large it looks, and which way it looks."""

    def __init__(self, sheet: Sheet, at: Point, *, size: float, turn: int) -> None:
        self._sheet, self._place, self._size, self._turn = sheet, at, size, turn
        self._coat = sheet.chance.choice(COATS)

    def draw(self) -> None:
        """Draw it from the far legs to the head."""
        shadow = self._at((-150, -8), (150, -8), (170, 12), (-130, 12))
        self._sheet.soft((22, 32, 22), 150, blur=8 * self._size, shapes=[shadow])
        for leg in (-104, 70):
            self._fill(shade(self._coat, -0.45), (leg, -110), (leg + 34, -110), (leg + 26, 0), (leg + 4, 0))
        self._body()
        self._head()

    def _body(self) -> None:
        coat = self._coat
        back = ((-150, -196), (-90, -216), (20, -208), (104, -216), (136, -170))
        belly = ((128, -108), (60, -84), (-40, -78), (-110, -92), (-152, -130))
        body = smooth(self._at(*back, *belly), closed=True)
        self._sheet.fade(body, shade(coat, 0.2), shade(coat, -0.3))
        self._round(WHITE, (-40, -208), (20, -206), (34, -150), (0, -110), (-46, -140))
        self._round(WHITE, (-128, -190), (-96, -200), (-92, -160), (-122, -150))
        for leg in (-130, 96):
            self._fill(shade(coat, -0.1), (leg, -120), (leg + 36, -120), (leg + 27, 0), (leg + 5, 0))
            self._fill(WHITE, (leg + 4, -34), (leg + 28, -34), (leg + 27, 0), (leg + 5, 0))
            self._fill((52, 46, 44), (leg + 3, -9), (leg + 29, -9), (leg + 28, 0), (leg + 4, 0))
        self._round(ROSE, (-70, -84), (-40, -84), (-46, -62), (-62, -60))
        tail = self._at((-150, -190), (-172, -130), (-166, -80))
        self._sheet.line(tail, shade(coat, -0.2), 7 * self._size)

    def _head(self) -> None:
        coat = self._coat
        self._round(shade(coat, 0.02), (96, -214), (150, -236), (196, -226), (176, -176), (120, -140))
        face = ((168, -250), (206, -246), (232, -206), (252, -172), (238, -152), (206, -160), (176, -196))
        self._sheet.fade(smooth(self._at(*face), closed=True), shade(coat, 0.22), shade(coat, -0.2))
        self._round(WHITE, (198, -238), (214, -232), (236, -184), (222, -184))
        self._round(ROSE, (228, -180), (252, -174), (246, -150), (222, -154))
        self._round(shade(coat, -0.3), (150, -240), (174, -250), (168, -226), (140, -220))
        horn = self._at((176, -250), (172, -276), (186, -284))
        self._sheet.line(horn, (232, 222, 196), 7 * self._size)
        ((x, y),) = self._at((206, -212))
        self._sheet.disc(x, y, 5 * self._size, (30, 26, 26))

    def _at(self, *places: Point) -> list[Point]:
        x, foot = self._place
        return [(x + dx * self._size * self._turn, foot + dy * self._size) for dx, dy in places]

    def _fill(self, colour: Colour, *places: Point) -> None:
        self._sheet.fill(self._at(*places), colour)

    def _round(self, colour: Colour, *places: Point) -> None:
        self._sheet.fill(smooth(self._at(*places), closed=True), colour)
