"""Draws the demo's lots: simple pictures, made here, of flats, houses, land, vehicles and papers."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (1280, 853)
SKY = ((236, 224, 205), (205, 221, 231), (222, 214, 228), (212, 226, 214))
WALLS = ((188, 108, 82), (214, 188, 148), (146, 158, 170), (120, 96, 88), (226, 222, 214))
BODIES = ((164, 44, 52), (38, 78, 120), (60, 64, 70), (214, 214, 210), (32, 104, 88))
GROUND = (122, 132, 108)
ROAD = (92, 92, 96)


def draw(subject: str, seed: int) -> bytes:
    """Return a JPEG of the subject; the same seed draws the same picture."""
    chance = random.Random(f"{subject}/{seed}")
    image = Image.new("RGB", SIZE, chance.choice(SKY))
    pen = ImageDraw.Draw(image)
    _SUBJECTS[subject](pen, chance)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=86)
    return file.getvalue()


def _sun_and_hills(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x = chance.randint(140, 1140)
    pen.ellipse((x - 56, 84, x + 56, 196), fill=(250, 240, 214))
    for base, shade in ((520, (168, 184, 176)), (580, (146, 166, 146))):
        points = [(-40, 700)]
        points += [(step * 160 - 40, base - chance.randint(10, 120)) for step in range(10)]
        pen.polygon([*points, (1400, 700)], fill=shade)
    pen.rectangle((0, 640, 1280, 853), fill=GROUND)


def _flat(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _sun_and_hills(pen, chance)
    for left, width, floors in ((110, 250, 7), (440, 400, 9), (920, 250, 6)):
        _tower(pen, chance, left=left, width=width, floors=floors)
    pen.rectangle((0, 730, 1280, 853), fill=ROAD)
    for x in range(30, 1280, 150):
        pen.rectangle((x, 786, x + 76, 794), fill=(230, 222, 190))


def _tower(pen: ImageDraw.ImageDraw, chance: random.Random, *, left: int, width: int, floors: int) -> None:
    wall, top = chance.choice(WALLS), 700 - floors * 62
    pen.rectangle((left, top, left + width, 735), fill=wall)
    pen.rectangle((left - 10, top - 16, left + width + 10, top), fill=tuple(c * 3 // 4 for c in wall))
    for floor in range(floors):
        for x in range(left + 24, left + width - 44, 62):
            lit = chance.random() < 0.3
            y = top + 18 + floor * 62
            pen.rectangle((x, y, x + 38, y + 36), fill=(250, 222, 150) if lit else (92, 112, 130))
            pen.line((x + 19, y, x + 19, y + 36), fill=wall, width=3)
    middle = left + width // 2
    pen.rectangle((middle - 20, 684, middle + 20, 735), fill=(70, 56, 50))


def _house(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _sun_and_hills(pen, chance)
    wall, roof = chance.choice(WALLS[1:]), (132, 62, 50)
    pen.rectangle((390, 410, 890, 700), fill=wall)
    pen.polygon([(340, 420), (640, 216), (940, 420)], fill=roof)
    pen.rectangle((770, 240, 820, 350), fill=(110, 76, 64))
    pen.rectangle((592, 540, 690, 700), fill=(88, 60, 44))
    pen.ellipse((668, 616, 680, 628), fill=(220, 190, 110))
    for x in (440, 745):
        pen.rectangle((x, 480, x + 100, 580), fill=(120, 148, 164), outline=(244, 240, 232), width=8)
        pen.line((x + 50, 480, x + 50, 580), fill=(244, 240, 232), width=6)
    for x in (180, 1080):
        pen.rectangle((x - 12, 560, x + 12, 690), fill=(92, 70, 52))
        pen.ellipse((x - 92, 390, x + 92, 600), fill=(92, 124, 84))
    pen.polygon([(592, 700), (690, 700), (800, 853), (480, 853)], fill=(190, 180, 160))


def _land(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 0, 1280, 853), fill=(226, 232, 212))
    for band in range(-2, 12):
        y = band * 90 + chance.randint(-14, 14)
        shade = (206, 218, 186) if band % 2 else (216, 222, 192)
        pen.polygon([(0, y), (1280, y - 180), (1280, y - 104), (0, y + 76)], fill=shade)
    pen.line([(0, 190), (340, 240), (720, 170), (1280, 300)], fill=(150, 188, 208), width=34, joint="curve")
    pen.line([(90, 853), (330, 520), (860, 470), (1280, 590)], fill=(246, 240, 226), width=26, joint="curve")
    plot = [(500, 300), (860, 272), (930, 560), (560, 640)]
    pen.polygon(plot, fill=(238, 196, 128), outline=(176, 56, 40), width=9)
    for x, y in plot:
        pen.ellipse((x - 13, y - 13, x + 13, y + 13), fill=(176, 56, 40))
    pen.polygon([(1168, 60), (1196, 150), (1168, 128), (1140, 150)], fill=(70, 70, 70))
    for step in range(5):
        fill = (70, 70, 70) if step % 2 == 0 else (244, 244, 240)
        pen.rectangle((70 + step * 70, 780, 140 + step * 70, 798), fill=fill, outline=(70, 70, 70))


def _car(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _sun_and_hills(pen, chance)
    pen.rectangle((0, 660, 1280, 853), fill=ROAD)
    body = chance.choice(BODIES)
    pen.polygon([(420, 470), (520, 340), (800, 340), (930, 470)], fill=body)
    pen.polygon([(458, 466), (536, 366), (646, 366), (646, 466)], fill=(176, 204, 216))
    pen.polygon([(668, 466), (668, 366), (786, 366), (876, 466)], fill=(176, 204, 216))
    pen.rounded_rectangle((250, 462, 1060, 640), radius=54, fill=body)
    pen.rectangle((250, 590, 1060, 606), fill=tuple(c * 3 // 4 for c in body))
    pen.ellipse((1010, 500, 1058, 546), fill=(252, 240, 190))
    pen.rectangle((250, 506, 276, 550), fill=(190, 40, 40))
    for x in (410, 890):
        pen.ellipse((x - 84, 556, x + 84, 724), fill=(34, 34, 36))
        pen.ellipse((x - 44, 596, x + 44, 684), fill=(190, 192, 196))
        pen.ellipse((x - 12, 628, x + 12, 652), fill=(60, 60, 64))


def _truck(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    _sun_and_hills(pen, chance)
    pen.rectangle((0, 660, 1280, 853), fill=ROAD)
    body = chance.choice(BODIES)
    pen.rectangle((170, 260, 800, 620), fill=(226, 226, 220), outline=(160, 160, 156), width=6)
    for x in range(230, 800, 62):
        pen.line((x, 266, x, 614), fill=(198, 198, 192), width=4)
    pen.rounded_rectangle((816, 330, 1090, 620), radius=30, fill=body)
    pen.polygon([(930, 360), (1064, 360), (1084, 470), (930, 470)], fill=(176, 204, 216))
    pen.rectangle((150, 610, 1110, 646), fill=(54, 54, 58))
    for x in (290, 430, 960):
        pen.ellipse((x - 72, 580, x + 72, 724), fill=(34, 34, 36))
        pen.ellipse((x - 34, 618, x + 34, 686), fill=(190, 192, 196))


def _machine(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 0, 1280, 853), fill=(206, 210, 212))
    pen.rectangle((0, 640, 1280, 853), fill=(150, 152, 150))
    for x in range(0, 1280, 160):
        pen.rectangle((x, 60, x + 120, 190), fill=(232, 236, 238))
    shade = chance.choice(BODIES[1:])
    pen.rounded_rectangle((220, 320, 980, 660), radius=22, fill=shade)
    pen.rectangle((300, 380, 700, 560), fill=(176, 204, 216), outline=(40, 40, 44), width=10)
    pen.rectangle((470, 380, 530, 470), fill=(120, 120, 124))
    pen.polygon([(486, 470), (514, 470), (500, 512)], fill=(60, 60, 64))
    pen.rectangle((770, 380, 920, 470), fill=(36, 44, 48))
    pen.line([(784, 450), (816, 420), (850, 436), (904, 396)], fill=(120, 220, 150), width=5)
    for row in range(2):
        for column in range(4):
            x, y = 778 + column * 38, 500 + row * 44
            pen.ellipse((x, y, x + 24, y + 24), fill=(230, 190, 70) if row else (220, 224, 226))
    pen.rectangle((180, 656, 1020, 700), fill=(60, 62, 66))


def _paper(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pen.rectangle((0, 0, 1280, 853), fill=(94, 76, 62))
    pen.rectangle((0, 0, 1280, 300), fill=(104, 86, 70))
    pen.polygon([(350, 110), (930, 70), (980, 760), (396, 800)], fill=(250, 247, 238))
    pen.polygon([(384, 142), (902, 106), (946, 728), (428, 764)], outline=(160, 130, 80), width=6)
    for line in range(8):
        y = 270 + line * 44
        pen.line((470, y, 850 - chance.randint(0, 130), y - 24), fill=(120, 116, 108), width=8)
    pen.line((520, 190, 800, 172), fill=(70, 60, 50), width=18)
    pen.ellipse((720, 570, 860, 710), outline=(178, 40, 40), width=12)
    pen.regular_polygon((790, 640, 40), 5, fill=(178, 40, 40))


_SUBJECTS: dict[str, Callable[[ImageDraw.ImageDraw, random.Random], None]] = {
    "flat": _flat,
    "house": _house,
    "land": _land,
    "car": _car,
    "truck": _truck,
    "machine": _machine,
    "paper": _paper,
}
