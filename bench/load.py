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
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: {address.netloc}\r\nOrigin: {url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
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


class Bidders:
    """All bidders of one lot, each with one bid under way."""

    def __init__(self, clients: Sequence[Client], counter: Counter) -> None:
        self._clients = clients
        self._counter = counter
        self._sent_at = [self._bid(client) for client in clients]
        self.tally = Tally()

    def take(self, number: int, *, counts: bool) -> None:
        """Read what came for one bidder, and bid again if it was an answer."""
        client = self._clients[number]
        for message in client.read():
            if message.startswith(b"43"):
                self._count(number, message, counts=counts)
                self._sent_at[number] = self._bid(client)
            else:
                self.tally.frames += counts

    def _count(self, number: int, message: bytes, *, counts: bool) -> None:
        if not counts:
            return
        accepted = b'"verdict":"accepted"' in message
        self.tally.latencies_s.append(time.perf_counter() - self._sent_at[number])
        self.tally.accepted += accepted
        self.tally.others += not accepted

    def _bid(self, client: Client) -> float:
        key, amount = os.urandom(8).hex().encode(), self._counter.next()
        client.send(b'421["bid",{"bid_key":"%s","amount_minor":%d}]' % (key, amount))
        return time.perf_counter()


def bid_for(url: str, *, round_id: str, passes: Sequence[str], counter: Counter, seconds: float) -> Tally:
    """Let one bidder a pass bid for so long; what is answered in the warm-up is not counted."""
    clients = [Client(url, {"round_id": round_id, "pass": token}) for token in passes]
    with selectors.DefaultSelector() as selector:
        for number, client in enumerate(clients):
            selector.register(client.socket, selectors.EVENT_READ, number)
        bidders = Bidders(clients, counter)
        warm_s = time.perf_counter() + WARM_UP_S
        while (now_s := time.perf_counter()) < warm_s + seconds:
            for key, _ in selector.select(1.0):
                bidders.take(key.data, counts=now_s > warm_s)
    for client in clients:
        client.socket.close()
    return bidders.tally
