"""Who may ask for letters, and who sends one that is due, on both databases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.people.tables import Account
from auction.rounds import service as rounds
from listings.reminders import reminder, service, store
from listings.reminders.reminder import ATTEMPTS_MAX, BEFORE, CLAIM_WINDOW, Kind, Progress, Reason
from tests.support.evenings import AT, CLOSES_AT, make_evening
from tests.support.listings import MadeLot
from tests.support.people import make_bidder

DUE_AT = CLOSES_AT - timedelta(minutes=15)
QUARTER = (Kind.CLOSES_QUARTER,)


@pytest.fixture
def made(world: World) -> MadeLot:
    return make_evening(world, before_end=(7200,))


@pytest.fixture
def account_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_bidder(world, tx, email="ann@town.example")


def choose(
    world: World, made: MadeLot, account_id: str, kinds: Collection[str], at: datetime = AT
) -> Refusal | None:
    with world.database.transaction() as tx:
        return service.choose(
            tx, account_id=account_id, round_id=made.round_id, kinds=kinds, language="zh_Hans_CN", at=at
        )


def wishes(world: World, account_id: str) -> dict[Kind, Progress]:
    with world.database.reading() as tx:
        return {each.kind: each.progress for each in store.reminders_of(tx, account_id)}


def claim(world: World, at: datetime) -> service.Letter | None:
    """Claim the first letter that may be due."""
    with world.database.transaction() as tx:
        due = store.due_ids(tx, at)
        return service.claim(tx, reminder_id=due[0], at=at) if due else None


def test_a_choice_is_kept_as_ticked_and_no_other_way(world: World, made: MadeLot, account_id: str) -> None:
    assert choose(world, made, account_id, [Kind.CLOSES_HOUR, Kind.CLOSES_QUARTER]) is None
    assert choose(world, made, account_id, [Kind.CLOSES_QUARTER, Kind.CLOSES_DAY]) is None
    assert choose(world, made, account_id, [Kind.CLOSES_QUARTER, Kind.CLOSES_DAY]) is None

    waiting = dict.fromkeys((Kind.CLOSES_QUARTER, Kind.CLOSES_DAY), Progress.WAITING)
    assert wishes(world, account_id) == waiting
    with world.database.reading() as tx:
        assert service.kinds_of(tx, account_id=account_id, round_id=made.round_id) == frozenset(waiting)
        assert service.kinds_of(tx, account_id="", round_id=made.round_id) == frozenset()


def test_a_no_changes_nothing(
    world: World, made: MadeLot, account_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert choose(world, made, account_id, QUARTER) is None
    late = choose(world, made, account_id, [Kind.CLOSES_HOUR], at=DUE_AT)
    monkeypatch.setattr(reminder, "REMINDERS_MAX", 2)
    many = choose(world, made, account_id, list(Kind)[1:])
    with world.database.transaction() as tx:
        tx.execute(update(Account).where(Account.id == account_id).values(confirmed_at=None))
    unconfirmed = choose(world, made, account_id, [Kind.CLOSES_HOUR])

    reasons = [refusal and refusal.reason for refusal in (late, many, unconfirmed)]
    assert reasons == [Reason.TOO_LATE, Reason.TOO_MANY, Reason.ADDRESS_UNCONFIRMED]
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.WAITING}


def test_a_letter_is_claimed_once_when_it_is_due(world: World, made: MadeLot, account_id: str) -> None:
    choose(world, made, account_id, QUARTER)

    early = claim(world, DUE_AT - timedelta(seconds=1))
    letter, twice = claim(world, DUE_AT), claim(world, DUE_AT)

    assert (early, twice) == (None, None)
    assert letter is not None
    assert (letter.email, letter.reminder.language) == ("ann@town.example", "zh_Hans_CN")
    with world.database.transaction() as tx:
        store.mark_sent(tx, letter.reminder.id, claimed_at=DUE_AT, at=DUE_AT)
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.SENT}
    assert claim(world, DUE_AT + CLAIM_WINDOW) is None


def test_a_claim_that_died_is_taken_again_but_not_for_ever(
    world: World, made: MadeLot, account_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ATTEMPTS_MAX", 4)
    choose(world, made, account_id, QUARTER)

    letters = [claim(world, DUE_AT + attempt * CLAIM_WINDOW) for attempt in range(5)]

    assert [letter is not None for letter in letters] == [True] * 4 + [False]
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.FAILED}


def test_tries_last_as_long_as_the_longest_letter_is_true() -> None:
    assert max(BEFORE.values()) <= ATTEMPTS_MAX * CLAIM_WINDOW


def test_who_was_too_slow_marks_nothing_that_another_took_over(
    world: World, made: MadeLot, account_id: str
) -> None:
    choose(world, made, account_id, QUARTER)
    slow, later = claim(world, DUE_AT), claim(world, DUE_AT + CLAIM_WINDOW)

    assert slow is not None
    assert later is not None
    with world.database.transaction() as tx:
        store.mark_sent(tx, slow.reminder.id, claimed_at=slow.claimed_at, at=later.claimed_at)
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.CLAIMED}


def test_who_has_left_gets_no_letter(world: World, made: MadeLot, account_id: str) -> None:
    choose(world, made, account_id, QUARTER)
    with world.database.transaction() as tx:
        tx.execute(update(Account).where(Account.id == account_id).values(active=False, removed_at=AT))

    assert claim(world, DUE_AT) is None
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.FAILED}


def test_who_left_after_a_letter_gets_none_for_a_new_end(
    world: World, made: MadeLot, account_id: str
) -> None:
    choose(world, made, account_id, QUARTER)
    letter = claim(world, DUE_AT)
    assert letter is not None
    grounds = {"court_id": made.court_id, "actor": "j", "reason": "A claim.", "legal_basis": "CPL 238"}
    with world.database.transaction() as tx:
        store.mark_sent(tx, letter.reminder.id, claimed_at=letter.claimed_at, at=DUE_AT)
        tx.execute(update(Account).where(Account.id == account_id).values(active=False, removed_at=AT))
        assert not rounds.suspend(tx, round_id=made.round_id, at=DUE_AT, **grounds)
        assert not rounds.resume(tx, round_id=made.round_id, at=DUE_AT + timedelta(days=9), **grounds)

    assert claim(world, DUE_AT + timedelta(days=9, minutes=46)) is None
    assert wishes(world, account_id) == {Kind.CLOSES_QUARTER: Progress.FAILED}
