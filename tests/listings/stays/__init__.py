"""Tests of stops, their ends and withdrawals."""
