"""Buildings in perspective: streets of tall houses, a house with a garden, a shop, a warehouse."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass

from demo.pictures.outdoors import ASPHALT, PAVEMENT, hills, sky, tree
from demo.pictures.sheet import Colour, Point, Sheet, mix, shade

PLASTERS: tuple[Colour, ...] = (
    (222, 208, 182), (206, 184, 160), (198, 206, 206), (226, 218, 206), (190, 132, 104), (178, 190, 178)
)  # fmt: skip
GLASS: Colour = (92, 118, 138)
LAMP: Colour = (250, 218, 150)
SLATE: Colour = (92, 98, 108)
TILES: Colour = (160, 92, 72)

Ground = tuple[float, float]


@dataclass(frozen=True)
class Camera:
    """An eye above the ground that looks along its yaw; metres go in, places on the sheet come out."""

    x: float = 0
    height: float = 2.2
    yaw: float = 0.0
    focal: float = 900
    horizon: float = 470
    centre: float = 600

    def at(self, x: float, y: float, z: float) -> Point:
        """Return where a point stands: x to the right, y up, z away."""
        cos, sin = math.cos(self.yaw), math.sin(self.yaw)
        x -= self.x
        across, away = x * cos - z * sin, max(x * sin + z * cos, 0.5)
        return self.centre + self.focal * across / away, self.horizon - self.focal * (y - self.height) / away


@dataclass(frozen=True)
class Wall:
    """An upright wall between two points of the ground, in shares of its length and in metres of height."""

    camera: Camera
    left: Ground
    right: Ground

    @property
    def length(self) -> float:
        """Return how long the wall is."""
        return math.dist(self.left, self.right)

    def at(self, along: float, up: float) -> Point:
        """Return a point of the wall."""
        (ax, az), (bx, bz) = self.left, self.right
        share = along / self.length
        return self.camera.at(ax + (bx - ax) * share, up, az + (bz - az) * share)

    def pane(self, along: float, up: float, width: float, height: float) -> list[Point]:
        """Return a rectangle on the wall, from its lower left corner."""
        return [
            self.at(along, up + height),
            self.at(along + width, up + height),
            self.at(along + width, up),
            self.at(along, up),
        ]


def street(sheet: Sheet, chance: random.Random) -> None:
    """Draw tall houses on both sides of a street."""
    camera = Camera(x=31, height=8.5, yaw=-0.2, focal=820, horizon=560, centre=560)
    air = sky(sheet, chance, horizon=580)
    hills(sheet, chance, horizon=566, air=air)
    sheet.backdrop(mix(PAVEMENT, air, 0.4), PAVEMENT, top=560)
    _road(sheet, camera, 24, 40)
    colours = chance.sample(PLASTERS, 5)
    floors = chance.choice((8, 9, 11))
    for z, count in ((112, floors + 3), (74, floors), (36, floors + 2)):
        plaster = mix(colours.pop(), air, (z - 36) / 190)
        if z > 36:
            _block(
                sheet,
                camera,
                (48, z),
                size=(16, 28),
                floors=count - 2,
                plaster=mix(plaster, (170, 150, 130), 0.3),
            )
        _block(sheet, camera, (-2, z), size=(18, 28), floors=count, plaster=plaster)
    for z in (98, 78, 62, 48, 36):
        for x in (20.5, 44):
            foot, top = camera.at(x, 0, z), camera.at(x, 7.5, z)
            tree(sheet, *foot, height=foot[1] - top[1])


def _block(
    sheet: Sheet, camera: Camera, at: Ground, *, size: tuple[float, float], floors: int, plaster: Colour
) -> None:
    """Draw a tall house: its front towards the eye, and the side that stands along the street."""
    (x, z), (width, depth), height = at, size, floors * 3.0 + 4.2
    front = Wall(camera, (x, z), (x + width, z))
    on_the_left = x + width < camera.x
    along = (
        Wall(camera, (x + width, z), (x + width, z + depth))
        if on_the_left
        else Wall(camera, (x, z + depth), (x, z))
    )
    reach = 5 if on_the_left else -3
    edge = x + width if on_the_left else x
    foot = [
        camera.at(x, 0, z - 1),
        camera.at(edge + reach, 0, z - 1),
        camera.at(edge + reach, 0, z + depth),
        camera.at(edge, 0, z + depth),
    ]
    sheet.soft((24, 30, 40), 110, blur=12, shapes=[foot])
    for wall, light in ((front, -0.3 if on_the_left else 0.08), (along, 0.08 if on_the_left else -0.3)):
        colour = shade(plaster, light)
        sheet.fade(wall.pane(0, 0, wall.length, height), shade(colour, 0.08), shade(colour, -0.1))
        sheet.fill(wall.pane(0, 0, wall.length, 3.8), shade(colour, -0.24))
        sheet.fill(wall.pane(0, height - 0.5, wall.length, 1.3), shade(colour, -0.14))
        sheet.fill(wall.pane(0, height + 0.6, wall.length, 0.25), shade(colour, 0.2))
        _windows(sheet, wall, floors=floors, plaster=colour, light=light)
        _shops(sheet, wall)


def _windows(sheet: Sheet, wall: Wall, *, floors: int, plaster: Colour, light: float) -> None:
    chance, bays = sheet.chance, max(3, int(wall.length // 3.6))
    step = wall.length / bays
    for floor, bay in itertools.product(range(floors), range(bays)):
        up, along = 4.6 + floor * 3.0, bay * step + step * 0.18
        glass = LAMP if chance.random() < 0.12 else mix(GLASS, (206, 224, 236), floor / floors * 0.6)
        sheet.fill(wall.pane(along - 0.08, up - 0.12, step * 0.64 + 0.16, 1.95), shade(plaster, 0.3))
        sheet.fill(wall.pane(along, up, step * 0.64, 1.7), shade(glass, light - 0.06))
        if chance.random() < 0.5:
            sheet.fill(wall.pane(along, up, step * 0.2, 1.7), (*shade((222, 214, 200), light), 190))
        sheet.fill(wall.pane(along + step * 0.31, up, 0.1, 1.7), shade(plaster, 0.25))
        if bay % 3 == 1:
            sheet.fill(wall.pane(along - 0.3, up - 0.5, step * 0.64 + 0.6, 0.95), shade(plaster, -0.2))
            sheet.fill(wall.pane(along - 0.3, up + 0.4, step * 0.64 + 0.6, 0.1), shade(plaster, 0.35))


def _shops(sheet: Sheet, wall: Wall) -> None:
    step = wall.length / max(2, int(wall.length // 6))
    for bay in range(int(wall.length // step + 0.5)):
        sheet.fill(
            wall.pane(bay * step + 0.4, 0.4, step - 0.8, 2.3), mix(GLASS, LAMP, sheet.chance.uniform(0, 0.6))
        )
        awning = sheet.chance.choice(((150, 62, 54), (62, 96, 104), (186, 152, 84), (84, 110, 84)))
        sheet.fill(wall.pane(bay * step + 0.2, 2.7, step - 0.4, 0.7), awning)


def _road(sheet: Sheet, camera: Camera, left: float, right: float) -> None:
    near, far, middle = 9.0, 500.0, (left + right) / 2

    def strip(x: float, width: float, begin: float, end: float) -> list[Point]:
        return [
            camera.at(x, 0, begin),
            camera.at(x, 0, end),
            camera.at(x + width, 0, end),
            camera.at(x + width, 0, begin),
        ]

    sheet.fade(strip(left, right - left, near, far), mix(ASPHALT, PAVEMENT, 0.5), ASPHALT)
    for z in range(12, 180, 9):
        sheet.fill(strip(middle - 0.15, 0.3, z, z + 4), (238, 232, 214))
    for x in (left - 0.4, right):
        sheet.fill(strip(x, 0.4, near, far), (224, 220, 210))
