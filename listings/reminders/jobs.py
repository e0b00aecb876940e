"""What the clock runs here: sends the letters that are due.

It speaks to a mail server, which may be slow or away, so it ticks beside the other jobs and never
keeps the hammer waiting.  It needs no lease: a claim in the row decides who sends a letter.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template
from flask_babel import force_locale, gettext

from auction.kernel.jobs import one_by_one
from auction.kernel.world import World
from auction.people import mail_views
from listings.reminders import service, store
from listings.reminders.service import Letter
from listings.reminders.words import SUBJECTS


def send_reminders(world: World) -> int:
    """Send each letter that is due, and mark it; return how many left."""
    with world.database.reading() as tx:
        waiting = store.due_ids(tx, world.clock.now())
    return one_by_one(waiting, lambda reminder_id: _send(world, reminder_id))


def _send(world: World, reminder_id: str) -> int:
    return mail_views.send_claimed(
        world,
        claim=lambda tx, at: service.claim(tx, reminder_id=reminder_id, at=at),
        write=_words,
        mark=lambda tx, letter, at: store.mark_sent(tx, reminder_id, claimed_at=letter.claimed_at, at=at),
    )


def _words(letter: Letter) -> tuple[str, str]:
    reminder, title = letter.reminder, letter.reminder.view.snapshot["title"]
    with force_locale(reminder.language):
        subject = gettext(SUBJECTS[reminder.kind], title=title)
        body = render_template("public/letters/reminder.txt", view=reminder.view)
    return subject, body


JOBS: tuple[Callable[[World], int], ...] = (send_reminders,)
