"""Tests of what a court finds out of each asset before it is sold."""
