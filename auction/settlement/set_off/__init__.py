"""An enforcing creditor who buys: a claim set off against the price, by two people (R-32, R-62)."""
