"""Draws the pictures of all lots beside the story, so that nobody waits for them one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from demo.pictures import gallery
from demo.story import LotStory
from listings import photo

# Drawing is half encoding, which threads do side by side; more than these only crowd the story out.
PAINTERS_MAX = 4
# Wide enough for the gallery of a lot's page; tests look at smaller ones.
WIDTH = 960
WIDTH_OF_TESTS = 360


class Album:
    """Pictures that are being drawn, by lot and place."""

    def __init__(self, lots: Iterable[LotStory], *, width: int = WIDTH) -> None:
        self._painters = ThreadPoolExecutor(min(PAINTERS_MAX, os.cpu_count() or 1))
        self._pictures: dict[tuple[str, int], Future[photo.Picture]] = {
            (lot.title, place): self._painters.submit(_paint, subject, lot.title, width)
            for lot in lots
            for place, (subject, _) in enumerate(lot.photos)
        }

    def picture(self, lot: LotStory, place: int) -> photo.Picture:
        """Return a picture as soon as it is drawn."""
        return self._pictures[lot.title, place].result()

    def close(self) -> None:
        """Send the painters home."""
        self._painters.shutdown(cancel_futures=True)


def _paint(subject: str, seed: str, width: int) -> photo.Picture:
    picture = photo.reencode(gallery.draw(subject, seed, width=width))
    assert isinstance(picture, photo.Picture), picture
    return picture
