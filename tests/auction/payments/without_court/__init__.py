"""Tests of money of no court that could not go back."""
