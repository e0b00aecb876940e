"""Skies, hills, trees and ground: what stands around everything that is drawn outside."""

from __future__ import annotations

import random

from demo.pictures.sheet import HEIGHT, WIDTH, Colour, Points, Sheet, box, mix, shade, smooth

# Morning, noon, evening, overcast: above, and at the horizon.
SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((126, 172, 208), (241, 224, 196)),
    ((98, 156, 206), (214, 230, 238)),
    ((104, 128, 178), (246, 206, 168)),
    ((156, 176, 192), (226, 230, 228)),
)
LEAVES: tuple[Colour, ...] = ((92, 128, 76), (112, 140, 78), (78, 116, 84), (138, 146, 74))
GRASS: Colour = (134, 156, 96)
ASPHALT: Colour = (104, 108, 116)
PAVEMENT: Colour = (196, 192, 184)


def sky(sheet: Sheet, chance: random.Random, *, horizon: float) -> Colour:
    """Draw a sky with a few clouds, and return the colour of the air at the horizon."""
    above, below = chance.choice(SKIES)
    sheet.backdrop(above, below, bottom=horizon)
    for _ in range(chance.randint(3, 5)):
        _cloud(sheet, chance.uniform(0, WIDTH), chance.uniform(40, horizon * 0.5), chance)
    return below


def _cloud(sheet: Sheet, x: float, y: float, chance: random.Random) -> None:
    breadth = chance.uniform(90, 190)
    shapes: list[Points] = []
    for _ in range(5):
        left, lift = x + chance.uniform(-breadth, breadth), chance.uniform(8, 26)
        shapes.append(smooth(box(left - 60, y - lift, 120, lift + 10), closed=True, steps=5))
    sheet.soft((255, 253, 246), 150, blur=16, shapes=shapes)


def hills(sheet: Sheet, chance: random.Random, *, horizon: float, air: Colour) -> None:
    """Draw two rows of hills that fade into the air."""
    for lift, share in ((86, 0.68), (44, 0.45)):
        ridge = [(x, horizon - lift * chance.uniform(0.25, 1.0)) for x in range(-100, WIDTH + 300, 170)]
        colour = mix((98, 128, 116), air, share)
        sheet.fade(
            [*smooth(ridge), (WIDTH + 200, horizon + 4), (-100, horizon + 4)], colour, mix(colour, air, 0.3)
        )


def tree(sheet: Sheet, x: float, foot: float, *, height: float) -> None:
    """Draw a broad tree that the sun meets from the left."""
    chance = sheet.chance
    green = chance.choice(LEAVES)
    sheet.soft((30, 40, 34), 90, blur=7, shapes=[_crown(x + height * 0.12, foot, height * 0.42, 0.16)])
    trunk = (98, 76, 58)
    sheet.fade(
        [
            (x - height * 0.035, foot),
            (x - height * 0.02, foot - height * 0.6),
            (x + height * 0.02, foot - height * 0.6),
            (x + height * 0.04, foot),
        ],
        shade(trunk, 0.1),
        shade(trunk, -0.35),
        sideways=True,
    )
    top = foot - height * 0.66
    for depth, share in ((-0.34, 1.0), (-0.12, 0.86), (0.08, 0.66), (0.22, 0.42)):
        for _ in range(9):
            dx = chance.uniform(-0.27, 0.27) * height * share - height * 0.07 * (1 - share)
            dy = chance.uniform(-0.26, 0.2) * height * share - height * 0.08 * (1 - share)
            radius = height * chance.uniform(0.08, 0.14) * (0.6 + share * 0.5)
            sheet.disc(x + dx, top + dy, radius, shade(green, depth + chance.uniform(-0.04, 0.04)), tall=0.9)


def _crown(x: float, y: float, radius: float, tall: float) -> Points:
    return smooth(
        [(x - radius, y), (x, y - radius * tall), (x + radius, y), (x, y + radius * tall)], closed=True
    )


def bush(sheet: Sheet, x: float, foot: float, *, height: float) -> None:
    """Draw a round bush."""
    green = sheet.chance.choice(LEAVES)
    for depth, share in ((-0.3, 1.0), (-0.05, 0.8), (0.16, 0.5)):
        for _ in range(6):
            dx = sheet.chance.uniform(-0.8, 0.8) * height * share
            dy = sheet.chance.uniform(-0.1, 0.5) * height * share
            centre = (x + dx - height * 0.1 * (1 - share), foot - height * 0.5 - dy * 0.6)
            sheet.disc(*centre, height * 0.4 * share, shade(green, depth))


def meadow(sheet: Sheet, *, horizon: float) -> None:
    """Draw grass to the lower edge, with tufts that grow towards the eye."""
    chance = sheet.chance
    sheet.backdrop(mix(GRASS, (226, 222, 176), 0.4), shade(GRASS, -0.25), top=horizon)
    for _ in range(240):
        depth = chance.random() ** 1.6
        x, y = chance.uniform(0, WIDTH), horizon + 12 + (HEIGHT - horizon) * depth
        height = 4 + 22 * depth
        colour = shade(GRASS, chance.uniform(-0.3, 0.22))
        sheet.line([(x, y), (x + chance.uniform(-4, 4) * (1 + depth), y - height)], colour, 1.2 + 2 * depth)


def yard(sheet: Sheet, *, horizon: float) -> None:
    """Draw a yard of asphalt or packed gravel."""
    sheet.backdrop(mix(PAVEMENT, ASPHALT, 0.35), mix(PAVEMENT, ASPHALT, 0.75), top=horizon)
    chance = sheet.chance
    for _ in range(160):
        depth = chance.random()
        x, y = chance.uniform(0, WIDTH), horizon + (HEIGHT - horizon) * depth
        sheet.disc(x, y, 1 + 2.4 * depth, (*shade(ASPHALT, chance.choice((-0.2, 0.35))), 110), tall=0.45)
