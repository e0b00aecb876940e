"""The hall for tests: its rooms alone in an application, a threaded server, a raw socket client."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import websocket
from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.serving import make_server

from auction.enrolment.bidding_pass import seal
from auction.kernel import web_views
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds.terms import Terms
from bidding import sockets, views, words
from tests.support import templates
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_round

ROOT = Path(__file__).parents[2]

OPEN_AT = OPENS_AT + timedelta(hours=1)


def make_hall_app(world: World) -> Flask:
    """Build an application of the hall and nothing else."""
    app = Flask("hall_app", root_path=str(ROOT), static_folder="static")
    app.config.update(SECRET_KEY=world.settings.secret_key, WTF_CSRF_TIME_LIMIT=None, TESTING=True)
    CSRFProtect(app)
    web_views.attach(app, world, words.WORDS)
    app.register_blueprint(views.blueprint)
    sockets.attach(app, world)
    templates.share(app)
    return app


def make_open_round(
    world: World, codes: Any = ("A17", "B20"), at: datetime = OPEN_AT, *, terms: Terms | None = None
) -> str:
    """Publish a round with codes and set the clock into its bidding time; the first bid opens it."""
    with world.database.transaction() as tx:
        round_id = make_round(tx, codes=codes, terms=terms)
    world.clock.set(at)  # type: ignore[attr-defined]  # the clock of a test is set by hand
    return round_id


def make_pass(
    world: World, round_id: str, code: str, *, until: datetime = CLOSES_AT + timedelta(days=1)
) -> str:
    """Seal a pass as enrolment does."""
    return seal(world.settings.secret_key, round_id=round_id, bidder_code=code, valid_until=until)


@contextlib.contextmanager
def serving(world: World) -> Iterator[HallServer]:
    """Serve a hall with threads while the block runs."""
    app = make_hall_app(world)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    running = HallServer(app, server.server_port, world)
    try:
        yield running
    finally:
        sockets.detach(app)
        for ws in running.opened:
            ws.shutdown()
        server.shutdown()
        server.server_close()
        thread.join(5)


class HallServer:
    """A running hall and the way to its sockets."""

    def __init__(self, app: Flask, port: int, world: World) -> None:
        self.app = app
        self.port = port
        self.world = world
        self.opened: list[websocket.WebSocket] = []

    def raw(self, *, origin: str | None = "", headers: dict[str, str] | None = None) -> websocket.WebSocket:
        """Open a bare websocket, with our own Origin unless another, or none, is named."""
        ws = websocket.WebSocket(skip_utf8_validation=True)
        options: dict[str, Any] = {"suppress_origin": True} if origin is None else {}
        if origin is not None:
            options["origin"] = origin or self.world.settings.public_url
        ws.settimeout(5)
        self.opened.append(ws)
        address = f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket"
        ws.connect(address, header=headers or {}, **options)
        return ws

    def enter(self, round_id: str, **auth: object) -> HallClient:
        """Enter the hall of a round."""
        return HallClient(self.raw(), {"round_id": round_id, **auth})


class Turned(Exception):
    """The server did not let the socket in; ``args[0]`` is what it told."""


class HallClient:
    """One socket.io connection over a bare websocket."""

    def __init__(self, ws: websocket.WebSocket, auth: object) -> None:
        self.ws = ws
        self.frames: list[dict[str, Any]] = []
        self._acks: dict[int, Any] = {}
        self._next = 0
        assert ws.recv().startswith("0{")
        ws.send("40" + json.dumps(auth))
        while not (text := self._read()).startswith("40"):
            if text.startswith("44"):
                raise Turned(json.loads(text[2:]))

    def _read(self) -> str:
        text = str(self.ws.recv())
        if text == "2":
            self.ws.send("3")
        if text.startswith('42["board"'):
            self.frames.append(json.loads(text[2:])[1])
        if text.startswith("43"):
            number, _, rest = text[2:].partition("[")
            self._acks[int(number)] = json.loads("[" + rest)
        return text

    def call(self, event: str, argument: object) -> Any:
        """Send an event and return its acknowledgement."""
        return self.call_text(json.dumps([event, argument]))

    def call_text(self, text: str) -> Any:
        """Send an event as it is written, and return its acknowledgement."""
        self._next += 1
        self.ws.send(f"42{self._next}{text}")
        while self._next not in self._acks:
            self._read()
        return self._acks.pop(self._next)[0]

    def bid(self, yuan: int, key: str = "") -> dict[str, Any]:
        """Bid so many whole yuan."""
        answer: dict[str, Any] = self.call("bid", {"bid_key": key or new_id(), "amount_minor": yuan * 100})
        return answer

    def wait_frame(self, *, upto: int) -> dict[str, Any]:
        """Read until a frame tells the bids up to a number."""
        while not self.frames or self.frames[-1]["upto"] < upto:
            self._read()
        return self.frames[-1]

    def close(self) -> None:
        """Go away."""
        self.ws.close()
