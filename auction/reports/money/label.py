"""What an account is called beside its kind: a bidder code, a case number, a lot, a payment service.

Pure.  Names of persons are never among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auction.ledger.accounts import Account, Kind

_OF_A_CASE = frozenset({Kind.CASE, Kind.CASE_BANK})
_OF_A_COURT = frozenset({Kind.BANK, Kind.TRANSIT})


@dataclass(frozen=True)
class Labels:
    """What is known of the subjects of some accounts, each by its id."""

    codes: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    lots: Mapping[str, str] = field(default_factory=dict)
    courts: Mapping[str, str] = field(default_factory=dict)

    def of(self, account: Account) -> str:
        """Return what the account is called, or its own subject where nothing better is known."""
        subject = account.subject
        if account.kind in _OF_A_CASE:
            return self.cases.get(subject, subject)
        if account.kind in _OF_A_COURT:
            return self.courts.get(subject, subject)
        return self.codes.get(subject) or self.lots.get(subject) or subject
