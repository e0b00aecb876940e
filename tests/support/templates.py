"""Keeps compiled templates between the applications of one test run.

Every test has an application of its own; compiling its templates took longer than the test.
"""

from __future__ import annotations

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class _Kept(BytecodeCache):
    """Bytecode in memory, found again by the name and the source of a template."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what an earlier application compiled."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what this application compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_kept = _Kept()


def share(app: Flask) -> None:
    """Let an application take its templates from those that were compiled before."""
    app.jinja_env.bytecode_cache = _kept
