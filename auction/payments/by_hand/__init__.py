"""Refunds by hand: what could not go back the way it came goes to an account that two people name."""
