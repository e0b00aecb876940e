"""A real server in a process of its own, for browser, crash and demonstration tests."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S_MAX = 30.0


def free_port() -> int:
    """Return a port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """Gunicorn with threads, as ``make serve`` starts it, over one instance folder."""

    def __init__(self, instance_dir: Path, *, database_url: str = "", **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = instance_dir / "server.log"
        self._env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("AUCTION_")},
            "AUCTION_INSTANCE_DIR": str(instance_dir),
            "AUCTION_DATABASE_URL": database_url,
            "AUCTION_PUBLIC_URL": self.url,
            **{f"AUCTION_{name.upper()}": value for name, value in settings.items()},
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start the server and wait until it answers."""
        command = [
            sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread",
            "--threads", "100", "--bind", f"127.0.0.1:{self.port}", "--graceful-timeout", "1",
            "--log-level", "warning", "wsgi:create_app(serving=True)",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True
            )
        deadline_s = time.monotonic() + START_S_MAX
        while not self._answers():
            assert self._process.poll() is None, f"the server ended: {self.log()[-2000:]}"
            assert time.monotonic() < deadline_s, f"the server does not answer: {self.log()[-2000:]}"
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/limits", timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End the server and its worker as a power cut would: SIGKILL, no good-bye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the server in peace."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        self._process = None

    def log(self) -> str:
        """Return what the server wrote so far."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""
