"""What a court finds out of each asset before it is sold, by its kind (R-27)."""
