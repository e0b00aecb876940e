"""Stopping a round, letting it go on and taking it back: what the court writes, and two people decide."""
