"""Trial balance and statements: what every account holds, and how it came to."""
