"""Mends refused rows in place: one by one, or all that have the same fault together."""
