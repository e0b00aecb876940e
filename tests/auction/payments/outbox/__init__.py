"""Tests of payouts on their way out."""
