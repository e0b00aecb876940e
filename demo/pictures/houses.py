"""Low buildings: a house with a garden, a terrace of houses, a shop, a warehouse with its yard."""

from __future__ import annotations

import random

from demo.pictures.buildings import GLASS, LAMP, PLASTERS, SLATE, TILES, Camera, Wall
from demo.pictures.outdoors import ASPHALT, PAVEMENT, bush, hills, meadow, sky, tree, yard
from demo.pictures.sheet import WIDTH, Colour, Point, Sheet, box, mix, shade

OAK: Colour = (112, 78, 54)
FRAME: Colour = (244, 240, 230)


def house(sheet: Sheet, chance: random.Random) -> None:
    """Draw a plastered house with a roof of tiles."""
    _house(sheet, chance, plaster=chance.choice(PLASTERS), roof=TILES)


def cottage(sheet: Sheet, chance: random.Random) -> None:
    """Draw a house of grey stone with a roof of slate."""
    _house(sheet, chance, plaster=(182, 178, 168), roof=SLATE)


def _house(sheet: Sheet, chance: random.Random, *, plaster: Colour, roof: Colour) -> None:
    """Draw a house with a pitched roof in its garden."""
    horizon = 470.0
    air = sky(sheet, chance, horizon=horizon + 20)
    hills(sheet, chance, horizon=horizon + 10, air=air)
    meadow(sheet, horizon=horizon)
    camera = Camera(x=9.5, height=2.6, yaw=-0.3, focal=900, horizon=horizon, centre=600)
    for x, z in ((-13, 34), (12, 40), (19, 36)):
        _tree_at(sheet, camera, (x, z), height=8)
    front, side = Wall(camera, (-6, 17), (5, 17)), Wall(camera, (5, 17), (5, 26))
    shadow = [front.at(0, 0), front.at(11, 0), side.at(9, 0), camera.at(10, 0, 27), camera.at(10, 0, 19)]
    sheet.soft((20, 30, 24), 130, blur=14, shapes=[shadow])
    for wall, light in ((side, -0.3), (front, 0.12)):
        sheet.fade(wall.pane(0, 0, wall.length, 5.6), shade(plaster, light), shade(plaster, light - 0.12))
        sheet.fill(wall.pane(0, 0, wall.length, 0.5), shade(plaster, light - 0.3))
    sheet.fill([side.at(0, 5.6), side.at(4.5, 8.6), side.at(9, 5.6)], shade(plaster, -0.34))
    for along, up in ((0.9, 1.2), (7.9, 1.2), (0.9, 3.7), (4.6, 3.7), (7.9, 3.7)):
        window(sheet, front, (along, up, 2.0, 1.4), light=0.1)
    for along, up in ((1.4, 1.2), (5.6, 1.2), (1.4, 3.7), (5.6, 3.7)):
        window(sheet, side, (along, up, 1.7, 1.4), light=-0.25)
    door(sheet, front, 4.7)
    _pitched_roof(sheet, camera, colour=roof)
    _garden(sheet, camera)


def _pitched_roof(sheet: Sheet, camera: Camera, *, colour: Colour) -> None:
    """Draw the near side of the roof, its courses, the verge and a chimney."""
    chimney = Wall(camera, (-3.6, 21), (-2.5, 21))
    sheet.fade(chimney.pane(0, 7.4, 1.1, 2.3), (158, 108, 90), (126, 84, 72))
    sheet.fill(chimney.pane(-0.12, 9.6, 1.34, 0.22), (96, 72, 64))

    def at(x: float, share: float) -> Point:
        return camera.at(x, 5.35 + 3.35 * share, 16.5 + 5.0 * share)

    sheet.fade([at(-6.4, 0), at(-6.4, 1), at(5.4, 1), at(5.4, 0)], shade(colour, 0.16), shade(colour, -0.12))
    for course in range(1, 14):
        share = course / 14
        sheet.line([at(-6.4, share), at(5.4, share)], (*shade(colour, -0.28), 150), 1.6)
    sheet.line([at(-6.4, 0), at(5.4, 0)], shade(colour, -0.45), 5)
    verge = [at(5.4, 0), at(5.4, 1), camera.at(5.4, 5.35, 26.5)]
    sheet.line(verge, shade(colour, -0.4), 6)
    sheet.line([at(-6.4, 1), at(5.4, 1)], shade(colour, -0.3), 4)


def _garden(sheet: Sheet, camera: Camera) -> None:
    path = [(-1.3, 17), (0.3, 17), (1.6, 9), (3.4, 4), (0.4, 4), (-0.6, 9)]
    sheet.fill([camera.at(x, 0, z) for x, z in path], (214, 204, 182))
    for x in (-5.5, -4.4, -3.2, 1.6, 2.8, 4.2):
        bush(sheet, *camera.at(x, 0, 16.2), height=44)
    _tree_at(sheet, camera, (-9.5, 17), height=8.5)
    _tree_at(sheet, camera, (11.5, 20), height=7.5)
    for x in range(-22, 24):
        foot = camera.at(x * 0.9, 0, 10.5)
        if not -1 < x * 0.9 < 2.8:
            bush(sheet, *foot, height=58)


def window(sheet: Sheet, wall: Wall, pane: tuple[float, float, float, float], *, light: float) -> None:
    """Draw a window with frame, cross and sill: along the wall, up, width, height."""
    along, up, width, height = pane
    sheet.fill(wall.pane(along - 0.12, up - 0.12, width + 0.24, height + 0.24), shade(FRAME, light - 0.1))
    lit = sheet.chance.random() < 0.15
    sheet.fade(
        wall.pane(along, up, width, height),
        shade((176, 204, 220), light),
        shade(LAMP if lit else GLASS, light),
    )
    for share in (0.5,):
        sheet.fill(wall.pane(along + width * share - 0.05, up, 0.1, height), shade(FRAME, light - 0.1))
    sheet.fill(wall.pane(along, up + height * 0.62, width, 0.08), shade(FRAME, light - 0.1))
    sheet.fill(wall.pane(along - 0.2, up - 0.26, width + 0.4, 0.16), shade(FRAME, light - 0.25))


def door(sheet: Sheet, wall: Wall, along: float) -> None:
    """Draw a panelled door with its step."""
    sheet.fill(wall.pane(along - 0.15, 0, 1.5, 2.5), FRAME)
    sheet.fade(wall.pane(along, 0.15, 1.2, 2.2), shade(OAK, 0.1), shade(OAK, -0.2))
    for share in (0.14, 0.62):
        sheet.fill(wall.pane(along + share, 0.4, 0.42, 0.8), shade(OAK, -0.3))
        sheet.fill(wall.pane(along + share, 1.4, 0.42, 0.7), shade(OAK, -0.3))
    sheet.fill(wall.pane(along - 0.4, 0, 2.0, 0.18), (190, 186, 176))


def _tree_at(sheet: Sheet, camera: Camera, at: tuple[float, float], *, height: float) -> None:
    foot, top = camera.at(at[0], 0, at[1]), camera.at(at[0], height, at[1])
    tree(sheet, *foot, height=foot[1] - top[1])


def terrace(sheet: Sheet, chance: random.Random) -> None:
    """Draw a terrace of narrow houses along an old street."""
    horizon = 500.0
    sky(sheet, chance, horizon=horizon + 40)
    sheet.backdrop(PAVEMENT, mix(PAVEMENT, ASPHALT, 0.5), top=horizon)
    camera = Camera(x=4, height=3.2, yaw=-0.62, focal=760, horizon=horizon, centre=640)
    colours = [chance.choice(PLASTERS) for _ in range(7)]
    for number in reversed(range(7)):
        wall = Wall(camera, (-6, 6.5 + number * 6), (-6, 12.5 + number * 6))
        _narrow_house(sheet, wall, height=8.2 + (number * 37 % 11) / 10, plaster=colours[number])
    kerb = [camera.at(-3.6, 0, 2), camera.at(-3.6, 0, 200), camera.at(-3.2, 0, 200), camera.at(-3.2, 0, 2)]
    road = [camera.at(-3.2, 0, 2), camera.at(-3.2, 0, 200), camera.at(7, 0, 200), camera.at(7, 0, 2)]
    sheet.fade(road, mix(ASPHALT, PAVEMENT, 0.5), ASPHALT)
    sheet.fill(kerb, (226, 222, 212))
    for z in (14, 26, 38):
        _tree_at(sheet, camera, (9, z), height=7)


def _narrow_house(sheet: Sheet, wall: Wall, *, height: float, plaster: Colour) -> None:
    roof = sheet.chance.choice((SLATE, TILES))
    sheet.fade(wall.pane(0, 0, 6, height), shade(plaster, 0.14), shade(plaster, -0.08))
    sheet.fill(wall.pane(0, 0, 6, 0.7), shade(plaster, -0.3))
    peak = [
        wall.at(-0.2, height),
        wall.at(0.9, height + 2.2),
        wall.at(5.1, height + 2.2),
        wall.at(6.2, height),
    ]
    sheet.fade(peak, shade(roof, 0.14), shade(roof, -0.15))
    for share in (0.25, 0.5, 0.75):
        ends = [
            wall.at(-0.2 + 1.1 * share, height + 2.2 * share),
            wall.at(6.2 - 1.1 * share, height + 2.2 * share),
        ]
        sheet.line(ends, (*shade(roof, -0.3), 140), 1.6)
    sheet.fill(wall.pane(0, height - 0.25, 6, 0.3), shade(plaster, 0.4))
    for up in (3.6, 6.0):
        for along in (0.8, 3.6):
            window(sheet, wall, (along, up, 1.5, 1.5), light=0.05)
    door(sheet, wall, 0.9)
    window(sheet, wall, (3.3, 0.9, 1.9, 1.5), light=0.05)


def shop(sheet: Sheet, chance: random.Random) -> None:
    """Draw the front of a shop on the ground floor of a house."""
    plaster, cloth = chance.choice(PLASTERS), chance.choice(((156, 66, 56), (54, 96, 104), (92, 116, 84)))
    sheet.backdrop(shade(plaster, 0.16), shade(plaster, -0.08), bottom=690)
    for row in range(17):
        sheet.line([(0, row * 40), (WIDTH, row * 40)], (*shade(plaster, -0.2), 60), 1.5)
    for x in (150, 470, 790):
        _upper_window(sheet, x + 60)
    sheet.fill(box(90, 262, 1020, 62), shade(cloth, -0.35))
    sheet.fill(box(110, 324, 980, 366), (58, 56, 58))
    for x, width in ((130, 330), (740, 330)):
        _show_window(sheet, x, width)
    sheet.fade(box(490, 338, 220, 352), mix(GLASS, LAMP, 0.35), shade(GLASS, -0.3))
    sheet.fill(box(594, 338, 12, 352), (58, 56, 58))
    for x in (572, 616):
        sheet.fill(box(x, 500, 12, 70), (214, 190, 130))
    _awning(sheet, cloth)
    sheet.backdrop(mix(PAVEMENT, (255, 255, 255), 0.2), PAVEMENT, top=690, bottom=760)
    for x in range(-80, WIDTH, 130):
        sheet.line([(x + 60, 690), (x, 760)], (*shade(PAVEMENT, -0.2), 160), 2)
    sheet.fill(box(0, 756, WIDTH, 14), (222, 218, 210))
    sheet.backdrop(ASPHALT, shade(ASPHALT, -0.2), top=770)


def _upper_window(sheet: Sheet, x: float) -> None:
    sheet.fill(box(x - 10, 26, 220, 180), FRAME)
    sheet.fade(box(x, 36, 200, 160), (178, 206, 222), GLASS)
    sheet.fill([(x, 196), (x + 80, 36), (x + 130, 36), (x + 50, 196)], (255, 255, 255, 46))
    sheet.fill(box(x + 96, 36, 8, 160), FRAME)
    sheet.fill(box(x - 22, 206, 244, 14), shade(FRAME, -0.18))


def _show_window(sheet: Sheet, x: float, width: float) -> None:
    chance = sheet.chance
    sheet.fade(box(x, 338, width, 300), mix(LAMP, (255, 246, 226), 0.3), mix(LAMP, GLASS, 0.55))
    for shelf in (470, 560):
        sheet.fill(box(x, shelf, width, 7), (122, 92, 66))
        for place in range(7):
            height, left = chance.uniform(28, 66), x + 16 + place * (width - 24) / 7
            colour = chance.choice(
                ((170, 84, 66), (70, 110, 118), (204, 166, 92), (120, 138, 96), (232, 222, 204))
            )
            sheet.fill(box(left, shelf - height, 30, height), colour)
            sheet.fill(box(left, shelf - height, 10, height), shade(colour, 0.2))
    sheet.fill([(x, 638), (x + 110, 338), (x + 180, 338), (x + 70, 638)], (255, 255, 255, 52))
    sheet.fill(box(x - 8, 638, width + 16, 52), (82, 78, 76))


def _awning(sheet: Sheet, cloth: Colour) -> None:
    sheet.soft((20, 20, 26), 120, blur=12, shapes=[box(96, 322, 1010, 62)])
    for stripe in range(17):
        left, colour = 76 + stripe * 61.6, cloth if stripe % 2 == 0 else (240, 232, 216)
        top = 110 + stripe * 57.6
        sheet.fade(
            [(top, 268), (top + 57.6, 268), (left + 61.6, 356), (left, 356)], colour, shade(colour, -0.16)
        )
        sheet.fill(box(left, 355, 61.6, 22), shade(colour, -0.24))
        sheet.disc(left + 30.8, 376, 30.8, shade(colour, -0.24), tall=0.35)


def warehouse(sheet: Sheet, chance: random.Random) -> None:
    """Draw a long low building with roller doors and a yard."""
    horizon = 470.0
    air = sky(sheet, chance, horizon=horizon + 20)
    hills(sheet, chance, horizon=horizon + 6, air=air)
    yard(sheet, horizon=horizon)
    camera = Camera(x=12, height=3.4, yaw=-0.42, focal=1020, horizon=horizon, centre=660)
    for x, z in ((26, 54), (20, 62), (-22, 52), (-6, 60)):
        _tree_at(sheet, camera, (x, z), height=11)
    metal = chance.choice(((170, 184, 190), (196, 190, 176), (152, 170, 160)))
    front, side = Wall(camera, (-16, 24), (8, 24)), Wall(camera, (8, 24), (8, 58))
    sheet.soft(
        (20, 24, 30),
        140,
        blur=12,
        shapes=[
            [front.at(0, 0), front.at(24, 0), side.at(34, 0), camera.at(15, 0, 58), camera.at(13, 0, 26)]
        ],
    )
    for wall, light in ((side, -0.28), (front, 0.14)):
        colour = shade(metal, light)
        sheet.fade(wall.pane(0, 0, wall.length, 7.2), shade(colour, 0.06), shade(colour, -0.1))
        for rib in range(int(wall.length * 2)):
            sheet.line([wall.at(rib / 2, 1), wall.at(rib / 2, 7.2)], (*shade(colour, -0.16), 130), 1.4)
        sheet.fill(wall.pane(0, 0, wall.length, 1), shade((150, 146, 140), light))
        sheet.fill(wall.pane(0, 6.9, wall.length, 0.8), shade((70, 104, 122), light))
    for along in (2.5, 9.5):
        _roller_door(sheet, front, along)
    for strip in range(3, 32, 5):
        sheet.fill(side.pane(strip, 4.2, 3.4, 1.3), shade(GLASS, -0.1))
    for along in (16.8, 20.2):
        window(sheet, front, (along, 3.8, 2.4, 1.4), light=0.1)
    window(sheet, front, (20.2, 1.3, 2.4, 1.4), light=0.1)
    door(sheet, front, 17.4)
    for x in range(4):
        bay = [(-9 + x * 4.2, 10), (-8.8 + x * 4.2, 10), (-8.8 + x * 4.2, 19), (-9 + x * 4.2, 19)]
        sheet.fill([camera.at(left, 0, z) for left, z in bay], (238, 232, 214, 220))


def _roller_door(sheet: Sheet, wall: Wall, along: float) -> None:
    sheet.fill(wall.pane(along - 0.3, 0, 5.6, 5.2), (84, 92, 98))
    sheet.fade(wall.pane(along, 0, 5, 4.9), (224, 224, 218), (186, 188, 184))
    for slat in range(1, 16):
        sheet.line([wall.at(along, slat * 0.31), wall.at(along + 5, slat * 0.31)], (140, 144, 142), 1.4)
    for post in (along - 0.6, along + 5.4):
        sheet.fill(wall.pane(post, 0, 0.22, 1.2), (222, 178, 62))


def works(sheet: Sheet, chance: random.Random) -> None:
    """Draw an industrial building of many storeys with its loading bays."""
    horizon = 520.0
    air = sky(sheet, chance, horizon=horizon + 20)
    hills(sheet, chance, horizon=horizon + 6, air=air)
    yard(sheet, horizon=horizon)
    camera = Camera(x=14, height=5, yaw=-0.4, focal=760, horizon=horizon, centre=650)
    concrete = chance.choice(((198, 196, 188), (206, 196, 178)))
    front, side = Wall(camera, (-18, 30), (10, 30)), Wall(camera, (10, 30), (10, 56))
    sheet.soft(
        (20, 24, 30),
        130,
        blur=13,
        shapes=[[front.at(0, 0), side.at(0, 0), side.at(26, 0), camera.at(20, 0, 58)]],
    )
    for wall, light in ((side, -0.28), (front, 0.1)):
        colour = shade(concrete, light)
        sheet.fade(wall.pane(0, 0, wall.length, 27), shade(colour, 0.08), shade(colour, -0.1))
        sheet.fill(wall.pane(0, 26.4, wall.length, 0.9), shade(colour, -0.25))
        for floor in range(5):
            _ribbon(sheet, wall, 6.4 + floor * 4.1, light=light)
        sheet.fill(wall.pane(0, 5.2, wall.length, 0.5), (176, 92, 60))
    for along in (1.5, 8, 14.5, 21):
        _roller_door(sheet, front, along)
    for x, z in ((24, 46), (29, 60)):
        _tree_at(sheet, camera, (x, z), height=9)


def _ribbon(sheet: Sheet, wall: Wall, up: float, *, light: float) -> None:
    """Draw the windows of one storey, side by side."""
    chance = sheet.chance
    sheet.fill(wall.pane(1, up - 0.4, wall.length - 2, 2.7), shade((166, 162, 152), light))
    for bay in range(int(wall.length - 2)):
        lit = mix(GLASS, LAMP, 0.6 if chance.random() < 0.08 else 0)
        sheet.fill(wall.pane(1.1 + bay, up, 0.84, 2.0), shade(lit, light + chance.uniform(0, 0.14)))
