"""What an act answered, as refusals."""

from __future__ import annotations

from auction.kernel.refusal import Refusal, noes


def test_a_no_is_one_refusal_and_anything_else_is_none():
    no = Refusal("too_late", "R-53")

    assert noes(no) == (no,)
    assert noes(None) == noes("done") == noes(()) == ()
