"""The wire under the sockets: websockets with bounds, over engine.io's own objects.

What python-engineio and simple-websocket leave open is closed here: messages that never end
(``max_message_size``), messages that pile up on either side, half-written frames to slow clients,
compression state for every client, and clients that connect and never say what they want.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

import engineio
import simple_websocket
from engineio import packet as engine_packet
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from auction.kernel.limits import FRAME_BYTES_MAX
from bidding.frames import Frame, text_frame

# Read at once; a bid is under 200 bytes.
READ_BYTES = 4_096
# Packets that wait for one client to read them; beyond it the client does not listen any more.
OUTBOX_MAX = 64
# Sweeps (one a second) that a connection may take to enter, or to go when it was closed.
SWEEPS_MAX = 10


class FramedOnce(engine_packet.Packet):  # type: ignore[misc]  # the library has no types
    """A packet that was framed before it was queued, so that sending it to many costs little."""

    def __init__(self, event: bytes) -> None:
        super().__init__(engine_packet.MESSAGE, "")
        self._frame = text_frame(b"42" + event)

    def encode(self, b64: bool = False) -> Frame:  # noqa: ARG002  # the library's signature
        """Return the whole frame; the wire sends it as it is."""
        return self._frame


class _NoThread:
    """Stands for the reading thread of simple-websocket: whoever wants a message reads it."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        """Take the loop that will not run."""

    def start(self) -> None:
        """Start nothing."""


class _WholeSocket:
    """A socket whose ``send`` sends everything, one frame after the other."""

    def __init__(self, inner: socket.socket) -> None:
        self._inner = inner
        self._lock = threading.Lock()
        self.recv = inner.recv
        # Without it the acknowledgement of a bid waits for the next packet (STACK).
        with contextlib.suppress(OSError):
            inner.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, frame: bytes) -> int:
        with self._lock:
            self._inner.sendall(frame)
        return len(frame)

    def close(self) -> None:
        # Shutting down first wakes whoever still reads or writes.
        with contextlib.suppress(OSError):
            self._inner.shutdown(socket.SHUT_RDWR)
        self._inner.close()


class Wire(simple_websocket.Server):  # type: ignore[misc]  # the library has no types
    """One websocket, bounded in both directions."""

    sock: Any
    environ: dict[str, Any]
    input_buffer: list[Any]

    def handshake(self) -> None:
        """Shake hands without compression: its state is 300 kB a client, and frames are shared."""
        self.sock = _WholeSocket(self.sock)
        self.environ = {k: v for k, v in self.environ.items() if k != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        super().handshake()

    def receive(self, timeout: float | None = None) -> Any:  # noqa: ARG002  # the library's signature
        """Return the next message.

        It is read by whoever works on it, so nothing is read ahead: a client that sends faster than
        it is answered waits in its own network, not in our memory.
        """
        while self.connected and not self.input_buffer:
            self._read()
        if not self.input_buffer:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        return self.input_buffer.pop(0)

    def _read(self) -> None:
        try:
            chunk = self.sock.recv(READ_BYTES)
            self.ws.receive_data(chunk or None)
            self.connected = bool(chunk) and self._handle_events()
        except (OSError, LocalProtocolError, RemoteProtocolError):
            self.connected = False
        if not self.connected:
            self.sock.close()

    def send(self, data: str | Frame) -> None:
        """Send a text, or a frame that is ready."""
        if not self.connected:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        self.sock.send(data if isinstance(data, Frame) else text_frame(data.encode()))

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say good-bye if the other side still listens."""
        with contextlib.suppress(OSError, LocalProtocolError):
            super().close(reason, message)

    def cut(self) -> None:
        """End the connection at once, whoever waits on it."""
        self.connected = False
        self.sock.close()


class Line(SimpleWebSocketWSGI):  # type: ignore[misc]  # the library has no types
    """Connects one wire with its engine.io socket; engine.io makes one for each upgrade."""

    def __init__(self, handler: Callable[..., Any], lines: set[Line]) -> None:
        super().__init__(handler, None, max_message_size=FRAME_BYTES_MAX, thread_class=_NoThread)
        self.engine_socket = handler.__self__  # type: ignore[attr-defined]  # a bound method, always
        self.engine_socket.session["line"] = self
        self.entered = False
        self.sweeps = 0
        self._lines = lines

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Shake hands, and run engine.io's handler until the connection ends."""
        try:
            self.ws = Wire(environ, **self.server_args)
        except (simple_websocket.ConnectionError, LocalProtocolError, RemoteProtocolError, OSError):
            self.engine_socket.close(wait=False, abort=True)
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"not a websocket"]
        self._lines.add(self)
        try:
            return self._run()
        finally:
            self._lines.discard(self)
            self.ws.cut()

    def _run(self) -> Any:
        answer = self.app(self)
        # How each server is told that the connection is used up, as engine.io does it.
        if self.ws.mode == "gunicorn":
            raise StopIteration
        if self.ws.mode == "werkzeug":
            raise ConnectionError
        return answer

    def wait(self) -> Any:
        """Return the next message; who sends without reading the answers is cut."""
        if self.engine_socket.queue.qsize() > OUTBOX_MAX:
            self.ws.cut()
            return None
        return super().wait()

    def must_go(self) -> bool:
        """Say whether the connection had its time: closed but still there, or never entered."""
        self.sweeps = self.sweeps + 1 if self.engine_socket.closed or not self.entered else 0
        return self.sweeps > SWEEPS_MAX


def line_of(engine_socket: Any) -> Line:
    """Return the line that an engine.io socket speaks through."""
    line: Line = engine_socket.session["line"]
    return line


def put_lines_under(engine: engineio.Server, *, on_open: Callable[[], None]) -> set[Line]:
    """Make engine.io use our lines; return the set of those that are open.

    engine.io looks its websocket class up in ``_async``; there is no public way to give it one,
    nor to pass ``max_message_size`` to the one it has.  Under gevent the threads, locks and events
    that simple-websocket uses are green ones, because the process was patched.
    """
    lines: set[Line] = set()

    def open_line(handler: Callable[..., Any], _server: object) -> Line:
        on_open()
        return Line(handler, lines)

    class Outbox(engine._async["queue"]):  # type: ignore[misc,name-defined]  # noqa: SLF001  # see above
        """A queue without time-outs: a timer for every packet costs more than the packet."""

        def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: ARG002  # as inherited
            return super().get(block)

    engine._async = {**engine._async, "websocket": open_line, "queue": Outbox}  # noqa: SLF001  # see above
    return lines


def sweep(lines: Iterable[Line]) -> int:
    """Cut every line that had its time; return how many there were."""
    late = [line for line in list(lines) if line.must_go()]
    for line in late:
        line.ws.cut()
    return len(late)
