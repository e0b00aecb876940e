"""Who must not bid: blocked persons, defaulters, debtors under a restriction (R-35 to R-37)."""
