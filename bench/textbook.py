"""The textbook path, for comparison: what a careful first version of a hall looks like.

The same server, the same sockets with TCP_NODELAY and messages in order, the same tables, the same
durability, the same rules of a raise, the same record entry and bid key.  But one ORM transaction
with a row lock for each bid, and one emit to the room for each accepted bid.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, join_room
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.enrolment.bidding_pass import Pass, open_pass
from auction.kernel.database import Database
from auction.kernel.settings import read_settings
from auction.rounds.tables import Bid, Board, RosterLine, Round

EXTENSION_WINDOW = timedelta(minutes=5)


def create_app() -> Flask:
    """Build the textbook hall."""
    settings = read_settings()
    database = Database(settings.sqlalchemy_url)
    app = Flask(__name__)
    socketio = SocketIO(
        app, async_mode="gevent", async_handlers=False, transports=["websocket"], cors_allowed_origins="*"
    )
    seats: dict[str, Pass] = {}

    @socketio.on("connect")
    def on_connect(auth: dict[str, Any]) -> None:
        seat = open_pass(settings.secret_key, auth["pass"], at=datetime.now(UTC))
        assert isinstance(seat, Pass)
        seats[request.sid] = seat  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
        join_room(seat.round_id)

    @socketio.on("bid")
    def on_bid(message: dict[str, Any]) -> dict[str, Any]:
        seat = seats[request.sid]  # type: ignore[attr-defined]  # as above
        try:
            with database.transaction() as tx:
                answer = place(tx, seat, message)
        except IntegrityError:
            return {"verdict": "repeated"}
        if answer["verdict"] == "accepted":
            socketio.emit("board", answer, to=seat.round_id)
        return answer

    @app.get("/limits")
    def limits() -> str:
        return "the textbook has none"

    return app


def place(tx: Session, seat: Pass, message: dict[str, Any]) -> dict[str, Any]:
    """Judge one bid under the lock of its board, and record it."""
    board = tx.scalars(select(Board).where(Board.round_id == seat.round_id).with_for_update()).one()
    round_ = tx.get_one(Round, seat.round_id)
    line = tx.get_one(RosterLine, (seat.round_id, seat.bidder_code))
    at, amount = datetime.now(UTC), int(message["amount_minor"])
    leading, needed = board.leader_amount_minor, _needed(board, round_)
    verdict = _judge(board, round_, line, amount=amount, at=at)
    _move(board, seat, verdict, amount=amount, at=at)
    tx.add(
        Bid(
            round_id=seat.round_id, number=board.bid_number, bidder_code=seat.bidder_code,
            bid_key=message["bid_key"], amount_minor=amount, rank=line.rank, received_at=at, sequenced_at=at,
            verdict=verdict, rule="R-41", extended=False, closes_before=board.closes_at,
            closes_at=board.closes_at, current_minor=leading, needed_minor=needed,
            bid_count=board.bid_count, extension_count=board.extension_count,
        )
    )  # fmt: skip
    facts = {
        "bidder_code": seat.bidder_code, "bid_number": board.bid_number, "amount_minor": str(amount),
        "currency": round_.currency, "verdict": verdict, "received_at": at, "bid_key": message["bid_key"],
    }  # fmt: skip
    kind = "bid.accepted" if verdict == "accepted" else "bid.refused"
    log.append(tx, [EntryDraft(chain=board.lot_id, type=kind, at=at, facts=facts, lot_id=board.lot_id)])
    return {
        "verdict": verdict, "number": board.bid_number, "amount_minor": amount,
        "closes_at": board.closes_at.isoformat(), "at": at.isoformat(),
    }  # fmt: skip


def _needed(board: Board, round_: Round) -> int:
    leading = board.leader_amount_minor
    return round_.starting_price_minor if leading is None else leading + round_.increment_minor


def _judge(board: Board, round_: Round, line: RosterLine, *, amount: int, at: datetime) -> str:
    if board.state != "OPEN" or at >= board.closes_at or line.excluded_at is not None:
        return "closed"
    if board.leader_code == line.bidder_code:
        return "self_raise"
    if (amount - round_.starting_price_minor) % round_.increment_minor:
        return "off_grid"
    return "too_low" if amount < _needed(board, round_) else "accepted"


def _move(board: Board, seat: Pass, verdict: str, *, amount: int, at: datetime) -> None:
    board.bid_number += 1
    board.version += 1
    board.sequenced_at = at
    if verdict == "accepted":
        board.bid_count += 1
        board.leader_code, board.leader_amount_minor = seat.bidder_code, amount
        board.leader_number = board.bid_number
        board.closes_at = max(board.closes_at, at + EXTENSION_WINDOW)
