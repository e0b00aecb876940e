"""The HTTP side of the fake: the API, the pay page, and the control calls."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.fake_stripe import checkout, pages
from tests.support.fake_stripe.desk import Asked, Desk, as_json
from tests.support.fake_stripe.errors import ApiError

BODY_BYTES_MAX = 1_000_000
IDLE_S_MAX = 120


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    # One write per answer: two would wait for each other's acknowledgement.
    wbufsize = 65_536
    disable_nagle_algorithm = True
    timeout = IDLE_S_MAX
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._route(b"")

    def do_DELETE(self) -> None:
        """Answer a DELETE: this fake deletes nothing."""
        self._route(b"")

    def do_POST(self) -> None:
        """Answer a POST."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > BODY_BYTES_MAX:
            self.close_connection = True
            return self._send(413, b"{}")
        return self._route(self.rfile.read(length))

    def _route(self, body: bytes) -> None:
        split = urlsplit(self.path)
        if split.path.startswith("/_control/"):
            return self._control(split.path.removeprefix("/_control/"), body)
        if split.path.startswith("/c/pay/"):
            return self._pay(split.path.removeprefix("/c/pay/"), body)
        asked = Asked(self.command, split.path, split.query, dict(self.headers.items()), body.decode())
        answer = self.server.desk.answer(asked)
        if answer.body is None:
            return self._break_off()
        return self._send(answer.status, as_json(answer.body), **answer.headers)

    def _control(self, name: str, body: bytes) -> None:
        try:
            done: Any = self.server.desk.control(name, json.loads(body or b"{}"))
        except ApiError as refused:
            return self._send(400, as_json({"error": str(refused)}))
        except (AssertionError, KeyError, TypeError) as wrong:
            return self._send(400, as_json({"error": f"{type(wrong).__name__}: {wrong}"}))
        return self._send(200, as_json({"done": done}))

    def _pay(self, key: str, body: bytes) -> None:
        desk = self.server.desk
        with desk.lock:
            desk.tick()
            books = desk.books()
            session = books.known(key)
            if session is None or session["object"] != "checkout.session":
                return self._send(404, pages.closed_page("unknown"), kind="text/html; charset=utf-8")
            if session["status"] != "open":
                return self._send(410, pages.closed_page(session["status"]), kind="text/html; charset=utf-8")
            if self.command != "POST":
                return self._send(200, pages.pay_page(session), kind="text/html; charset=utf-8")
            said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            name, email = said.get("name", "").strip(), said.get("email") or "payer@example.org"
            if not name or said.get("act") not in ("pay", "pay_later", "decline"):
                page = pages.pay_page(session, error="A name is needed.", name=name, email=email)
                return self._send(422, page, kind="text/html; charset=utf-8")
            if said["act"] == "decline":
                checkout.decline(books, key, name=name, email=email)
                page = pages.pay_page(session, error="Your card was declined.", name=name, email=email)
                return self._send(402, page, kind="text/html; charset=utf-8")
            method = "card" if said["act"] == "pay" else "sepa_debit"
            checkout.pay(books, key, name=name, email=email, method=method)
        return self._send(303, b"", Location=pages.success_address(session))

    def _send(self, status: int, body: bytes, *, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _break_off(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: Any) -> None:
        """Keep quiet: what was asked is in the log that tests read."""


class Server(ThreadingHTTPServer):
    """The fake's server: a thread for every connection, and one that carries the post."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.desk = Desk(self.url)
        threading.Thread(target=self.desk.post.run, daemon=True).start()
