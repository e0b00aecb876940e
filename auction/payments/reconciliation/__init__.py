"""Reconciliation: the ledger against each gateway's own statement, day by day, line by line."""
