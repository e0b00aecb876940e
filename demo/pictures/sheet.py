"""A sheet to draw on: everything is drawn twice as large and made smaller, so that edges are smooth.

Places are told on a sheet of 1200 by 800, however large the picture is to be.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1200, 800
QUALITY = 92
# What is soft is drawn this many times smaller.
SOFT = 8

Colour = tuple[int, ...]
Point = tuple[float, float]
Points = Sequence[Point]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two, by the share of the other."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))


def shade(colour: Colour, by: float) -> Colour:
    """Return the colour darker (below nothing) or lighter (above it)."""
    return mix(colour, (22, 24, 34), -by) if by < 0 else mix(colour, (255, 251, 240), by)


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """Return the corners of an upright box."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def smooth(points: Points, *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Return a soft curve through all points (Catmull and Rom)."""
    count, found = len(points), list[Point]()

    def point(place: int) -> Point:
        return points[place % count] if closed else points[min(max(place, 0), count - 1)]

    for place in range(count if closed else count - 1):
        corners = [point(place + offset) for offset in (-1, 0, 1, 2)]
        found += [_between(corners, step / steps) for step in range(steps)]
    return found if closed else [*found, points[-1]]


def _between(corners: Points, t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2)
    x = sum(w * v for w, v in zip(weights, (ax, bx, cx, dx), strict=True)) / 2
    y = sum(w * v for w, v in zip(weights, (ay, by, cy, dy), strict=True)) / 2
    return x, y


def _ramp(first: Colour, last: Colour, size: tuple[int, int], *, sideways: bool) -> Image.Image:
    """Return a box of one colour that goes over into another: one line is mixed, then repeated."""
    ramp = Image.linear_gradient("L")
    line = (size[0], 1) if sideways else (1, size[1])
    share = (ramp.rotate(90) if sideways else ramp).resize(line, box=(0, 0, 256, 256))
    mixed = Image.composite(Image.new("RGB", line, last[:3]), Image.new("RGB", line, first[:3]), share)
    return mixed.resize(size, Image.Resampling.NEAREST)


class Sheet:
    """One picture while it is being drawn."""

    def __init__(self, width: int, chance: random.Random) -> None:
        self.chance = chance
        self.scale = 2 * width / WIDTH
        size = (2 * width, 2 * round(width * HEIGHT / WIDTH))
        self.image = Image.new("RGB", size)
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def fill(self, points: Points, colour: Colour) -> None:
        """Fill a shape; a fourth number of the colour lets what is below shine through."""
        self._pen.polygon(self._places(points), fill=colour)

    def fade(self, points: Points, first: Colour, last: Colour, *, sideways: bool = False) -> None:
        """Fill a shape with a colour that goes over into another, downwards or sideways."""
        places = self._places(points)
        frame = self._frame(places, 0)
        if frame is None:
            return
        left, top, width, height = frame
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in places], fill=255)
        self.image.paste(_ramp(first, last, (width, height), sideways=sideways), (left, top), mask)

    def backdrop(self, first: Colour, last: Colour, *, top: float = 0, bottom: float = HEIGHT) -> None:
        """Fill a band of the whole sheet with a colour that goes over into another."""
        frame = self._frame(self._places(box(0, top, WIDTH, bottom - top)), 0)
        if frame is not None:
            left, upper, width, height = frame
            self.image.paste(_ramp(first, last, (width, height), sideways=False), (left, upper))

    def line(self, points: Points, colour: Colour, width: float = 3) -> None:
        """Draw a line."""
        thick = max(1, round(width * self.scale))
        self._pen.line(self._places(points), fill=colour, width=thick, joint="curve")

    def disc(self, x: float, y: float, radius: float, colour: Colour, *, tall: float = 1.0) -> None:
        """Fill a disc, or an ellipse that is so much taller than wide."""
        corners = [(x - radius, y - radius * tall), (x + radius, y + radius * tall)]
        self._pen.ellipse(self._places(corners), fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, *, width: float = 3, tall: float = 1.0
             ) -> None:  # fmt: skip
        """Draw the rim of a disc."""
        corners = [(x - radius, y - radius * tall), (x + radius, y + radius * tall)]
        self._pen.ellipse(self._places(corners), outline=colour, width=max(1, round(width * self.scale)))

    def round_box(self, corners: tuple[float, float, float, float], colour: Colour, *, radius: float) -> None:
        """Fill a box (left, top, right, bottom) with round corners."""
        left, top, right, bottom = corners
        places = self._places([(left, top), (right, bottom)])
        self._pen.rounded_rectangle(places, radius * self.scale, fill=colour)

    def write(
        self, x: float, y: float, text: str, *, size: float, colour: Colour, anchor: str = "mm"
    ) -> None:
        """Write numerals and Latin letters, in the one font that the library brings."""
        font = ImageFont.load_default(max(6, size * self.scale))
        self._pen.text((x * self.scale, y * self.scale), text, fill=colour, font=font, anchor=anchor)

    def soft(self, colour: Colour, strength: int, *, blur: float, shapes: Sequence[Points]) -> None:
        """Lay a soft shadow (or light) of some shapes over the sheet."""
        places = [self._places(points) for points in shapes]
        reach = 3 * blur * self.scale
        frame = self._frame([point for points in places for point in points], reach)
        if frame is None:
            return
        left, top, width, height = frame
        mask = Image.new("L", (width // SOFT + 1, height // SOFT + 1))
        pen = ImageDraw.Draw(mask)
        for points in places:
            pen.polygon([((x - left) / SOFT, (y - top) / SOFT) for x, y in points], fill=strength)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale / SOFT))
        mask = mask.resize((width, height), Image.Resampling.BILINEAR)
        self.image.paste(tuple(colour[:3]), (left, top, left + width, top + height), mask)

    def _frame(self, places: Points, reach: float) -> tuple[int, int, int, int] | None:
        """Return left, top, width and height of the part of the sheet that some places reach."""
        left, top = (max(int(min(p[axis] for p in places) - reach), 0) for axis in (0, 1))
        right, bottom = (
            min(int(max(p[axis] for p in places) + reach) + 1, self.image.size[axis]) for axis in (0, 1)
        )
        return (left, top, right - left, bottom - top) if right > left and bottom > top else None

    def jpeg(self) -> bytes:
        """Return the picture in its final size."""
        file = io.BytesIO()
        self.image.reduce(2).save(file, "JPEG", quality=QUALITY, subsampling=0)
        return file.getvalue()

    def _places(self, points: Points) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


Drawing = Callable[[Sheet, random.Random], None]
