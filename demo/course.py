"""The course of one lot as acts with their times, from its draft to where it stands when the demo begins."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.payments.received import RequestPurpose
from demo.album import Album
from demo.desk import Desk, terms_of
from demo.founding import Cast
from demo.past import Act, Past, nothing
from demo.raises import Raise, plan_ended, plan_running
from demo.story import LotStory, Stage
from demo.times import DAY, Times, first_times_of, times_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEVER_PUBLISHED = (Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED)
BID_ON = (Stage.OPEN, Stage.TODAY, Stage.TONIGHT, Stage.SUSPENDED, Stage.AGAIN_OPEN)
ENDED = (Stage.SOLD, Stage.SETTLED)
# The robots of the demo go on where these bidders stopped.
LAST_BID_BEFORE = 8 * MINUTE
SUSPENDED_BEFORE = 7 * MINUTE
ASKED_BEFORE = 4 * MINUTE
# The buyer of the story, whose balance tests look at.
BUYER = 2


def course(past: Past, cast: Cast, album: Album, *, story: LotStory, now: datetime) -> list[Act]:
    """Return everything that happened to a lot."""
    desk = Desk(past, cast, album, story, lot_id=new_id())
    cast.lots.setdefault(story.stage, desk.lot_id)
    times = times_of(story, cast.story.time_zone, now=now)
    if story.stage in (Stage.AGAIN_OPEN, Stage.AGAIN_UPCOMING):
        acts = _first_round(desk, first_times_of(story, cast.story.time_zone, now=now), times)
    else:
        acts = [Act(times.published_at - 6 * HOUR, lambda at: desk.draft(times, at))]
    acts += _proposal(desk, times, now=now)
    if story.stage in NEVER_PUBLISHED:
        return acts
    round_id = new_id()
    cast.rounds.setdefault(story.stage, round_id)
    acts.append(Act(times.published_at, lambda at: desk.publish(round_id, at)))
    if times.opens_at < now:
        # The clock opens a round in its second, and not when the first bid finds it closed.
        acts.append(Act(times.opens_at, nothing, is_loud=True))
    return acts + _correction(desk, times) + _round(desk, round_id, times=times, now=now)


def _proposal(desk: Desk, times: Times, *, now: datetime) -> list[Act]:
    stage = desk.story.stage
    # What still waits for a judge was proposed within the day that a proposal has.
    proposed_at = now - 3 * HOUR if stage is Stage.SUBMITTED else times.published_at - 2 * HOUR
    proposal = [Act(proposed_at, desk.submit)]
    if stage is Stage.DRAFT:
        return []
    return [*proposal, Act(times.published_at, desk.give_back)] if stage is Stage.RETURNED else proposal


def _first_round(desk: Desk, first: Times, second: Times) -> list[Act]:
    """Return the course of a round that found nobody, and the draft of the next one."""
    round_id = new_id()
    return [
        Act(first.published_at - 6 * HOUR, lambda at: desk.draft(first, at)),
        Act(first.published_at - 2 * HOUR, desk.submit),
        Act(first.published_at, lambda at: desk.publish(round_id, at)),
        Act(first.opens_at, nothing, is_loud=True),
        Act(first.closes_at + MINUTE, nothing, is_loud=True),
        Act(second.published_at - 5 * HOUR, lambda _at: desk.prepare_again(second)),
    ]


def _correction(desk: Desk, times: Times) -> list[Act]:
    if desk.story.stage is not Stage.CORRECTED:
        return []
    corrected_at = times.published_at + 12 * DAY
    return [
        Act(corrected_at - 3 * HOUR, desk.correct),
        Act(corrected_at - 2 * HOUR, desk.submit),
        Act(corrected_at, lambda at: desk.publish("", at)),
    ]


def _round(desk: Desk, round_id: str, *, times: Times, now: datetime) -> list[Act]:
    """Return what happens to a published round: enrolments, bids, a stay, a hammer, a balance."""
    stage, chance = desk.story.stage, random.Random(desk.story.title)
    if stage is Stage.WITHDRAWN:
        return [Act(now - 2 * DAY, lambda at: desk.withdraw(round_id, at))]
    if stage is Stage.UNSOLD:
        return [Act(times.closes_at + MINUTE, nothing, is_loud=True)]
    if stage in BID_ON:
        raises = plan_running(times.opens_at, now - LAST_BID_BEFORE, bidders=range(3), chance=chance)
        acts = _enrolments(desk, round_id, times, seats=3) + _bids(desk, round_id, raises)
        if stage is Stage.SUSPENDED:
            acts.append(Act(now - SUSPENDED_BEFORE, lambda at: desk.suspend(round_id, at)))
        if desk.story.goes_on:
            acts.append(Act(now - ASKED_BEFORE, lambda at: desk.ask_to_go_on(round_id, at)))
        return acts
    return _ended(desk, round_id, times, chance=chance) if stage in ENDED else []


def _ended(desk: Desk, round_id: str, times: Times, *, chance: random.Random) -> list[Act]:
    others = [place for place in range(len(desk.cast.bidders())) if place != BUYER]
    bidders = [*chance.sample(others, k=chance.randint(2, 4)), BUYER]
    raises = plan_ended(times.opens_at, times.closes_at, bidders=bidders, chance=chance)
    hammer_at = raises[-1].at + 6 * MINUTE
    acts = _enrolments(desk, round_id, times, seats=5) + _bids(desk, round_id, raises)
    acts.append(Act(hammer_at, nothing, is_loud=True))
    if desk.story.stage is Stage.SETTLED:
        acts.append(Act(hammer_at + 3 * DAY, _balance(desk.past, round_id), is_loud=True))
    return acts


def _enrolments(desk: Desk, round_id: str, times: Times, *, seats: int) -> list[Act]:
    cast = desk.cast
    accounts = cast.bidders()[:seats]
    if desk.story.stage is Stage.TONIGHT:
        accounts.append(cast.visitor)
    acts = [
        Act(times.opens_at - (len(accounts) - place) * 5 * HOUR, _enrolment(desk.past, round_id, account_id))
        for place, account_id in enumerate(accounts)
    ]
    # The clock takes in what they paid.
    return [*acts, Act(times.opens_at - HOUR, nothing, is_loud=True)]


def _bids(desk: Desk, round_id: str, raises: list[Raise]) -> list[Act]:
    terms, accounts = (
        terms_of(desk.cast, desk.story, again=desk.story.stage is Stage.AGAIN_OPEN),
        desk.cast.bidders(),
    )
    return [
        Act(
            planned.at,
            _bid(
                desk.past,
                round_id,
                accounts[planned.bidder],
                Money(terms.start.minor + planned.steps * terms.increment.minor, terms.start.currency),
            ),
        )
        for planned in raises
    ]


def _bid(past: Past, round_id: str, account_id: str, amount: Money) -> Callable[[datetime], None]:
    return lambda at: past.bid(round_id=round_id, account_id=account_id, amount=amount, at=at)


def _enrolment(past: Past, round_id: str, account_id: str) -> Callable[[datetime], None]:
    return lambda at: past.enrol(round_id=round_id, account_id=account_id, at=at)


def _balance(past: Past, round_id: str) -> Callable[[datetime], None]:
    return lambda at: past.pay(RequestPurpose.BALANCE, round_id, at=at)
