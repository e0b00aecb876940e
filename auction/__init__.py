"""The sale itself: its rules, parties, money and record."""
