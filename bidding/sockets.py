"""The sockets of the hall: who comes in, bids, and asks what was missed.

Three events come from a browser: ``connect`` with a round, perhaps a pass, perhaps the last number
known; ``bid``; and ``since``.  Each is answered by its acknowledgement.  ``board`` goes out: one
frame for all that is new.  Handlers hang on ``socketio.server.on``, below Flask's request
machinery, and answer in the order of the messages (ARCHITECTURE 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from flask import Flask
from flask_socketio import SocketIO
from socketio import packet as socket_packet
from socketio.exceptions import ConnectionRefusedError as Refused

from auction.enrolment.bidding_pass import Pass, PassReason
from auction.kernel.limits import FRAME_BYTES_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.settings import BadSettings
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.standing import Answer, Board
from auction.rounds.terms import Terms
from bidding import message
from bidding.announcer import Announcer, first_frame
from bidding.desk import Desk
from bidding.engine import RULES, Reason
from bidding.gate_views import Gate
from bidding.hall_views import EXTENSION, Hall
from bidding.limits import Allowance, message_limit
from bidding.message import Entrance
from bidding.refusals import HallReason
from bidding.steps import ask_to_type
from bidding.transport_views import line_of, put_lines_under, sweep

UNREADABLE = "unreadable"
# Of socket.io's packets a browser of ours sends three kinds, and of events two.
_PACKETS = (socket_packet.CONNECT, socket_packet.DISCONNECT, socket_packet.EVENT)
_EVENTS = ("bid", "since")


class HallJson:
    """JSON of the sockets: written by orjson, read strictly."""

    @staticmethod
    def dumps(value: object, **_kwargs: object) -> str:
        """Write a value."""
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str) -> object:
        """Read a value; what cannot be read becomes an event that is refused by name."""
        try:
            value = message.read_json(text)
        except ValueError:
            return [UNREADABLE]
        return value if isinstance(value, (list, dict, message.Spoiled)) else [UNREADABLE]


class HallPacket(socket_packet.Packet):  # type: ignore[misc]  # the library has no types
    """A socket.io packet without binary parts; what is none of ours becomes an unreadable event."""

    uses_binary_events = False
    json = HallJson

    def decode(self, encoded_packet: str) -> int:
        """Read a packet; never raises, and never waits for binary attachments."""
        try:
            super().decode(encoded_packet)
        except (ValueError, TypeError):
            self.packet_type, self.namespace, self.data = socket_packet.EVENT, None, [UNREADABLE]
        if self.packet_type not in _PACKETS:
            self.packet_type, self.data = socket_packet.EVENT, [UNREADABLE]
        if self.packet_type == socket_packet.EVENT and not _is_event(self.data):
            self.data = [UNREADABLE]
        return 0


def _is_event(data: object) -> bool:
    # socket.io would also call the handlers of connect and disconnect by an event of that name.
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] in _EVENTS


@dataclass(frozen=True)
class Seat:
    """What a socket was let in for: a round, and with a pass a code to bid under."""

    round_id: str
    terms: Terms
    passed: Pass | None


class Sockets:
    """The event handlers of one application, and who sits where."""

    def __init__(self, hall: Hall, server: Any) -> None:
        self._hall = hall
        self._server = server
        self._seats: dict[str, Seat] = {}
        settings = hall.world.settings
        limit = message_limit(bids_per_second=settings.bids_per_second, bids_burst=settings.bids_burst)
        self._messages = Allowance(limit)
        self._inner = server.eio.handlers["message"]
        self.announcer = Announcer(hall.world, cut=_cut, sweep=lambda: sweep(self.lines))
        self.lines = put_lines_under(server.eio, on_open=self.announcer.start)
        server.eio.on("message", self.on_frame)
        server.on("connect", self.on_connect)
        server.on("disconnect", self.on_disconnect)
        server.on("bid", self.on_bid)
        server.on("since", self.on_since)
        server.on(UNREADABLE, self.on_unreadable)

    def on_frame(self, engine_sid: str, frame: object) -> None:
        """Let a message through to socket.io if it is one of ours and not one too many."""
        at = self._hall.time()
        flood = isinstance(at, datetime) and not self._messages.take(engine_sid, at=at)
        if flood or not isinstance(frame, str):
            _cut(self._server.eio.sockets.get(engine_sid))
            return
        self._inner(engine_sid, frame)

    def on_connect(self, sid: str, _environ: object, auth: object = None) -> None:
        """Let somebody in to watch, and to bid with a pass; tell the board at once."""
        received_at = self._hall.time()
        entrance = message.parse_entrance(auth)
        if isinstance(received_at, Refusal) or isinstance(entrance, Refusal):
            raise _refused(_first_refusal(received_at, entrance))
        passed = self._open_pass(entrance, received_at)
        with self._hall.world.database.reading() as tx:
            board = store.read_board(tx, entrance.round_id)
            if board is None:
                raise _refused(Refusal(Reason.UNKNOWN_ROUND, RULES[Reason.UNKNOWN_ROUND]))
            frame = first_frame(tx, board, since=entrance.since, at=received_at)
        self._sit(sid, board, passed)
        self._server.emit("board", frame, to=sid)

    def _open_pass(self, entrance: Entrance, at: datetime) -> Pass | None:
        if not entrance.token:
            return None
        passed = self._hall.open_pass(entrance.token, entrance.round_id, at=at)
        if isinstance(passed, Refusal):
            raise _refused(passed)
        return passed

    def _sit(self, sid: str, board: Board, passed: Pass | None) -> None:
        self._seats[sid] = Seat(board.round_id, board.terms, passed)
        engine_socket = self._server.eio.sockets[self._server.manager.eio_sid_from_sid(sid, "/")]
        line_of(engine_socket).entered = True
        self.announcer.join(board, sid, engine_socket)

    def on_disconnect(self, sid: str, _reason: object = None) -> None:
        """Forget a seat."""
        seat = self._seats.pop(sid, None)
        if seat is not None:
            self.announcer.leave(seat.round_id, sid)

    def on_bid(self, sid: str, raw: object = None, *_more: object) -> dict[str, object]:
        """Take a bid and answer with its receipt or refusal, after the commit."""
        received_at = self._hall.time()
        if isinstance(received_at, Refusal):
            return message.format_refusal(received_at, at=None)
        seat = self._seats.get(sid)
        if seat is None or seat.passed is None:
            return message.format_refusal(Refusal(HallReason.NO_PASS, "R-33"), at=received_at)
        answer = self._answer(seat, seat.passed, raw, received_at)
        at = self._hall.time()
        told_at = received_at if isinstance(at, Refusal) else at
        if isinstance(answer, Refusal):
            return message.format_refusal(answer, at=told_at)
        return message.format_answer(answer, seat.terms, at=told_at)

    def _answer(self, seat: Seat, passed: Pass, raw: object, received_at: datetime) -> Answer | Refusal:
        if received_at >= passed.valid_until:
            return Refusal(PassReason.EXPIRED, "R-33", {"valid_until": passed.valid_until})
        wish = message.parse_bid(raw, currency=seat.terms.currency)
        if isinstance(wish, Refusal):
            return wish
        refusal = ask_to_type(seat.terms, wish.amount, wish.typed)
        refusal = refusal or self._hall.refuse_flood(passed, at=received_at)
        return refusal or self._hall.place(wish, passed, received_at=received_at)

    def on_since(self, sid: str, raw: object = None, *_more: object) -> dict[str, object]:
        """Tell the bids after a number, a bounded page, and the board."""
        at = self._hall.time()
        since = message.parse_since(raw)
        if isinstance(at, Refusal) or isinstance(since, Refusal):
            return message.format_refusal(_first_refusal(at, since), at=None)
        with self._hall.world.database.reading() as tx:
            board = store.read_board(tx, self._seats[sid].round_id)
            assert board is not None, "a round is never deleted"
            return first_frame(tx, board, since=since, at=at)

    def on_unreadable(self, _sid: str, *_raw: object) -> dict[str, object]:
        """Refuse by name what is not JSON."""
        return message.format_refusal(Refusal(HallReason.UNREADABLE, "R-41"), at=None)

    def stop(self) -> None:
        """Cut every connection and end what runs beside them."""
        self.announcer.stop()
        for line in list(self.lines):
            line.ws.cut()
        self._server.shutdown()


def _cut(engine_socket: Any) -> None:
    if engine_socket is not None:
        line_of(engine_socket).ws.cut()


def _first_refusal(*found: object) -> Refusal:
    return next(value for value in found if isinstance(value, Refusal))


def _refused(refusal: Refusal) -> Refused:
    return Refused(str(refusal.reason), message.format_refusal(refusal, at=None))


def _check_gevent() -> None:
    import gevent  # noqa: PLC0415  # threads alone never load gevent
    from gevent import monkey  # noqa: PLC0415  # as above

    if not monkey.is_module_patched("threading"):
        raise BadSettings("AUCTION_ASYNC_MODE=gevent needs gevent's monkey patches before the first import")
    # libev hands messages that arrive together over in reverse, so the first of two bids would be
    # judged second; libuv keeps their order (bench: 96 % and 0.2 % of honest bids refused).
    if "libuv" not in type(gevent.get_hub().loop).__module__:
        raise BadSettings("AUCTION_ASYNC_MODE=gevent needs the event loop libuv: set GEVENT_LOOP=libuv-cffi")


def attach(app: Flask, world: World) -> SocketIO:
    """Open the hall's doors in an application; desk and announcer start with their first use."""
    settings = world.settings
    if settings.async_mode == "gevent":
        _check_gevent()
    app.extensions[EXTENSION] = hall = Hall(world, Desk(world))
    socketio = SocketIO(
        app,
        async_mode=settings.async_mode,
        async_handlers=False,
        transports=["websocket"],
        max_http_buffer_size=FRAME_BYTES_MAX,
        cors_allowed_origins=sorted(settings.origins),
        serializer=HallPacket,
        manage_session=False,
    )
    app.extensions["bidding.sockets"] = sockets = Sockets(hall, socketio.server)
    app.wsgi_app = Gate(app.wsgi_app, world, open_count=sockets.lines.__len__)  # type: ignore[method-assign]  # how WSGI is wrapped
    return socketio


def detach(app: Flask) -> None:
    """Close the hall's doors: connections are cut, what waits at the desk is answered."""
    app.extensions["bidding.sockets"].stop()
    app.extensions[EXTENSION].desk.stop()
