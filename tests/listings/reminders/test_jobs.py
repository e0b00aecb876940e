"""Letters leave once, in the language in which they were asked for, whatever dies on the way."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email import message_from_string, policy
from typing import NoReturn

import pytest
from flask import Flask

from auction.kernel.world import World
from auction.people import mail_views
from auction.rounds import service as rounds
from listings.reminders import service, store
from listings.reminders.reminder import CLAIM_WINDOW, Kind
from tests.support.evenings import AT, CLOSES_AT, make_evening
from tests.support.listings import MadeLot
from tests.support.people import letters, make_bidder

# Which database the letters wait in, the tests of the service try.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)

DUE_AT = CLOSES_AT - timedelta(hours=1)


@pytest.fixture
def made(world: World) -> MadeLot:
    """Give an open round of which Ann wants to be reminded, by a page in Chinese."""
    made = make_evening(world, before_end=(7200,), title="Flat 住宅")
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, email="ann@town.example")
        assert not service.choose(
            tx, account_id=account_id, round_id=made.round_id, kinds=[Kind.CLOSES_HOUR],
            language="zh_Hans_CN", at=AT,
        )  # fmt: skip
    return made


def tick(app: Flask, world: World) -> int:
    (job,) = [job for job in app.extensions["auction.clock"].letters if job.__name__ == "send_reminders"]
    return int(job(world))


def test_a_letter_leaves_once_and_says_what_counts(app: Flask, world: World, made: MadeLot) -> None:
    world.clock.set(DUE_AT - timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
    early = tick(app, world)
    world.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
    sent = [tick(app, world) for _ in range(3)]

    assert (early, sent) == (0, [1, 0, 0])
    (written,) = letters(world)
    letter = message_from_string(written, policy=policy.default)
    body = letter.get_content()
    assert letter["To"] == "ann@town.example"
    assert "Flat 住宅" in letter["Subject"]
    assert f"{world.settings.public_url}/lots/{made.lot_id}" in body
    assert f"/enrol/{made.round_id}" in body
    assert "(UTC+8)" in body
    assert "<time" not in body


def test_a_letter_is_sent_again_under_its_name_when_its_sender_dies(
    app: Flask, world: World, made: MadeLot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> NoReturn:
        raise SystemExit("the process dies between sending and marking")

    world.clock.set(DUE_AT)  # type: ignore[attr-defined]  # set by hand
    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(store, "mark_sent", die)
        tick(app, world)
    meanwhile = tick(app, world)
    world.clock.advance(seconds=CLAIM_WINDOW.total_seconds())  # type: ignore[attr-defined]  # set by hand
    again = [tick(app, world), tick(app, world)]

    assert (meanwhile, again) == (0, [1, 0])
    names = {message_from_string(letter)["Message-ID"] for letter in letters(world)}
    assert len(letters(world)) == 2
    assert len(names) == 1


def test_a_mail_server_that_is_away_is_asked_again(
    app: Flask, world: World, made: MadeLot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_letter: object) -> NoReturn:
        raise smtplib.SMTPServerDisconnected("nobody there")

    world.clock.set(DUE_AT)  # type: ignore[attr-defined]  # set by hand
    with monkeypatch.context() as broken:
        broken.setattr(mail_views.EmailMessage, "send", away)
        assert tick(app, world) == 0
    world.clock.advance(seconds=CLAIM_WINDOW.total_seconds())  # type: ignore[attr-defined]  # set by hand

    assert tick(app, world) == 1
    assert len(letters(world)) == 1


def test_a_stay_keeps_the_letter_back_until_the_new_end(app: Flask, world: World, made: MadeLot) -> None:
    grounds = {"court_id": made.court_id, "actor": "j", "reason": "A claim.", "legal_basis": "CPL 238"}
    with world.database.transaction() as tx:
        assert not rounds.suspend(tx, round_id=made.round_id, at=DUE_AT - timedelta(hours=1), **grounds)
    world.clock.set(DUE_AT)  # type: ignore[attr-defined]  # set by hand
    stayed = tick(app, world)
    with world.database.transaction() as tx:
        assert not rounds.resume(tx, round_id=made.round_id, at=world.clock.now(), **grounds)
    resumed = tick(app, world)
    world.clock.advance(hours=1)  # type: ignore[attr-defined]  # set by hand

    # Two hours were left when it stopped, so an hour after it went on one hour is left.
    assert (stayed, resumed, tick(app, world)) == (0, 0, 1)


def test_who_was_told_an_end_that_a_stay_moved_is_told_the_new_one(
    app: Flask, world: World, made: MadeLot
) -> None:
    world.clock.set(CLOSES_AT - timedelta(minutes=50))  # type: ignore[attr-defined]  # set by hand
    grounds = {"reason": "r", "legal_basis": "b", "actor": "judge", "court_id": made.court_id}
    told = tick(app, world)
    with world.database.transaction() as tx:
        assert rounds.suspend(tx, round_id=made.round_id, at=world.clock.now(), **grounds) is None
    world.clock.advance(days=10)  # type: ignore[attr-defined]  # set by hand
    in_the_stay = tick(app, world)
    with world.database.transaction() as tx:
        assert rounds.resume(tx, round_id=made.round_id, at=world.clock.now(), **grounds) is None

    assert (told, in_the_stay, [tick(app, world) for _ in range(3)]) == (1, 0, [1, 0, 0])
    first, second = (message_from_string(letter, policy=policy.default) for letter in letters(world))
    assert first["Message-ID"] != second["Message-ID"]


def test_a_withdrawn_round_sends_nothing(app: Flask, world: World, made: MadeLot) -> None:
    grounds = {"court_id": made.court_id, "actor": "j", "reason": "Paid.", "legal_basis": "R-55"}
    with world.database.transaction() as tx:
        at = DUE_AT - timedelta(hours=1)
        assert not rounds.suspend(tx, round_id=made.round_id, at=at, **grounds)
        assert not rounds.withdraw(tx, round_id=made.round_id, at=at, **grounds)
    world.clock.set(DUE_AT)  # type: ignore[attr-defined]  # set by hand

    assert tick(app, world) == 0
    assert letters(world) == []
