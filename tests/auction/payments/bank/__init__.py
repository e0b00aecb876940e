"""Tests of auction.payments.bank."""
