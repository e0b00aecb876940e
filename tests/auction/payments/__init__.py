"""Tests of auction/payments."""
