"""What the clock runs here: letters about money are planned, and those that are due are sent.

It speaks to a mail server, which may be slow or away, so it ticks beside the jobs of the hammer.  It needs
no lease: a letter is planned once whoever plans it, and a claim in its row decides who sends it.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template
from flask_babel import force_locale, gettext

from auction.kernel.jobs import one_by_one
from auction.kernel.preference_views import LANGUAGES
from auction.kernel.world import World
from auction.people import mail_views
from auction.settlement.letters import service, store
from auction.settlement.letters.service import Letter
from auction.settlement.letters.words import SUBJECTS


def plan_letters(world: World) -> int:
    """Plan the letters of what happened since the last look; return how many are new."""
    at = world.clock.now()
    with world.database.reading() as tx:
        found = service.plans(tx, at=at)
    if found.is_quiet:
        return 0
    with world.database.transaction() as tx:
        return service.keep(tx, found)


def send_letters(world: World) -> int:
    """Send each letter that is due, and mark it; return how many left."""
    with world.database.reading() as tx:
        waiting = store.due_ids(tx, world.clock.now())
    return one_by_one(waiting, lambda letter_id: _send(world, letter_id))


def _send(world: World, letter_id: str) -> int:
    return mail_views.send_claimed(
        world,
        claim=lambda tx, at: service.claim(tx, letter_id=letter_id, at=at),
        write=_words,
        mark=lambda tx, letter, at: store.mark_sent(tx, letter_id, claimed_at=letter.claimed_at, at=at),
    )


def _words(letter: Letter) -> tuple[str, str]:
    language = letter.language if letter.language in LANGUAGES else "en"
    with force_locale(language):
        subject = gettext(SUBJECTS[letter.kept.kind], title=letter.view.snapshot["title"])
        name = letter.kept.kind.lower()
        body = render_template(f"settlement/letters/{name}.txt", letter=letter, view=letter.view)
    return subject, body.strip() + "\n"


JOBS: tuple[Callable[[World], int], ...] = (plan_letters, send_letters)
