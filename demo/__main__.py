"""``make demo``: seeds a court, serves it, and lets robots bid until the visitor has seen a sale."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from alembic import command
from alembic.config import Config

import wsgi
from auction.kernel.clock import SystemClock
from auction.kernel.settings import read_settings
from demo import tonight
from demo.bank import Bank
from demo.past import Past
from demo.robots import fight
from demo.seed import COURTS
from demo.story import OVERSEERS, PASSWORD, VISITOR

ROOT = Path(__file__).parents[1]
INSTANCE = Path("instance") / "demo"
STATEMENTS = INSTANCE / "statements"
PORT = 8000
PORTS_TRIED_MAX = 20
ANSWER_S_MAX = 40.0
THREADS = "100"


def main() -> int:
    """Run the demo until Ctrl-C; return the exit code."""
    if os.environ.get("FRESH") == "1":
        shutil.rmtree(INSTANCE, ignore_errors=True)
    INSTANCE.mkdir(parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{_free_port()}"
    os.environ.update(AUCTION_INSTANCE_DIR=str(INSTANCE), AUCTION_PUBLIC_URL=url)
    print("Preparing three courts: ten weeks of sales are happening ...", flush=True)
    command.upgrade(Config(toml_file=ROOT / "pyproject.toml"), "head")
    world = wsgi.open_world(read_settings())
    app = wsgi.create_app(world)
    past = Past(world)
    evening = tonight.prepare(app, past, clock=SystemClock())
    world.database.dispose()

    server = _serve(url)
    over = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: over.set())
    try:
        _wait_until_it_answers(url, server)
        _tell(url, evening)
        _watch(url, evening=evening, past=past, server=server, over=over)
        print("\nClosing the court.", flush=True)
    finally:
        over.set()
        _end(server)
        world.database.dispose()
    return 0


def _watch(
    url: str,
    *,
    evening: tonight.Evening,
    past: Past,
    server: subprocess.Popen[bytes],
    over: threading.Event,
) -> None:
    clock = SystemClock()
    robots = [
        threading.Thread(target=fight, args=(url, duel), kwargs={"clock": clock, "over": over}, daemon=True)
        for duel in evening.duels
    ]
    for robot in robots:
        robot.start()
    teller = tonight.Teller(past, evening, clock)
    bank = Bank(past.world, COURTS, STATEMENTS)
    while not over.wait(1.0) and server.poll() is None:
        bank.look(at=clock.now())
        for line in teller.news():
            print(line, flush=True)


def _tell(url: str, evening: tonight.Evening) -> None:
    print(f"""
Three courts are open at      {url}

  Watch the live sale         {url}/hall/{evening.round_id}
  Sign in                     {url}/account/login
  Password of everybody       {PASSWORD}
    bidder (already enrolled) {VISITOR}""")
    for email, role in OVERSEERS:
        print(f"    {role:<25} {email}")
    for court in COURTS:
        print(f"\n  {court.name}  ({court.spoken})")
        for role, email in court.staff.items():
            print(f"    {role:<25} {email}")
    print(
        """
Where the money of sold lots went stands on their pages; as finance see /court/finance, and the letters
that people get are files in instance/demo/mail. Everything can also be paid by bank transfer: the files
in instance/demo/statements are statements of the courts' banks that tell of a transfer for whatever is
asked just now; as finance upload one under /court/bank/statements.

Robots are bidding now. They fall silent just before the planned end; their last bid restarts the
five minutes (R-43), so the hammer falls in about seven and a half minutes, unless you bid.
Ctrl-C ends the demo; the next run continues; make demo FRESH=1 starts clean.
""",
        flush=True,
    )


def _serve(url: str) -> subprocess.Popen[bytes]:
    arguments = [
        sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread",
        "--threads", THREADS, "--bind", url.removeprefix("http://"), "--graceful-timeout", "2",
        "--log-level", "warning", "wsgi:create_app(serving=True)",
    ]  # fmt: skip
    log = (INSTANCE / "server.log").open("ab")  # the server keeps it open
    # A session of its own: Ctrl-C reaches this process, which then ends the server in order.
    return subprocess.Popen(arguments, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)


def _wait_until_it_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline_s = time.monotonic() + ANSWER_S_MAX
    while time.monotonic() < deadline_s:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/limits", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"The server did not start; it says why in {INSTANCE / 'server.log'}")


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(8)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(5)


def _free_port() -> int:
    for port in range(PORT, PORT + PORTS_TRIED_MAX):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No port from {PORT} to {PORT + PORTS_TRIED_MAX - 1} is free")


if __name__ == "__main__":
    sys.exit(main())
