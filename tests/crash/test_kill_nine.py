"""SIGKILL under bidding load: nothing acknowledged is lost or doubled, no number is missing.

Each time the server is killed while bidders bid and deposits arrive; then it is started again, the
bids without an answer are sent again under their keys, and in the end everything is counted.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest
import websocket
from sqlalchemy import select

from auction.audit.entry import FIRST_PREVIOUS, entry_hash
from auction.audit.tables import Entry
from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.payments.paper_gateway import paper_gateway_of
from auction.payments.received import RequestPurpose
from auction.payments.store import request_for
from auction.payments.webhook import Message
from auction.rounds.tables import Bid, Board
from tests.support import enrolment
from tests.support.hall import HallClient, make_pass
from tests.support.rounds import make_round, make_terms
from tests.support.server import Server

BIDDERS = ("BCD23", "FGH45", "JKM67", "NPQ29")
DEPOSITS = 12
LOAD_S = 0.6
FINISH_S_MAX = 20.0


@dataclass
class Tally:
    """What the bidders know: bids that were answered, and bids that were not."""

    steps: itertools.count[int] = field(default_factory=itertools.count)
    answered: dict[str, dict[str, object]] = field(default_factory=dict)
    open: dict[str, tuple[str, int]] = field(default_factory=dict)


class Load:
    """Bidders at one server, until it is killed."""

    def __init__(self, world: World, server: Server, round_id: str, tally: Tally) -> None:
        self._world, self._server, self._round_id, self._tally = world, server, round_id, tally
        self._threads = [threading.Thread(target=self._bid, args=(code,)) for code in BIDDERS]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for thread in self._threads:
            thread.join(10)

    def _bid(self, code: str) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            hall = self._enter(code)
            for key, (_, yuan) in list(self._of(code)):
                self._send(hall, code, key, yuan)
            while True:
                self._send(hall, code, new_id(), 714_000 + next(self._tally.steps) * 10_000)

    def _enter(self, code: str) -> HallClient:
        ws = websocket.WebSocket()
        ws.settimeout(5)
        address = self._server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        ws.connect(address, origin=self._server.url)
        until = datetime.now(UTC) + timedelta(days=1)
        token = make_pass(self._world, self._round_id, code, until=until)
        return HallClient(ws, {"round_id": self._round_id, "pass": token})

    def _of(self, code: str) -> list[tuple[str, tuple[str, int]]]:
        return [(key, bid) for key, bid in self._tally.open.items() if bid[0] == code]

    def _send(self, hall: HallClient, code: str, key: str, yuan: int) -> None:
        self._tally.open[key] = (code, yuan)
        answer = hall.bid(yuan, key)
        del self._tally.open[key]
        self._tally.answered[key] = answer


@pytest.mark.crash
@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(world: World, kills: int) -> None:
    now = datetime.now(UTC)
    world.clock.set(now)  # type: ignore[attr-defined]  # set by hand
    terms = make_terms(
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=1),
        balance_due_at=now + timedelta(days=9),
    )
    with world.database.transaction() as tx:
        round_id = make_round(tx, terms=terms, codes=BIDDERS, at=now - timedelta(days=31))
    payers = [enrolment.make_asked(world, round_id, f"Payer {n}") for n in range(DEPOSITS)]
    deposits = [_deposit(world, round_id, payer, n) for n, payer in enumerate(payers)]
    tally = Tally()

    for kill in range(kills):
        server = _server(world).start()
        with Load(world, server, round_id, tally):
            time.sleep(LOAD_S / 2)
            for message in deposits[kill : kill + 3]:
                _post(world, server, message)
            time.sleep(LOAD_S / 2)
            server.kill()
    server = _server(world).start()
    try:
        _answer_what_is_open(world, server, round_id, tally)
        for message in deposits:
            _post(world, server, message)
        _wait_for_deposits(world, round_id)
    finally:
        server.stop()

    assert len(tally.answered) > kills * len(BIDDERS), "the load was a load"
    _check_bids(world, round_id, tally)
    _check_record(world)
    _check_ledger(world, round_id)


def _server(world: World) -> Server:
    settings = world.settings
    return Server(
        settings.instance_dir,
        database_url=settings.database_url,
        secret_key=settings.secret_key,
        bids_per_second="10000",
        bids_burst="10000",
    )


def _deposit(world: World, round_id: str, account_id: str, number: int) -> Message:
    with world.database.reading() as tx:
        query = select(Enrolment.id).where(Enrolment.round_id == round_id, Enrolment.account_id == account_id)
        request = request_for(tx, RequestPurpose.DEPOSIT, tx.scalars(query).one())
    assert request is not None
    return Message(f"pay-{number}", request.reference, request.amount, f"Payer {number}")


def _post(world: World, server: Server, message: Message) -> None:
    gateway = paper_gateway_of(world.database, world.settings)
    assert gateway is not None
    at = datetime.now(UTC)
    body, headers = gateway.message(message, event_id=f"evt-{message.payment_id}", at=at)
    request = urllib.request.Request(f"{server.url}/webhooks/paper", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def _answer_what_is_open(world: World, server: Server, round_id: str, tally: Tally) -> None:
    load = Load(world, server, round_id, tally)
    for key, (code, yuan) in list(tally.open.items()):
        hall = load._enter(code)
        load._send(hall, code, key, yuan)
        hall.close()
    assert not tally.open


def _wait_for_deposits(world: World, round_id: str) -> None:
    deadline_s = time.monotonic() + FINISH_S_MAX
    query = select(Enrolment.id).where(Enrolment.round_id == round_id, Enrolment.deposit_state == "PAID")
    while time.monotonic() < deadline_s:
        with world.database.reading() as tx:
            if len(tx.scalars(query).all()) == DEPOSITS:
                return
        time.sleep(0.2)
    raise AssertionError("not every deposit was confirmed")


def _check_bids(world: World, round_id: str, tally: Tally) -> None:
    with world.database.reading() as tx:
        rows = tx.scalars(select(Bid).where(Bid.round_id == round_id).order_by(Bid.number)).all()
        board = tx.scalars(select(Board).where(Board.round_id == round_id)).one()
    stored = {row.bid_key: row for row in rows}

    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for key, answer in tally.answered.items():
        told = (answer["number"], answer["verdict"], answer["amount_minor"])
        assert told == (stored[key].number, stored[key].verdict, stored[key].amount_minor)
    accepted = [row for row in rows if row.verdict == "accepted"]
    assert stored.keys() == tally.answered.keys()
    assert [row.amount_minor for row in accepted] == sorted({row.amount_minor for row in accepted})
    assert (board.bid_count, board.bid_number) == (len(accepted), len(rows))
    assert board.leader_amount_minor == accepted[-1].amount_minor


def _check_record(world: World) -> None:
    with world.database.reading() as tx:
        entries = tx.scalars(select(Entry).order_by(Entry.chain, Entry.number)).all()
    for _, chain in itertools.groupby(entries, key=lambda entry: entry.chain):
        previous = FIRST_PREVIOUS
        for number, entry in enumerate(chain, start=1):
            assert entry.number == number
            assert f'"lot_prev":"{previous}"'.encode() in entry.body
            assert entry.hash == entry_hash(entry.body)
            previous = entry.hash


def _check_ledger(world: World, round_id: str) -> None:
    with world.database.reading() as tx:
        assert ledger.total(tx, "CNY") == Money(0, "CNY")
        ids = tx.scalars(select(Enrolment.id).where(Enrolment.round_id == round_id)).all()
        for enrolment_id in ids:
            held = ledger.balance(tx, accounts.deposit(enrolment_id, "CNY").id)
            assert held == make_terms().deposit
