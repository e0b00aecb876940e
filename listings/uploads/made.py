"""What became of a document, as the bytes that one process tells another.

The form is a line of JSON, then the file: the line holds the page count, or the refusals as
``listings/violation.py`` writes them, and then no file follows::

    {"page_count": 2}
    %PDF-1.7 ...
"""

from __future__ import annotations

import orjson

from auction.kernel.refusal import Refusal
from listings.document import Paper
from listings.violation import format_violations, parse_violations


def format_made(made: Paper | Refusal) -> bytes:
    """Write the document, or why it is refused."""
    if isinstance(made, Refusal):
        return format_violations([made]).encode() + b"\n"
    return orjson.dumps({"page_count": made.page_count}) + b"\n" + made.file


def parse_made(told: bytes) -> Paper | Refusal:
    """Read what format_made wrote."""
    line, _, file = told.partition(b"\n")
    if line.startswith(b"["):
        return parse_violations(line.decode())[0]
    return Paper(file, orjson.loads(line)["page_count"])
