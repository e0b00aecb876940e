"""Disputes: a payer's bank takes money back from a gateway while the two argue."""
