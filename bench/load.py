"""Fifty bidders in one process: bare websockets, each bids again as soon as it was answered.

A client frame is masked (RFC 6455 5.3); the mask may be anything, so it is zero and the payload goes
out as it is.  Of what comes in only the first bytes are looked at: ``43…`` is an acknowledgement.
"""

from __future__ import annotations

import base64
import os
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import orjson

HANDSHAKE_S_MAX = 10.0
WARM_UP_S = 1.0
READ_BYTES = 1 << 18


@dataclass
class Counter:
    """The shared counter of the grid: every bid is the next step."""

    minor: int
    step: int

    def next(self) -> int:
        """Return the next amount."""
        self.minor += self.step
        return self.minor


@dataclass
class Tally:
    """What was answered, and after how long."""

    accepted: int = 0
    others: int = 0
    frames: int = 0
    latencies_s: list[float] = field(default_factory=list)


def text_frame(text: bytes) -> bytes:
    """Return a masked text frame of less than 64 kB."""
    length = len(text)
    head = bytes((0x81, 0x80 | length)) if length < 126 else b"\x81\xfe" + length.to_bytes(2, "big")
    return head + b"\0\0\0\0" + text


class Client:
    """One websocket that speaks just enough engine.io."""

    def __init__(self, url: str, auth: dict[str, object]) -> None:
        address = urlsplit(url)
        assert address.hostname is not None
        self.socket = socket.create_connection((address.hostname, address.port or 80), HANDSHAKE_S_MAX)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {address.netloc}\r\nOrigin: {url}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        assert b" 101 " in head.split(b"\r\n", 1)[0], head.decode()
        self.send(b"40" + orjson.dumps(auth))
        while not any(text.startswith(b"40") for text in self.read()):
            pass

    def send(self, text: bytes) -> None:
        """Send one message."""
        self.socket.sendall(text_frame(text))

    def read(self) -> list[bytes]:
        """Wait for bytes and return the beginnings of all whole messages; answers pings."""
        self._more()
        found = []
        while (message := self._take()) is not None:
            if message == b"2":
                self.send(b"3")
            found.append(message)
        return found

    def _more(self) -> None:
        chunk = self.socket.recv(READ_BYTES)
        if not chunk:
            raise ConnectionError("the server closed the socket")
        self._rest += chunk

    def _take(self) -> bytes | None:
        rest = self._rest
        if len(rest) < 2:
            return None
        length, start = rest[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(rest[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(rest[2:10], "big"), 10
        if len(rest) < start + length:
            return None
        self._rest = rest[start + length :]
        return rest[start : start + min(length, 60)]


def bid_for(url: str, *, round_id: str, passes: Sequence[str], counter: Counter, seconds: float) -> Tally:
    """Let one bidder a pass bid for so long; what is answered in the warm-up is not counted."""
    clients = [Client(url, {"round_id": round_id, "pass": token}) for token in passes]
    tally, sent_at = Tally(), [0.0] * len(clients)
    with selectors.DefaultSelector() as selector:
        for number, client in enumerate(clients):
            selector.register(client.socket, selectors.EVENT_READ, number)
            sent_at[number] = _bid(client, counter)
        began_s = time.perf_counter()
        until_s = began_s + WARM_UP_S + seconds
        while (now_s := time.perf_counter()) < until_s:
            for key, _ in selector.select(1.0):
                _take_answers(clients[key.data], key.data, sent_at, counter, tally, now_s - began_s > WARM_UP_S)
    for client in clients:
        client.socket.close()
    return tally


def _bid(client: Client, counter: Counter) -> float:
    amount = counter.next()
    client.send(b'421["bid",{"bid_key":"%s","amount_minor":%d}]' % (os.urandom(8).hex().encode(), amount))
    return time.perf_counter()


def _take_answers(
    client: Client, number: int, sent_at: list[float], counter: Counter, tally: Tally, counts: bool
) -> None:
    for message in client.read():
        if not message.startswith(b"43"):
            tally.frames += counts
            continue
        if counts:
            tally.latencies_s.append(time.perf_counter() - sent_at[number])
            accepted = b'"verdict":"accepted"' in message
            tally.accepted += accepted
            tally.others += not accepted
        sent_at[number] = _bid(client, counter)
