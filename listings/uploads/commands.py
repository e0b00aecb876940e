"""Rebuilds a document in a process of its own, with little memory and little time (TRUST 5.5).

A PDF of one kilobyte can unpack to more than a machine has, and the library that reads it has no
bound of its own for every filter.  What exhausts the child is refused; the platform goes on.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from pathlib import Path

from auction.kernel.refusal import Refusal
from listings.document import Paper, rebuild
from listings.reason import Reason
from listings.uploads.made import format_made, parse_made

ROOT = Path(__file__).parents[2]
# A document of 20 MB takes some 200 MB; no honest one comes near.
MEMORY_BYTES_MAX = 1024**3
# The largest honest document takes about two seconds.
SECONDS_MAX = 30
# Children at once; the next upload waits.
AT_ONCE_MAX = 2

_at_once = threading.BoundedSemaphore(AT_ONCE_MAX)


def rebuild_apart(file: bytes) -> Paper | Refusal:
    """Return the document made anew by a child, or why it is refused."""
    with _at_once:
        try:
            # Nothing of our environment: whoever breaks out of the child learns no secret.
            done = subprocess.run(  # noqa: S603  # our own module, without a shell
                [sys.executable, "-m", __name__, str(MEMORY_BYTES_MAX)],
                input=file,
                capture_output=True,
                timeout=SECONDS_MAX,
                check=False,
                cwd=ROOT,
                env={},
            )
        except subprocess.TimeoutExpired:
            return Refusal(Reason.DOCUMENT_UNREADABLE, "R-23")
    return parse_made(done.stdout) if done.returncode == 0 else Refusal(Reason.DOCUMENT_UNREADABLE, "R-23")


def main() -> None:
    """Rebuild what comes in and write what became of it."""
    bytes_max = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    # macOS knows this limit and does not keep it; there the time ends what exhausts.
    resource.setrlimit(resource.RLIMIT_AS, (bytes_max, bytes_max))
    sys.stdout.buffer.write(format_made(rebuild(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
