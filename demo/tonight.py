"""The sale that the visitor watches: found or made anew, fought over, told line by line, paid."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from auction.cases.tables import Case, Court
from auction.kernel.clock import Clock
from auction.kernel.database import Database
from auction.kernel.money import Money, format_plain
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.received import RequestPurpose
from auction.people.tables import Account
from auction.rounds import store as rounds
from auction.rounds.lifecycle import State
from auction.rounds.tables import Round
from demo import seed
from demo.founding import Cast
from demo.past import Past
from demo.robots import Duel
from demo.story import LotStory, Stage
from demo.times import times_of

# The robots of the demo may bid for a day, should the visitor keep it open.
PASS_WINDOW = timedelta(days=1)
# The buyer of the demo pays soon, so that the visitor sees the money arrive.
PAYS_AFTER = timedelta(seconds=12)
# Tonight's lot is the newest of its court, but for what a visitor publishes.
ROUNDS_MAX = 100


@dataclass(frozen=True)
class Evening:
    """The round of tonight and the duels of the robots."""

    round_id: str
    duels: tuple[Duel, ...]
    robots: frozenset[str]


def prepare(app: Flask, past: Past, *, clock: Clock) -> Evening:
    """Seed the courts unless they are there, then the lot of tonight; return who fights.

    The lot of tonight comes last, so that its end waits for the slowest machine.  A sale that Ctrl-C
    broke off goes on: another lot of its case could not end within half an hour of it (R-51).
    """
    cast = _known(past) or seed.seed(app, past, now=clock.now(), but=Stage.TONIGHT)[0]
    now, tonight = clock.now(), _first(cast, Stage.TONIGHT)
    broken_off = broken_off_sale(past.world.database, cast.court_id, tonight.title)
    if broken_off is None:
        seed.add_lot(past, cast, tonight, now=now)
        closes_at = _planned_end(cast, Stage.TONIGHT, now)
    else:
        cast.rounds[Stage.TONIGHT], closes_at = broken_off
    duels = [_duel(past, cast, Stage.TONIGHT, closes_at=closes_at, now=now, pause_s=(6.0, 14.0))]
    if Stage.OPEN in cast.rounds:
        closes_at = _planned_end(cast, Stage.OPEN, now)
        duels.append(_duel(past, cast, Stage.OPEN, closes_at=closes_at, now=now, pause_s=(20.0, 45.0)))
    return Evening(cast.rounds[Stage.TONIGHT], tuple(duels), frozenset(cast.bidders()[:3]))


def _first(cast: Cast, stage: Stage) -> LotStory:
    return next(lot for lot in cast.story.lots if lot.stage is stage)


def _known(past: Past) -> Cast | None:
    story = seed.COURTS[0]
    with past.world.database.reading() as tx:
        court_id = tx.scalar(select(Court.id).where(Court.name == story.name))
        case_ids = tx.scalars(select(Case.id).where(Case.court_id == court_id).order_by(Case.id)).all()
        accounts_by_email = {row.email: row.id for row in tx.execute(select(Account.email, Account.id))}
    if court_id is None and accounts_by_email:
        raise SystemExit("An older demo left other courts here; make demo FRESH=1 begins anew.")
    return None if court_id is None else Cast(story, court_id, list(case_ids), accounts_by_email)


def broken_off_sale(database: Database, court_id: str, title: str) -> tuple[str, datetime] | None:
    """Return the newest round of a lot of this title and its end, if its hammer has not fallen yet."""
    query = select(Round.id, Round.snapshot).where(Round.court_id == court_id)
    with database.reading() as tx:
        for found in tx.execute(query.order_by(Round.id.desc()).limit(ROUNDS_MAX)):
            if json.loads(found.snapshot)["title"] == title:
                board = rounds.read_board(tx, found.id)
                assert board is not None, "a round has a board"
                return (found.id, board.closes_at) if board.state is State.OPEN else None
    return None


def _planned_end(cast: Cast, stage: Stage, now: datetime) -> datetime:
    return times_of(_first(cast, stage), cast.story.time_zone, now=now).closes_at


def _duel(
    past: Past,
    cast: Cast,
    stage: Stage,
    *,
    closes_at: datetime,
    now: datetime,
    pause_s: tuple[float, float],
) -> Duel:
    round_id = cast.rounds[stage]
    passes = tuple(
        past.bidding_pass(round_id, account_id, valid_until=now + PASS_WINDOW)
        for account_id in cast.bidders()[:3]
    )
    return Duel(round_id, passes, closes_at, pause_s)


class Teller:
    """Looks at tonight's round once a second and says what is new; pays for a robot that bought."""

    def __init__(self, past: Past, evening: Evening, clock: Clock) -> None:
        self._past = past
        self._evening = evening
        self._clock = clock
        self._seen: set[str] = set()

    def news(self) -> list[str]:
        """Return the lines that nobody has read yet."""
        with self._past.world.database.reading() as tx:
            view = rounds.read_round(tx, self._evening.round_id)
            assert view is not None, "tonight's round is published"
            in_case = ledger.balance(tx, accounts.case(view.case_id, view.terms.currency).id)
        board = view.board
        lines = []
        if board.extension_count and self._first("extended"):
            lines.append(
                f"Extended: a bid in the last five minutes moved the end to {_clock(board.closes_at)}."
            )
        if view.hammer_price is not None and self._first("hammer"):
            lines.append(f"Hammer: {_amount(view.hammer_price)} to {view.buyer_code}; deposits go back.")
        if view.closed_at and self._clock.now() > view.closed_at + PAYS_AFTER and self._first("paid"):
            lines += self._pay(view.buyer_code)
        if board.state is State.SETTLED and self._first("settled"):
            lines += [
                f"Settled: the case account holds {_amount(in_case)}, the whole price, no commission.",
                f"Where every cent went, for everybody: /lots/{view.lot_id}/money",
            ]
        return lines

    def _first(self, what: str) -> bool:
        fresh = what not in self._seen
        self._seen.add(what)
        return fresh

    def _pay(self, buyer_code: str | None) -> list[str]:
        if buyer_code is None:
            return []
        codes = {self._past.code(self._evening.round_id, robot) for robot in self._evening.robots}
        if buyer_code not in codes:
            return ["You bought it: pay the balance under My enrolments to see it settle."]
        self._past.clock.at = self._clock.now()
        self._past.pay(RequestPurpose.BALANCE, self._evening.round_id, at=self._clock.now())
        return ["The buyer, a robot, paid the balance."]


def _amount(money: Money) -> str:
    return f"{format_plain(money)} {money.currency}"


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M:%S")
