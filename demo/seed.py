"""Makes the demo's courts as if they had worked here for ten weeks."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import Flask
from flask_security import hash_password
from sqlalchemy import event

from demo import album, bank
from demo.album import Album
from demo.course import course
from demo.founding import Cast, found
from demo.past import Past
from demo.stories import alderport, harbour, lakeside
from demo.story import PASSWORD, CourtStory, LotStory, Stage
from demo.times import DAY

# The first is the court of the live sale, and of the tests.
COURTS: tuple[CourtStory, ...] = (lakeside.COURT, harbour.COURT, alderport.COURT)
HISTORY = 75 * DAY


def seed(
    app: Flask, past: Past, *, now: datetime, width: int = album.WIDTH, but: Stage | None = None
) -> Sequence[Cast]:
    """Let ten weeks happen up to now in all courts, but for lots of one stage; return who took part."""
    casts = [Cast(story) for story in COURTS]
    with app.app_context():
        password = hash_password(PASSWORD)
    told = [(cast, lot) for cast in casts for lot in cast.story.lots if lot.stage is not but]
    with _in_haste(past), contextlib.closing(Album((lot for _, lot in told), width=width)) as pictures:
        found(past, casts, password=password, at=now - HISTORY)
        courses = [course(past, cast, pictures, story=lot, now=now) for cast, lot in told]
        past.play(itertools.chain.from_iterable(courses))
        past.come_to(now)
        for cast in casts:
            bank.name_account(past, cast, at=now)
    return casts


@contextlib.contextmanager
def _in_haste(past: Past) -> Iterator[None]:
    """Let no commit wait for the disk meanwhile: a past that is lost is told again."""
    database = past.world.database

    def hasten(connection: Any, _record: object) -> None:
        if database.is_sqlite:
            connection.execute("PRAGMA synchronous = OFF")

    database.dispose()
    event.listen(database.engine, "connect", hasten)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", hasten)
        database.dispose()


def add_lot(past: Past, cast: Cast, story: LotStory, *, now: datetime) -> None:
    """Let one more lot's past happen in a court that is already there."""
    with contextlib.closing(Album([story])) as pictures:
        past.play(course(past, cast, pictures, story=story, now=now))
