"""Tests of auction/payments/checkout."""
