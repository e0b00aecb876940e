"""What an entry says of a person: nothing that anybody could follow, and enough to prove it later.

A digest is keyed and the same wherever the person comes, so in the open record it would join all their
lots.  An entry commits to it instead, with the id of its own fact: two entries about one person are
unlike, and a court that opens one shows the digest and anybody counts again (TRUST 2.3).
"""

from __future__ import annotations

import hashlib


def commit(fact_id: str, digest: str) -> str:
    """Return the commitment to a person's digest in the entry about one fact, as hexadecimal SHA-256."""
    assert fact_id, "a commitment stands in one fact"
    assert digest, "a commitment is to somebody"
    return hashlib.sha256(f"ja-commit/v1\n{fact_id}\n{digest}".encode()).hexdigest()
