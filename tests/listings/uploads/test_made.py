"""What one process tells of a document is what the other reads."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from listings.document import Paper
from listings.reason import Reason
from listings.uploads.made import format_made, parse_made


@pytest.mark.parametrize(
    "made",
    [
        Paper(b"%PDF-1.7\n\n\x00\xff\n", 3),
        Refusal(Reason.DOCUMENT_TOO_MANY_PAGES, "R-23", {"pages": 301, "pages_max": 300}),
        Refusal(Reason.DOCUMENT_ENCRYPTED, "R-23"),
    ],
)
def test_what_was_made_comes_back_whole(made: Paper | Refusal) -> None:
    assert parse_made(format_made(made)) == made
