"""A clock process that is stopped, not dead, is replaced; when it wakes it finds that and leaves."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from auction.kernel.lease import SILENT_S_MAX
from auction.kernel.tables import Lease
from auction.kernel.world import World
from tests.support.world import ROOT

WAIT_S_MAX = SILENT_S_MAX + 30


@contextlib.contextmanager
def clock_process(world: World, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "AUCTION_DATABASE_URL": world.settings.sqlalchemy_url,
        "AUCTION_INSTANCE_DIR": str(world.settings.instance_dir),
        "AUCTION_SECRET_KEY": world.settings.secret_key,
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "clock", "run"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(WAIT_S_MAX)


def wait_for_epoch(world: World, epoch: int) -> None:
    deadline_s = time.monotonic() + WAIT_S_MAX
    while time.monotonic() < deadline_s:
        with world.database.reading() as tx:
            if tx.scalar(select(Lease.epoch)) == epoch:
                return
        time.sleep(0.2)
    raise AssertionError(f"nobody took the lease for the {epoch}. time")


def wait_for_text(log: Path, text: str) -> None:
    deadline_s = time.monotonic() + WAIT_S_MAX
    while text not in log.read_text():
        assert time.monotonic() < deadline_s, log.read_text()
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.crash
def test_a_stopped_clock_is_replaced_and_leaves_when_it_wakes(
    postgresql_world: World, tmp_path: Path
) -> None:
    logs = tmp_path / "first.log", tmp_path / "second.log"
    with clock_process(postgresql_world, logs[0]) as first:
        wait_for_epoch(postgresql_world, 1)
        with clock_process(postgresql_world, logs[1]) as second:
            wait_for_text(logs[1], "clock: running")
            first.send_signal(signal.SIGSTOP)
            wait_for_epoch(postgresql_world, 2)

            first.send_signal(signal.SIGCONT)

            wait_for_text(logs[0], "lease clock lost: epoch 1 is over")
            time.sleep(3)
            wait_for_epoch(postgresql_world, 2)
            assert second.poll() is None
    assert "clock: stopped" in logs[1].read_text()
