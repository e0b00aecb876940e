"""What an enforcing creditor pays as a deposit (R-32)."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.rules.rule_set import RuleSet


def due_of(deposit: Money, claim: Money | None, *, rules: RuleSet) -> Money:
    """Return the deposit to be paid: all of it, less what is still owed to an enforcing creditor.

    Only whom the court has confirmed as enforcing creditor has a claim here; every other creditor
    who takes part in the distribution pays in full.
    """
    assert rules.choice("creditor_deposit") == "deposit_less_claim", "no other rule is known"
    if claim is None:
        return deposit
    due = Money(max(0, (deposit - claim).minor), deposit.currency)

    assert due.minor <= deposit.minor
    return due
