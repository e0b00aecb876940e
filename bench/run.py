"""Measures the hall against a textbook one, in one run, on SQLite and on PostgreSQL.

Each case: an empty database as durable as in production, a server process under gevent, fifty
bidders on one lot from this process for a few seconds.  Prints accepted durable bids a second, the
acknowledgement's p50 and p99, and the ratio of the two paths.  Last, what one frame to many costs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import fan_out, load
from bench.stage import (
    DATABASES,
    INCREMENT_MINOR,
    ROOT,
    SECRET,
    STARTING_MINOR,
    accepted_count,
    empty_database,
    set_stage,
)

BIDDERS = 50
SECONDS = 6.0
START_S_MAX = 60.0
RATIO_TO_REACH = 8.0
PATHS = {"hall": "wsgi:create_app(serving=True)", "textbook": "bench.textbook:create_app()"}


@dataclass(frozen=True)
class Result:
    """What one case measured."""

    accepted_per_s: float
    judged_per_s: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return (
            f"{self.accepted_per_s:8.0f} accepted bids/s   p50 {self.p50_ms:7.1f} ms   "
            f"p99 {self.p99_ms:7.1f} ms   ({self.judged_per_s:.0f} judged/s, refused ones included)"
        )


def main() -> int:
    """Run all cases and print them; return 1 when the ratio was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--database", choices=DATABASES, action="append")
    wish = parser.parse_args()
    print(f"{BIDDERS} bidders on one lot, {wish.seconds:g} s a case, {os.cpu_count()} cores", flush=True)
    ratios = []
    for database in wish.database or DATABASES:
        measured = {}
        for path in PATHS:
            measured[path] = measure(database, path, seconds=wish.seconds)
            print(f"{database:10} {path:8} {measured[path]}", flush=True)
        ours, theirs = measured["hall"], measured["textbook"]
        ratios.append(ours.accepted_per_s / max(theirs.accepted_per_s, 0.1))
        judged = ours.judged_per_s / theirs.judged_per_s
        print(
            f"{database:10} ratio    {ratios[-1]:8.1f} accepted (to reach: {RATIO_TO_REACH:g}), "
            f"{judged:.1f} judged",
            flush=True,
        )
    fan_out.main()
    return 0 if min(ratios) >= RATIO_TO_REACH else 1


def measure(database: str, path: str, *, seconds: float) -> Result:
    """Measure one path on one database."""
    with empty_database(database) as url:
        stage = set_stage(url, bidder_count=BIDDERS)
        counter = load.Counter(STARTING_MINOR, INCREMENT_MINOR)
        with serving(PATHS[path], url) as address:
            tally = load.bid_for(
                address, round_id=stage.round_id, passes=stage.passes, counter=counter, seconds=seconds
            )
        counted, on_disk = accepted_count(stage)
        assert counted == on_disk >= tally.accepted, "an answered bid is not on disk"
    return _result(tally, seconds)


def _result(tally: load.Tally, seconds: float) -> Result:
    latencies_s = sorted(tally.latencies_s)
    answered = len(latencies_s)
    assert answered > 0, "no bid was answered"
    return Result(
        accepted_per_s=tally.accepted / seconds,
        judged_per_s=answered / seconds,
        p50_ms=1000 * latencies_s[answered // 2],
        p99_ms=1000 * latencies_s[min(answered - 1, answered * 99 // 100)],
    )


@contextlib.contextmanager
def serving(application: str, database_url: str) -> Iterator[str]:
    """Serve an application as in production: gunicorn's gevent worker, a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as instance:
        log = Path(instance) / "server.log"
        command = [
            sys.executable, "-m", "gunicorn", "--worker-class", "gevent", "--workers", "1",
            "--worker-connections", "2000", "--bind", f"127.0.0.1:{port}", "--graceful-timeout", "1",
            "--log-level", "warning", "--no-control-socket", application,
        ]  # fmt: skip
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(instance, database_url, address),
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _environment(instance: str, database_url: str, address: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUCTION_")}
    return {
        **kept,
        # Both paths: libev would hand over in reverse what arrives together, and most would be refused.
        "GEVENT_LOOP": "libuv-cffi",
        "AUCTION_INSTANCE_DIR": instance,
        "AUCTION_DATABASE_URL": database_url,
        "AUCTION_SECRET_KEY": SECRET,
        "AUCTION_ASYNC_MODE": "gevent",
        "AUCTION_CLOCK": "apart",
        "AUCTION_PUBLIC_URL": address,
        # The limits stay on, raised above what the bench asks for.
        "AUCTION_BIDS_PER_SECOND": "1000",
        "AUCTION_BIDS_BURST": "2000",
        "AUCTION_SOCKETS_PER_ADDRESS": "5000",
    }


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline_s = time.monotonic() + START_S_MAX
    while True:
        try:
            urllib.request.urlopen(f"{address}/limits", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            ended = process.poll() is not None or time.monotonic() > deadline_s
            assert not ended, f"the server does not answer: {log.read_text()[-3000:]}"
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    raise SystemExit(main())
