"""Measures what it costs to tell many watchers one thing, three ways, in one process each time.

``emit``: socket.io's own way, a packet queued and framed for every watcher.  ``once``: the
announcer's, framed once and queued.  ``bare``: the same bytes written straight to the sockets, which
is what no hall can beat.  The watchers are bare sockets in this process; the server runs apart.
"""

from __future__ import annotations

import contextlib
import http.client
import selectors
import time
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request

from bench import load

WATCHERS = 200
FRAMES = 150
FRAME_BYTES = 600
WAIT_S_MAX = 60.0
WAYS = ("emit", "once", "bare")


def create_app() -> Flask:
    """Build the hall with one more page, which tells all watchers something so many times."""
    import wsgi  # noqa: PLC0415  # only the server's process builds the application
    from bidding.frames import text_frame  # noqa: PLC0415  # as above
    from bidding.transport_views import FramedOnce  # noqa: PLC0415  # as above

    app = wsgi.create_app(serving=True)
    hall = app.extensions["bidding.sockets"]
    server = app.extensions["socketio"].server
    text = "x" * FRAME_BYTES

    def emit() -> None:
        server.emit("board", text)

    def once() -> None:
        packet = FramedOnce(f'["board","{text}"]'.encode())
        for engine_socket in list(server.eio.sockets.values()):
            engine_socket.send(packet)

    def bare() -> None:
        frame = text_frame(f'42["board","{text}"]'.encode())
        for line in list(hall.lines):
            line.ws.sock.send(frame)

    def fan() -> str:
        way = {"emit": emit, "once": once, "bare": bare}[request.args["way"]]
        for _ in range(FRAMES):
            way()
            server.sleep(0)
        return "told"

    app.before_request_funcs.setdefault(None, []).insert(0, lambda: _answer_fan(fan))
    return app


def _answer_fan(fan: Any) -> str | None:
    return fan() if request.path == "/fan" else None


def main() -> None:
    """Print deliveries a second for each way."""
    from bench import run, stage  # noqa: PLC0415  # they know this file

    print(f"{WATCHERS} watchers, {FRAMES} frames of {FRAME_BYTES} bytes to each", flush=True)
    with stage.empty_database("SQLite") as url:
        round_id = stage.set_stage(url, bidder_count=1).round_id
        with run.serving("bench.fan_out:create_app()", url) as address:
            clients = [load.Client(address, {"round_id": round_id}) for _ in range(WATCHERS)]
            for way in WAYS:
                print(f"fan-out    {way:8} {_measure(address, way, clients):8.0f} deliveries/s", flush=True)


def _measure(address: str, way: str, clients: list[load.Client]) -> float:
    began_s = time.perf_counter()
    with selectors.DefaultSelector() as selector, contextlib.closing(_ask(address, way)):
        for number, client in enumerate(clients):
            selector.register(client.socket, selectors.EVENT_READ, number)
        missing = FRAMES * len(clients)
        while missing > 0:
            assert time.perf_counter() - began_s < WAIT_S_MAX, f"{missing} deliveries never came"
            for key, _ in selector.select(1.0):
                missing -= sum(m.startswith(b'42["board","x') for m in clients[key.data].read())
    return FRAMES * len(clients) / (time.perf_counter() - began_s)


def _ask(address: str, way: str) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=WAIT_S_MAX)
    connection.request("GET", f"/fan?way={way}")
    return connection
